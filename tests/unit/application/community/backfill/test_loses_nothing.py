"""Whatever happens, in whatever order, though two clocks differ: in the end every message is in the log."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from adapters.memory.community import MemoryStore
from application.community.backfill.backfill_guild import BackfillGuild
from application.community.record import RecordActivities
from domain.community.backfill.progress import BackfillProgress, Doing
from domain.community.coverage import BACKFILL, GATEWAY, CoverageSpan
from domain.community.log.activity import Activity
from domain.community.log.keys import Keyring
from domain.kernel.ids import snowflake_instant
from tests.builders.activities import SECRET
from tests.contracts import a_guild
from tests.unit.application.community.backfill.paper import OffClock, PaperDiscord

T = TypeVar("T")
KEYS = Keyring(SECRET)
CHANNELS = (101, 102)
SECONDS = st.sampled_from([0, 1, 5, 30, 59, 61, 130, 600, 7200])


class Life(RuleBasedStateMachine):
    """People write; a bot comes, listens, is killed, drains its journal and catches up, or is interrupted."""

    @initialize(off=st.sampled_from([-50, -5, 0, 5, 50]))
    def begin(self, off: int) -> None:
        self.discord = PaperDiscord(a_guild(), {channel: [] for channel in CHANNELS})
        self.clock = OffClock(self.discord, timedelta(seconds=off))
        self.store = MemoryStore()
        self.journal: list[Activity | CoverageSpan] = []
        self.since: datetime | None = None
        self.closed: set[int] = set()
        self.noted: datetime | None = None

    @rule(seconds=SECONDS)
    def time_passes(self, seconds: int) -> None:
        self.discord.now += timedelta(seconds=seconds)

    @rule(channel=st.sampled_from(CHANNELS), count=st.integers(1, 4))
    def somebody_writes(self, channel: int, count: int) -> None:
        for _ in range(count):
            self.discord.now += timedelta(milliseconds=1)
            number = self.discord.write(channel)
            if self.since is not None:
                self.journal.append(self.discord.told(channel, number, GATEWAY))

    @rule(channel=st.sampled_from(CHANNELS))
    def everything_is_deleted(self, channel: int) -> None:
        self.discord.channels[channel].clear()

    @rule(channel=st.sampled_from(CHANNELS))
    def its_history_is_withheld(self, channel: int) -> None:
        self.discord.withheld.add(channel)
        self.closed.add(channel)

    @rule(channel=st.sampled_from(CHANNELS))
    def its_history_may_be_read(self, channel: int) -> None:
        self.discord.withheld.discard(channel)

    @precondition(lambda self: self.since is None)
    @rule()
    def the_bot_connects(self) -> None:
        self.discord.now += timedelta(milliseconds=1)
        self.since = self.noted = self.clock.now()

    @precondition(lambda self: self.since is not None)
    @rule()
    def it_notes_that_it_listened(self) -> None:
        assert self.noted is not None
        if self.clock.now() > self.noted:
            self.journal.append(
                CoverageSpan(family="messages", start=self.noted, end=self.clock.now(), source=GATEWAY)
            )
            self.noted = self.clock.now()

    @precondition(lambda self: self.since is not None)
    @rule()
    def it_is_killed(self) -> None:
        self.since = None

    @rule(most=st.integers(1, 8))
    def it_drains(self, most: int) -> None:
        drive(self._drain(most))

    @precondition(lambda self: self.since is not None)
    @rule(patience=st.sampled_from([1, 2, 3, 5, None]))
    def it_catches_up(self, patience: int | None) -> None:
        drive(self._catch_up(patience))

    def teardown(self) -> None:
        if hasattr(self, "discord"):
            drive(self._end())

    async def _end(self) -> None:
        if self.since is None:
            self.the_bot_connects()
        await self._drain(len(self.journal))
        self.discord.withheld.clear()
        self.discord.now += timedelta(hours=25)
        progress = await self._catch_up(None)
        assert progress.doing is Doing.DONE, progress.problem
        assert progress.forbidden == 0
        async with self.store.reading(self.discord.guild) as work:
            found = {entry.subject async for page in work.log.pages() for entry in page}
        written = {number for ids in self.discord.channels.values() for number in ids}
        assert written <= found, f"{len(written - found)} lost"

    async def _drain(self, most: int) -> None:
        some, self.journal = self.journal[:most], self.journal[most:]
        await self._record([one for one in some if isinstance(one, Activity)])
        async with self.store.writing(self.discord.guild) as work:
            await work.listening.add([one for one in some if isinstance(one, CoverageSpan)])

    async def _record(self, told: list[Activity]) -> None:
        await RecordActivities(store=self.store, clock=self.clock, keys=KEYS)(told)

    async def _catch_up(self, patience: int | None) -> BackfillProgress:
        self.discord.patience = patience
        backfill = BackfillGuild(
            archive=self.discord,
            store=self.store,
            record=RecordActivities(store=self.store, clock=self.clock, keys=KEYS),
            clock=self.clock,
            keys=KEYS,
            at_once=1,
        )
        progress = await backfill(self.discord.guild, listening_since=self.since)
        await self._nothing_false_is_claimed()
        return progress

    async def _nothing_false_is_claimed(self) -> None:
        """What is said to be caught up with is in the log, or in the journal on its way there.

        The end of it is told by our clock: where that is ahead, the seconds between are read by a later run.
        Nothing is claimed of a channel while it is closed to us.
        """
        if self.clock.off > timedelta():
            return
        async with self.store.reading(self.discord.guild) as work:
            spans = [span for span in await work.listening.spans() if span.source == BACKFILL]
            known = {entry.subject async for page in work.log.pages() for entry in page}
        known |= {told.subject for told in self.journal if isinstance(told, Activity)}
        open_ = {one: ids for one, ids in self.discord.channels.items() if one not in self.closed}
        for number in (number for ids in open_.values() for number in ids):
            claimed = any(span.start <= snowflake_instant(number) < span.end for span in spans)
            assert number in known or not claimed, "claimed and not there"


def drive(work: Coroutine[Any, Any, T]) -> T:
    """Run something that never really waits, since the machine itself is not asynchronous."""
    with asyncio.Runner() as runner:
        return runner.run(work)


def test_nothing_is_lost() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=40, stateful_step_count=30))
