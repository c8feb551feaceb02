"""Questions about segments: who is in which, who entered and left, who would move by other settings."""

from application.insights.segments.preview import PreviewSettings, SettingsPreview
from application.insights.segments.show import SegmentLine, SegmentsShown, ShowSegments

__all__ = ["PreviewSettings", "SegmentLine", "SegmentsShown", "SettingsPreview", "ShowSegments"]
