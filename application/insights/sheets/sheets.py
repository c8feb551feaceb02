"""Sheets in memory: loaded once, refreshed by the days that changed, bounded in bytes."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final, cast
from weakref import WeakValueDictionary

import attrs
import numpy as np

from application.insights.ports import Facts, Revisions
from application.insights.sheets.seen import Seen, SeenGuilds
from application.insights.worked_out import WorkedOut
from domain.community.log.commands import NO_ERROR
from domain.insights.channels import ChannelPeople
from domain.insights.directory import MemberNames
from domain.insights.sheet import DayTable, MemberColumns, Shape

MEMBERS = "members"
NAMES = "names"
CHANNEL_PEOPLE = "channel people"
CHANNEL_TALKERS = "channel talkers"
Table = DayTable | MemberColumns | MemberNames | ChannelPeople


@attrs.define
class _Held:
    """One cached table and the revision that it shows."""

    revision: int
    table: Table
    loaded_at: float = 0.0
    of_a_window: bool = False
    """Read by one page in one window; the others are read by every page."""

    nbytes: int = attrs.field(init=False, default=attrs.Factory(lambda me: me.table.nbytes, takes_self=True))


MOST_TABLES: Final = 1_000
"""Of all guilds: small tables take few bytes and many objects."""


class Sheets:
    """The sheets of every guild, kept within `max_bytes`: those of a window go before what every page needs,
    and of both the least recently read goes first.

    A reader compares revisions at most once in `fresh_for` seconds; only the days that changed are
    loaded again. Readers of one guild wait for one load, not for each other's. `monotonic` tells
    seconds that never go back. Names, which change without any news, are kept for `names_for` seconds.
    """

    def __init__(
        self,
        facts: Facts,
        monotonic: Callable[[], float],
        *,
        max_bytes: int = 96 * 1024 * 1024,
        fresh_for: float = 1.0,
        names_for: float = 60.0,
        max_tables: int = MOST_TABLES,
    ) -> None:
        self._facts = facts
        self._monotonic = monotonic
        self.max_bytes = max_bytes
        self._max_tables = max_tables
        self._fresh_for = fresh_for
        self._names_for = names_for
        self._held: OrderedDict[tuple[int, str], _Held] = OrderedDict()
        self._seen = SeenGuilds()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._words: dict[int, dict[int, str]] = {}
        self.worked_out = WorkedOut(monotonic)

    @property
    def nbytes(self) -> int:
        """Memory that the sheets take."""
        return sum(held.nbytes for held in self._held.values())

    @property
    def tables(self) -> int:
        """How many are held."""
        return len(self._held)

    @property
    def guilds(self) -> frozenset[int]:
        """The guilds that something is remembered of."""
        return frozenset(self._seen) | {guild for guild, _ in self._held}

    async def look(self, guild: int) -> int:
        """Look at once whether anything is new, whenever the last look was; the newest revision."""
        async with self._lock(guild):
            return (await self._look(guild, at_once=True)).revision

    async def news_since(self, guild: int, revision: int) -> Revisions:
        """What is new after a revision, as fresh as a second; its `latest` is the newest revision known."""
        async with self._lock(guild):
            seen = await self._look(guild)
            if seen.revision == revision:
                return Revisions(seen.revision, frozenset(), members=False, last_activity=seen.last_activity)
            return await self._changes(guild, seen, revision)

    async def changes(self, guild: int, since: int) -> Revisions:
        """Which days, and whether the member list, changed after a revision."""
        async with self._lock(guild):
            return await self._changes(guild, await self._look(guild), since)

    async def last_activity(self, guild: int) -> datetime | None:
        """When the guild was last active, None when nothing was ever recorded."""
        async with self._lock(guild):
            return (await self._look(guild)).last_activity

    async def days(self, guild: int, shape: Shape) -> DayTable:
        """All days of a kind of table, as fresh as a second."""
        async with self._lock(guild):
            seen = await self._look(guild)
            key = (guild, shape.name)
            held = self._held.get(key)
            if held is None:
                table = await self._facts.day_table(guild, shape)
            elif held.revision < seen.revision:
                changed = (await self._changes(guild, seen, held.revision)).days
                rows = await self._facts.day_table(guild, shape, changed)
                table = await asyncio.to_thread(cast(DayTable, held.table).replaced, changed, rows)
            else:
                table = cast(DayTable, held.table)
            self._keep(key, _Held(seen.revision, table))
            return table

    async def window(self, guild: int, shape: Shape, span: tuple[int, int]) -> DayTable:
        """The days in [first, end) of a kind of table, for tables that are too long to be held whole."""
        async with self._lock(guild):
            seen = await self._look(guild)
            key = (guild, f"{shape.name} {span}")
            held = self._held.get(key)
            if held is None:
                table = await self._facts.day_table(guild, shape, range(*span))
            else:
                table = cast(DayTable, held.table)
                if changed := await self._changed(guild, held, seen, span):
                    rows = await self._facts.day_table(guild, shape, changed)
                    table = await asyncio.to_thread(table.replaced, changed, rows)
            self._keep(key, _Held(seen.revision, table, of_a_window=True))
            return table

    async def channel_people(self, guild: int, span: tuple[int, int]) -> ChannelPeople:
        """Who wrote how much in which channel on the days in [first, end), as fresh as a second.

        The last day is read by itself: what happens now makes nobody count the days before it again.
        """
        return await _and_the_last_day(lambda some: self.settled_channel_people(guild, some), span)

    async def channel_talkers(self, guild: int, span: tuple[int, int], time_zone: str) -> ChannelPeople:
        """Who talked how long in which channel on the days in [first, end) of that zone, likewise."""
        return await _and_the_last_day(
            lambda some: self.settled_channel_talkers(guild, some, time_zone), span
        )

    async def member_channels(self, guild: int, days: Sequence[int], members: Sequence[int]) -> DayTable:
        """Where members wrote on days on which they did: few rows, read anew each time."""
        return await self._facts.member_channels(guild, days, members)

    async def settled_channel_people(self, guild: int, span: tuple[int, int]) -> ChannelPeople:
        """The same of days in which hardly anything happens any more: counted again as a whole if it does."""
        return await self._people(
            guild, CHANNEL_PEOPLE, span, lambda: self._facts.channel_people(guild, span)
        )

    async def settled_channel_talkers(
        self, guild: int, span: tuple[int, int], time_zone: str
    ) -> ChannelPeople:
        """The same of who talked."""
        return await self._people(
            guild,
            f"{CHANNEL_TALKERS} {time_zone}",
            span,
            lambda: self._facts.channel_talkers(guild, span, time_zone),
        )

    async def _people(
        self, guild: int, name: str, span: tuple[int, int], load: Callable[[], Awaitable[ChannelPeople]]
    ) -> ChannelPeople:
        async with self._lock(guild):
            seen = await self._look(guild)
            key = (guild, f"{name} {span}")
            held = self._held.get(key)
            if held is None or await self._changed(guild, held, seen, span):
                table = await load()
            else:
                table = cast(ChannelPeople, held.table)
            self._keep(key, _Held(seen.revision, table, of_a_window=True))
            return table

    async def _changed(self, guild: int, held: _Held, seen: Seen, span: tuple[int, int]) -> list[int]:
        """The days of a span that changed since they were loaded."""
        if held.revision >= seen.revision:
            return []
        news = await self._changes(guild, seen, held.revision)
        return [day for day in sorted(news.days) if span[0] <= day < span[1]]

    async def members(self, guild: int, time_zone: str) -> MemberColumns:
        """The member list, as fresh as a second."""
        async with self._lock(guild):
            seen = await self._look(guild)
            key = (guild, f"{MEMBERS} {time_zone}")
            held = self._held.get(key)
            fresh = held is not None and (
                held.revision == seen.revision
                or not (await self._changes(guild, seen, held.revision)).members
            )
            if held is not None and fresh:
                table = cast(MemberColumns, held.table)
            else:
                table = await self._facts.members(guild, time_zone)
            self._keep(key, _Held(seen.revision, table))
            return table

    async def names(self, guild: int) -> MemberNames:
        """What everybody is called: somebody new or erased at once, another name within a minute."""
        async with self._lock(guild):
            seen = await self._look(guild)
            key, now = (guild, NAMES), self._monotonic()
            held = self._held.get(key)
            if held is not None and now - held.loaded_at < self._names_for:
                news = held.revision < seen.revision and await self._changes(guild, seen, held.revision)
                if not (news and news.members):
                    held.revision = seen.revision
                    self._keep(key, held)
                    return cast(MemberNames, held.table)
            table = await self._facts.names(guild)
            self._keep(key, _Held(seen.revision, table, now))
            return table

    async def command_words(self, guild: int, runs: DayTable) -> dict[int, str]:
        """What the numbers in a RUN_DAY stand for; asked for again only where one of them is not known."""
        held = self._words.get(guild, {})
        numbers = {*np.unique(runs["command"]).tolist(), *np.unique(runs["error"]).tolist()} - {NO_ERROR}
        if not numbers <= held.keys():
            held = self._words[guild] = await self._facts.command_words(guild)
        return held

    def _lock(self, guild: int) -> asyncio.Lock:
        return self._locks.setdefault(guild, asyncio.Lock())

    async def _look(self, guild: int, *, at_once: bool = False) -> Seen:
        seen = self._seen.of(guild)
        for forgotten in self._seen.too_many():
            self._drop(forgotten)
        now = self._monotonic()
        if at_once or now - seen.asked_at >= self._fresh_for:
            news = await self._facts.revisions(guild, seen.revision)
            if news.latest < seen.revision:
                self._drop(guild)
            seen.note(news, now)
        return seen

    async def _changes(self, guild: int, seen: Seen, since: int) -> Revisions:
        return seen.since(since) or await self._facts.revisions(guild, since)

    def _drop(self, guild: int) -> None:
        self._words.pop(guild, None)
        for key in [key for key in self._held if key[0] == guild]:
            del self._held[key]

    def _keep(self, key: tuple[int, str], held: _Held) -> None:
        self._held[key] = held
        self._held.move_to_end(key)
        while len(self._held) > 1 and (self.nbytes > self.max_bytes or len(self._held) > self._max_tables):
            others = [other for other in self._held if other != key]
            del self._held[next((other for other in others if self._held[other].of_a_window), others[0])]


async def _and_the_last_day(
    load: Callable[[tuple[int, int]], Awaitable[ChannelPeople]], span: tuple[int, int]
) -> ChannelPeople:
    """A span read as the days before its last one, and that day."""
    first, end = span
    if first == end:
        return await load(span)
    before, last = await load((first, end - 1)), await load((end - 1, end))
    return await asyncio.to_thread(before.and_, last)
