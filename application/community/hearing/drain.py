"""Bringing what the journal holds through the front door: in order, and once, however often it is tried."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from typing import Final

import attrs

from application.community.hearing.ports import Journal, Reader, Written
from application.community.hearing.settling import Settle
from application.community.hearing.taking import TakeTold
from application.community.hearing.told import Told
from application.community.ports import Store
from application.community.record import RecordActivities
from domain.community.coverage import GATEWAY
from domain.community.log.letters import Unreadable
from domain.kernel.errors import Unavailable

AT_ONCE: Final = 5_000
"""Records of one round: a batch that the database takes in a fraction of a second."""

IDLE: Final = 0.05
"""Seconds until an empty journal is looked at again."""

LONGEST_WAIT: Final = 30.0
"""Seconds between two tries while the database is away."""

FIRST_WAIT: Final = 0.5
"""Seconds until the first of these tries."""

TURN: Final = 50
"""Records after which others have their turn."""

Sleep = Callable[[float], Awaitable[None]]

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
    _read: deque[Written] = attrs.field(factory=deque, init=False)
    _told: list[Told] = attrs.field(factory=list, init=False)
    _up_to: int | None = attrs.field(default=None, init=False)
    _seeded: bool = attrs.field(default=False, init=False)

    async def __call__(self) -> int:
        """Bring one round in: how many records of the journal that were, 0 when it is empty.

        Raises Unavailable while the store is away: the same round is tried again by the next call.
        """
        if not self._seeded:
            await self._seed()
        if not self._read and self._up_to is None:
            self._read.extend(await self.journal.read(most=self.at_once))
        count = await self._translate()
        if self._up_to is None:
            return 0
        take = self._taking()
        while self._told:
            del self._told[: await take(self._told)]
        await self.journal.drained(self._up_to)
        self._up_to = None
        return count or 1

    async def run(self, stop: asyncio.Event, *, sleep: Sleep = asyncio.sleep) -> None:
        """Drain until told to stop; while the database is away it is tried again, ever more seldom."""
        wait = 0.0
        while not stop.is_set():
            try:
                drained = await self()
            except Unavailable as away:
                wait = min(LONGEST_WAIT, wait * 2 or FIRST_WAIT)
                said = str(away).rstrip(".")
                _log.warning("%s; what was heard waits in the journal, tried again in %.1f s", said, wait)
                await _unless(stop, sleep(wait))
                continue
            wait = 0.0
            if not drained:
                await self.journal.sweep()
                await _unless(stop, sleep(IDLE))

    async def _translate(self) -> int:
        """Read what the next records tell, until it is enough for one round; how many records that were.

        A round that waits for a database is complete: nothing is added to it.
        """
        if self._up_to is not None:
            return 0
        count = 0
        while self._read and len(self._told) < self.at_once:
            if count % TURN == 0:
                await asyncio.sleep(0)
            record = self._read.popleft()
            self._told += [told for told in self._told_by(record) if self._allowed(told)]
            self._up_to = record.position
            count += 1
        return count

    def _told_by(self, record: Written) -> list[Told]:
        try:
            return list(self.reader.read(record))
        except Exception as problem:  # noqa: BLE001 - one record that nobody foresaw must not stop the rest
            name = type(problem).__name__
            _log.error("record %d of the journal cannot be read (%s)", record.position, name)
            return [
                Unreadable(
                    source=GATEWAY,
                    reason="unreadable",
                    detail=f"a record of the journal cannot be read ({name})",
                    length=len(record.payload),
                    fingerprint=blake2b(record.payload, digest_size=16).hexdigest(),
                )
            ]

    def _allowed(self, told: Told) -> bool:
        return self.guilds is None or told.guild is None or told.guild in self.guilds

    def _taking(self) -> TakeTold:
        settle = Settle(store=self.store, keys=self.record.keys, rules=self.record.rules)
        return TakeTold(record=self.record, store=self.store, settle=settle)

    async def _seed(self) -> None:
        """Tell the reader what was known before: the channel of each thread."""
        for guild in await self.store.guilds():
            if self.guilds is None or guild in self.guilds:
                async with self.store.reading(guild) as work:
                    channels = await work.guild.channels()
                parents = {one.channel: one.parent for one in channels.values() if one.parent is not None}
                self.reader.remember(guild, parents)
        self._seeded = True


async def _unless(stop: asyncio.Event, waiting: Awaitable[None]) -> None:
    """Wait, or until told to stop."""
    both = [asyncio.ensure_future(waiting), asyncio.ensure_future(stop.wait())]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in both:
            one.cancel()
        await asyncio.gather(*both, return_exceptions=True)
