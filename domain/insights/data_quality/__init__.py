"""Can these numbers be believed? What was heard, what was not, and why not."""

from domain.insights.data_quality.gaps import Gap, Reason, explained
from domain.insights.data_quality.heard import HeardDays, Stretch, day_edges, heard_days, of_channel

__all__ = ["Gap", "HeardDays", "Reason", "Stretch", "day_edges", "explained", "heard_days", "of_channel"]
