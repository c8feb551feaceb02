"""Workers as they are seen from outside: who works, and since when nobody does."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.operations.leases import Holder

SILENT_AFTER: Final = timedelta(minutes=1)
"""A worker says every few seconds that it is there; after so long without a word nobody counts on it."""

FORGOTTEN_AFTER: Final = timedelta(days=7)


@attrs.frozen(kw_only=True)
class Worker:
    """A process that works, by its own word; `told_at` by the clock of the database."""

    holder: Holder
    since: datetime
    told_at: datetime
    stopped: bool = False

    def is_silent(self, now: datetime) -> bool:
        """Whether it said goodbye, or was not heard of for too long."""
        return self.stopped or now - self.told_at > SILENT_AFTER


def working(workers: Iterable[Worker], now: datetime) -> list[Worker]:
    """Those that are there now, the oldest first."""
    return sorted((one for one in workers if not one.is_silent(now)), key=lambda one: one.since)
