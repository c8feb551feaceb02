"""What a run of catching up keeps account of: channels, what it did, and what it tells of that."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

import attrs

from application.clock import Clock
from application.community.backfill.ports import Archive, Reactors
from application.community.ports import GuildWork, Store
from domain.community.backfill.channels import BackfilledChannel, BackfillRules
from domain.community.backfill.planning import FOR_EVER, Hole, Horizon, caught_up, holes, joined_to_live
from domain.community.backfill.progress import BackfillProgress, Doing, remaining_time
from domain.community.coverage import BACKFILL, CoverageSpan, Family
from domain.kernel.ids import first_snowflake_at, snowflake_instant

Watch = Callable[[BackfillProgress], None]

FAMILIES: tuple[Family, ...] = ("messages", "reactions_received")
"""What messages read later tell: themselves, and how often each was reacted to, but not by whom or when."""

CLAIMED_EVERY = 50
"""Pages between two looks at what is caught up in all channels: that takes a moment where they are many."""


@attrs.define(kw_only=True)
class Account:
    """One run for one guild."""

    guild: int
    store: Store
    archive: Archive
    clock: Clock
    rules: BackfillRules
    watch: Watch
    began: datetime
    since: datetime = attrs.field(init=False, default=attrs.Factory(lambda self: self.began, takes_self=True))
    before: BackfillProgress | None = None
    channels: dict[int, BackfilledChannel] = attrs.field(factory=dict)
    horizon: Horizon = attrs.field(factory=Horizon.nowhere)
    doing: Doing = Doing.LISTING
    problem: str = ""
    unread: set[Hole] = attrs.field(factory=set)
    messages: int = 0
    reactors_left: int = 0
    read: timedelta = timedelta()
    pages: int = 0
    _requests_before: int = attrs.field(
        init=False, default=attrs.Factory(lambda self: self.archive.requests, takes_self=True)
    )
    _claimed: list[tuple[datetime, datetime]] = attrs.field(init=False, factory=list)

    def went_on_from(self, last: BackfillProgress | None) -> None:
        """An interrupted run goes on; what was read in all is counted on for ever."""
        self.before = last
        if last is not None and last.doing is not Doing.DONE:
            self.since = last.began_at

    def askable(self, channel: BackfilledChannel) -> bool:
        """Whether a channel is worth a request now; a thread is closed to us where its channel is."""
        parent = self.channels.get(channel.parent) if channel.parent is not None else None
        now = self.clock.now()
        return channel.may_be_asked(now, self.rules) and (
            parent is None or parent.may_be_asked(now, self.rules)
        )

    def plan(self, *, gaps_only: bool) -> list[Hole]:
        """What is to be read, of channels that may be asked."""
        now = self.clock.now()
        askable = (one for one in self.channels.values() if self.askable(one))
        self.unread = {hole for one in askable for hole in holes(one.opened(now), self.horizon, self.rules)}
        return [hole for hole in self.unread if hole.gap or not gaps_only]

    async def keep(
        self,
        channels: Iterable[BackfilledChannel],
        reactors: Collection[Reactors] = (),
        *,
        claim: bool = False,
    ) -> None:
        """Keep what is now known, with what it is worth telling of it, in one transaction."""
        changed = list(channels)
        self.channels |= {one.channel: one for one in changed}
        async with self.store.writing(self.guild) as work:
            await work.backfills.keep(changed)
            await work.backfills.ask(reactors)
            if claim or self.pages % CLAIMED_EVERY == 0:
                await self._claim(work)
            await self._tell(work)

    async def join(self, since: datetime | None) -> None:
        """Where nothing near to `since` is left to read, it is joined to what is heard live from then on."""
        if since is None:
            return
        near = first_snowflake_at(since - self.rules.skew)
        closed = [
            joined_to_live(one, self.horizon, self.rules, since)
            for one in self.channels.values()
            if one.access == "open"
            and one.joined != since
            and not any(hole.high > near for hole in holes(one, self.horizon, self.rules))
        ]
        await self.keep(closed)

    async def tell(self, doing: Doing, problem: str = "") -> BackfillProgress:
        """Something else begins, or nothing more is done; what is caught up with is said at the same time."""
        self.doing, self.problem = doing, problem
        async with self.store.writing(self.guild) as work:
            if doing is not Doing.LISTING and self.channels:
                await self._claim(work)
            self.reactors_left = await work.backfills.count_reactors()
            return await self._tell(work)

    async def _claim(self, work: GuildWork) -> None:
        """Say when nobody listened, and yet every message is in the log."""
        times = caught_up(self.channels.values(), self.horizon, self.rules)
        if times != self._claimed:
            await work.listening.add(
                CoverageSpan(family=family, start=start, end=end, source=BACKFILL)
                for family in FAMILIES
                for start, end in times
            )
            self._claimed = times

    async def _tell(self, work: GuildWork) -> BackfillProgress:
        progress = self.progress()
        await work.backfills.tell(progress)
        self.watch(progress)
        return progress

    def progress(self) -> BackfillProgress:
        """How far it is."""
        now, before = self.clock.now(), self.before
        open_ = [one for one in self.channels.values() if one.access == "open"]
        waiting = {hole.channel for hole in self.unread}
        highest = max((hole.high for hole in self.unread), default=self.horizon.floor)
        return BackfillProgress(
            doing=self.doing,
            began_at=self.since,
            told_at=now,
            channels=len(open_),
            channels_done=sum(one.channel not in waiting for one in open_),
            forbidden=sum(one.access == "forbidden" for one in self.channels.values()),
            messages=(before.messages if before else 0) + self.messages,
            requests=(before.requests if before else 0) + self.archive.requests - self._requests_before,
            reactors_left=self.reactors_left,
            reached=snowflake_instant(highest) if 0 < highest < FOR_EVER else None,
            remaining=self._remaining(now),
            problem=self.problem,
        )

    def _remaining(self, now: datetime) -> timedelta | None:
        unread = sum((stretch(hole.channel, hole.low, hole.high) for hole in self.unread), timedelta())
        return remaining_time(read=self.read, unread=unread, took=now - self.began)


def stretch(channel: int, low: int, high: int) -> timedelta:
    """How much time lies between two ids of a channel, which was silent before there was one."""
    return snowflake_instant(high) - snowflake_instant(max(low, min(channel, high)))
