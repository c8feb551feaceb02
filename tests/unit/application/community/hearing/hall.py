"""A journal in memory-sized files, a reader of lines that a test wrote, and a store that may be away."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import attrs

from adapters.journal import DiskJournal
from adapters.memory.community import MemoryStore
from application.community.hearing.drain import DrainJournal
from application.community.hearing.ports import Written
from application.community.hearing.told import Told
from application.community.ports import DeadLetters, GuildWork, Store
from application.community.record import RecordActivities
from application.community.snapshot import Snapshot
from domain.community.log.letters import Unreadable
from domain.kernel.errors import Unavailable
from tests.builders.activities import GUILD, TIME_ZERO, StoppedClock
from tests.builders.house import KEYS


@attrs.define
class Script:
    """Reads what a test told under a number: the payload of a record is that number."""

    lines: list[list[Told]] = attrs.field(factory=list)
    parents: dict[int, Mapping[int, int]] = attrs.field(factory=dict)
    read_so_far: list[int] = attrs.field(factory=list)

    def read(self, record: Written) -> Iterable[Told]:
        self.read_so_far.append(record.position)
        if record.payload == b"poison":
            raise ZeroDivisionError
        return self.lines[int(record.payload)]

    def remember(self, guild: int, parents: dict[int, int]) -> None:
        self.parents[guild] = parents


@attrs.define
class Absent:
    """A store that is away whenever a test says so, also after a number of further transactions."""

    inner: Store
    away: bool = False
    left: int | None = None

    def _pass(self) -> None:
        if self.left is not None:
            self.left -= 1
            self.away = self.left < 0
        if self.away:
            raise Unavailable("The database cannot be reached")

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator[GuildWork]:
        self._pass()
        async with self.inner.writing(guild) as work:
            yield work

    @asynccontextmanager
    async def reading(self, guild: int) -> AsyncIterator[GuildWork]:
        self._pass()
        async with self.inner.reading(guild) as work:
            yield work

    async def guilds(self) -> list[int]:
        self._pass()
        return await self.inner.guilds()

    @asynccontextmanager
    async def unaddressed(self) -> AsyncIterator[DeadLetters]:
        self._pass()
        async with self.inner.unaddressed() as letters:
            yield letters


@attrs.define
class Hall:
    """What is told goes into the journal; `drain` is the product's own."""

    folder: Path
    store: Absent
    journal: DiskJournal
    script: Script
    drain: DrainJournal

    @classmethod
    def opened(cls, folder: Path, *, store: Store | None = None, **changes: Any) -> Self:
        held = Absent(store or MemoryStore())
        journal = DiskJournal.open(folder, most_bytes=2**26, lost=lambda *_: (), gather=0.0)
        script = Script()
        record = RecordActivities(store=held, clock=StoppedClock(), keys=KEYS)
        drain = DrainJournal(journal=journal, reader=script, record=record, store=held, **changes)
        return cls(folder, held, journal, script, drain)

    def hear(self, *told: Told) -> None:
        """One record of the journal."""
        self.script.lines.append(list(told))
        self.hear_bytes(str(len(self.script.lines) - 1).encode())

    def hear_bytes(self, payload: bytes) -> None:
        assert self.journal.append(payload, TIME_ZERO)

    async def drained(self) -> None:
        """Until nothing waits."""
        while self.journal.state().waiting_records:
            await self.drain()

    def killed(self, **changes: Any) -> "Hall":
        """What a new process finds: nothing of the reader, all of the disk."""
        self.journal.close()
        other = Hall.opened(self.folder, store=self.store.inner, **changes)
        other.script.lines = self.script.lines
        return other

    async def snapshot(self, guild: int = GUILD) -> Snapshot:
        async with self.store.inner.reading(guild) as work:
            return await work.counters.snapshot()


def unreadable(number: int) -> Unreadable:
    return Unreadable(source="gateway", reason="unreadable", detail="", fingerprint=str(number))
