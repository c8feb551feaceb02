"""What a guild decided, as its page shows it."""

from application.insights.settings.reading import ReadSettings, SettingsRead

__all__ = ["ReadSettings", "SettingsRead"]
