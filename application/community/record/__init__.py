"""The front door: everything that happened enters here, in batches, and counts once for ever."""

from application.community.record.recording import LARGEST_BATCH, Answer, Batch, RecordActivities, Recorded

__all__ = ["LARGEST_BATCH", "Answer", "Batch", "RecordActivities", "Recorded"]
