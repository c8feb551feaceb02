"""The log folded again: to prove and mend what was folded live, and to count what older versions did not."""

from application.community.replay.completing import CompleteCounters
from application.community.replay.replaying import Replayed, ReplayLog, replay_in

__all__ = ["CompleteCounters", "ReplayLog", "Replayed", "replay_in"]
