"""What hearing needs: a journal that survives a crash, and somebody who can read what is in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import attrs

from application.community.hearing.told import Told


class Written(NamedTuple):
    """One record of the journal: its position grows by each record, `at` is when it arrived."""

    position: int
    at: datetime
    payload: bytes


@attrs.frozen(kw_only=True)
class JournalState:
    """How full the journal is: what is not yet drained, and what it had no room for."""

    waiting_records: int
    waiting_bytes: int
    most_bytes: int
    oldest: datetime | None
    dropped: int
    damaged_bytes: int = 0
    """What of it could not be read."""


class Journal(Protocol):
    """Keeps what arrived, in order, on this machine, until it is in the log."""

    def append(self, payload: bytes, at: datetime) -> bool:
        """Take a record now; it is on disk within 200 ms. False, and counted, where there is no room."""
        ...

    async def read(self, *, most: int) -> Sequence[Written]:
        """The next records that are on disk, after the last ones read; empty when there are none."""
        ...

    async def rewind(self) -> None:
        """Read again from the first record that is not drained."""
        ...

    async def drained(self, position: int) -> None:
        """Everything up to this position is in the log: it need not be kept."""
        ...

    async def sweep(self) -> None:
        """Now and then, when everything is in the log: leave none of it on this machine."""
        ...

    def state(self) -> JournalState:
        """How full it is."""
        ...


class Reader(Protocol):
    """Reads what a record tells; remembers what later records need, such as the channel of a thread."""

    def read(self, record: Written) -> Iterable[Told]:
        """What it tells; a record that cannot be read tells one Unreadable, and raises nothing."""
        ...

    def remember(self, guild: int, parents: dict[int, int]) -> None:
        """What was known before this run: the channel that each thread belongs to."""
        ...
