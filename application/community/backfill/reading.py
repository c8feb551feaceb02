"""Reading what is missing: page by page, the newest first, several channels at a time."""

import asyncio
import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable

import attrs

from application.community.backfill.account import Account, stretch
from application.community.backfill.ports import MessagePage, Reactors
from application.community.history.conveyor import Record, batches
from domain.community.backfill.channels import BackfilledChannel
from domain.community.backfill.planning import Hole, holes
from domain.kernel.errors import NotFound, Refused

Waiting = tuple[tuple[bool, int], Hole]


@attrs.define
class Queue:
    """Holes by their turn; of one channel only one at a time is read, since pages limit each other there."""

    _waiting: list[Waiting] = attrs.field(factory=list)
    _aside: dict[int, list[Hole]] = attrs.field(factory=lambda: defaultdict(list))
    _busy: set[int] = attrs.field(factory=set)

    def put(self, found: Iterable[Hole]) -> None:
        """To be read."""
        for hole in found:
            heapq.heappush(self._waiting, (hole.turn, hole))

    def take(self) -> Hole | None:
        """The next one whose channel is free; None when there is none for now."""
        while self._waiting:
            _, hole = heapq.heappop(self._waiting)
            if hole.channel not in self._busy:
                self._busy.add(hole.channel)
                return hole
            self._aside[hole.channel].append(hole)
        return None

    def free(self, channel: int, found: Iterable[Hole]) -> None:
        """A page of that channel landed, and this is what it leaves to read."""
        self._busy.discard(channel)
        self.put([*self._aside.pop(channel, []), *found])

    def drop(self, channels: Collection[int]) -> None:
        """Nothing of these channels is to be read any more, but for the pages that are under way."""
        for channel in channels:
            self._aside.pop(channel, None)
        self._waiting = [one for one in self._waiting if one[1].channel not in channels]
        heapq.heapify(self._waiting)


@attrs.define(kw_only=True)
class Reading:
    """Reads holes until none is left; pages that came together land together.

    A page counts as read only when its messages are in the log: whatever ends the program, no more than the
    pages in hand are asked again.
    """

    account: Account
    record: Record
    at_once: int
    _queue: Queue = attrs.field(factory=Queue)

    async def __call__(self, found: Iterable[Hole]) -> None:
        """Read them; raises Unavailable when Discord or the store is away."""
        self._queue.put(found)
        under_way: dict[asyncio.Task[MessagePage | Refused | NotFound], Hole] = {}
        try:
            while True:
                while len(under_way) < self.at_once and (hole := self._next()) is not None:
                    under_way[asyncio.create_task(self._page(hole))] = hole
                if not under_way:
                    return
                done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                landed = [(under_way.pop(task), task) for task in done]
                failed = [problem for _, task in landed if (problem := task.exception()) is not None]
                await self._land([(hole, task.result()) for hole, task in landed if not task.exception()])
                if failed:
                    raise failed[0]
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    def _next(self) -> Hole | None:
        """The next hole, without what a page of another hole has filled meanwhile."""
        while (hole := self._queue.take()) is not None:
            self.account.unread.discard(hole)
            rest = self.account.channels[hole.channel].covered.missing(hole.low, hole.high)
            if rest:
                hole = hole._replace(high=rest.parts[-1][1])
                self.account.unread.add(hole)
                return hole
            self._queue.free(hole.channel, ())
        return None

    async def _page(self, hole: Hole) -> MessagePage | Refused | NotFound:
        account = self.account
        channel = account.channels[hole.channel]
        try:
            page = await account.archive.messages(
                account.guild, hole.channel, parent=channel.parent, before=hole.high
            )
            if page.messages == 0 and channel.may_hold(hole.high):
                await self._believe_empty(channel, hole)
        except (Refused, NotFound) as closed:
            return closed
        return page

    async def _believe_empty(self, channel: BackfilledChannel, hole: Hole) -> None:
        """Without the right to read its history a channel looks empty; whoever asks for a message is refused.

        One that a page should have shown and did not is there: the page is not believed either.
        """
        last = channel.last_message
        if last is None:
            return
        shown = await self.account.archive.shows(channel.channel, last)
        if shown and last < hole.high:
            raise Refused("Discord gave no messages, although there are some")

    async def _land(self, landed: list[tuple[Hole, MessagePage | Refused | NotFound]]) -> None:
        """Record what came, then say that it was read."""
        changed: dict[int, BackfilledChannel] = {}
        reactors: list[Reactors] = []
        records = [one for _, page in landed if isinstance(page, MessagePage) for one in page.records]
        for batch in batches(records):
            await self.record(batch)
        for hole, page in landed:
            before = self.account.channels[hole.channel]
            after = changed[hole.channel] = self._after(before, hole, page)
            self.account.unread.discard(hole)
            if after.access != "open" or not isinstance(page, MessagePage):
                self._drop(hole.channel)
                self._queue.free(hole.channel, ())
                continue
            reactors += self._wanted(hole, page)
            self._count(hole, page)
            if before.access != "open":  # what was heard while it was closed to us is no longer believed
                self._drop(hole.channel)
                left = holes(after, self.account.horizon, self.account.rules)
            else:
                left = _left(hole, page)
            self.account.unread |= set(left)
            self._queue.free(hole.channel, left)
        await self.account.keep(changed.values(), reactors)

    def _after(
        self, channel: BackfilledChannel, hole: Hole, page: MessagePage | Refused | NotFound
    ) -> BackfilledChannel:
        now = self.account.clock.now()
        if isinstance(page, NotFound):
            return channel.refused("gone", now)
        if isinstance(page, Refused):
            return channel.refused("forbidden", now)
        low = 0 if page.last or page.oldest is None else page.oldest
        return channel.opened(now).read(low, hole.high)

    def _wanted(self, hole: Hole, page: MessagePage) -> list[Reactors]:
        """Of young messages; those below the hole were heard, or asked for, before."""
        oldest = max(hole.low, self.account.rules.first_reactors(self.account.clock.now()))
        return [one for one in page.reactors if one.message >= oldest]

    def _count(self, hole: Hole, page: MessagePage) -> None:
        low = hole.low if page.last or page.oldest is None else max(hole.low, page.oldest)
        self.account.messages += page.messages
        self.account.pages += 1
        self.account.read += stretch(hole.channel, low, hole.high)

    def _drop(self, channel: int) -> None:
        """Nothing more of a channel is read for now, nor of the threads in it."""
        of = {channel} | {one.channel for one in self.account.channels.values() if one.parent == channel}
        self._queue.drop(of)
        self.account.unread = {hole for hole in self.account.unread if hole.channel not in of}


def _left(hole: Hole, page: MessagePage) -> list[Hole]:
    if page.last or page.oldest is None or page.oldest <= hole.low:
        return []
    return [hole._replace(high=page.oldest)]
