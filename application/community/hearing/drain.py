"""Bringing what the journal holds through the front door: in order, and once, however often it is tried."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import attrs

from application.community.hearing.ports import Journal, Reader
from application.community.hearing.taking import TakeTold
from application.community.hearing.told import Told
from application.community.ports import Store
from application.community.record import RecordActivities
from domain.kernel.errors import Unavailable

AT_ONCE: Final = 5_000
"""Records of one round: a batch that the database takes in a fraction of a second."""

IDLE: Final = 0.1
"""Seconds until an empty journal is looked at again."""

LONGEST_WAIT: Final = 30.0
"""Seconds between two tries while the database is away."""

_log = logging.getLogger(__name__)


@attrs.define(kw_only=True)
class DrainJournal:
    """Brings records from the journal into the log, for these guilds or for all (None).

    What was read once is not read again while it waits for a database: the reader remembers what earlier
    records told. After a crash it is read again, and counts once.
    """

    journal: Journal
    reader: Reader
    record: RecordActivities
    store: Store
    guilds: frozenset[int] | None = None
    at_once: int = AT_ONCE
    _taking: TakeTold = attrs.field(init=False)
    _held: list[Told] = attrs.field(factory=list, init=False)
    _up_to: int | None = attrs.field(default=None, init=False)
    _seeded: bool = attrs.field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self._taking = TakeTold(record=self.record, store=self.store)

    async def __call__(self) -> int:
        """Bring one round in: how many records of the journal that were, 0 when it is empty.

        Raises Unavailable while the store is away: the same round is tried again by the next call.
        """
        if not self._seeded:
            await self._seed()
        taken = 0
        if self._up_to is None:
            taken = await self._read()
        if self._up_to is None:
            return 0
        while self._held:
            del self._held[: await self._taking(self._held)]
        await self.journal.drained(self._up_to)
        self._up_to = None
        return taken or 1

    async def run(
        self, stop: asyncio.Event, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Drain until told to stop; while the database is away, try ever more seldom, each half minute at last."""
        wait = 0.0
        while not stop.is_set():
            try:
                drained = await self()
            except Unavailable as away:
                wait = min(LONGEST_WAIT, wait * 2 or 0.5)
                _log.warning("%s; what was heard waits in the journal, tried again in %.0f s", away, wait)
                await sleep(wait)
                continue
            wait = 0.0
            if not drained:
                await sleep(IDLE)

    async def _read(self) -> int:
        records = await self.journal.read(most=self.at_once)
        for number, record in enumerate(records):
            if number % 100 == 0:
                await asyncio.sleep(0)
            self._held += [told for told in self.reader.read(record) if self._allowed(told)]
        if records:
            self._up_to = records[-1].position
        return len(records)

    def _allowed(self, told: Told) -> bool:
        return self.guilds is None or told.guild is None or told.guild in self.guilds

    async def _seed(self) -> None:
        """Tell the reader what was known before: the channel of each thread."""
        for guild in await self.store.guilds():
            if self.guilds is None or guild in self.guilds:
                async with self.store.reading(guild) as work:
                    channels = await work.guild.channels()
                self.reader.remember(
                    guild, {one.channel: one.parent for one in channels.values() if one.parent is not None}
                )
        self._seeded = True
