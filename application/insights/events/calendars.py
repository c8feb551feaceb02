"""Calendars in memory: the events of a guild with what everybody said of them, kept while nothing is new."""

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final
from weakref import WeakValueDictionary

import attrs
import numpy as np
from numpy.typing import NDArray

from application.community.ports import GuildWork, Store
from application.insights.events.answers import heard_of_all, said_of
from application.insights.events.presences import presences_of
from application.insights.ports import Revisions
from application.insights.sheets import Sheets
from domain.community.events.attendance import Presence, Window
from domain.community.events.event import Event
from domain.community.identity.aliases import Aliases
from domain.insights.events.columns import Came, Said
from domain.insights.events.facts import EventFacts, as_it_was, phase_of
from domain.insights.events.ledger import Ledger
from domain.insights.events.when import days_of
from domain.insights.sheet import DayTable
from domain.kernel.instants import day_of_number, midnight, zone
from domain.kernel.windows import FIRST_DAY, LAST_DAY

_FROM: Final = datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(LAST_DAY.year + 1, 1, 1, tzinfo=UTC)


@attrs.frozen(kw_only=True, eq=False)
class Calendar:
    """All events of a guild, as they were at `until` where that is a past moment, and who said what of those
    with an id in `asked`; `heard` is when somebody first and last said anything of each of these.

    `running` are those who had been by then at events that ran, or became something else later.
    """

    until: datetime | None
    zone_name: str
    events: Sequence[Event]
    windows: Sequence[Window | None]
    days: NDArray[np.int64]
    aliases: Aliases
    running: Mapping[int, Sequence[Presence]]
    asked: frozenset[int] = frozenset()
    said: Said = attrs.field(factory=lambda: Said.of([], [], []))
    heard: Mapping[int, tuple[datetime, datetime]] = attrs.field(factory=dict)

    def as_said_by(self, now: "Calendar", until: datetime) -> "Calendar":
        """With the answers that were the same at that past moment as they are now: to events of which all had
        been said by then, or nothing yet."""
        silent = (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))
        told = {event: now.heard.get(event, silent) for event in now.asked - self.asked}
        same = {event for event, (first, last) in told.items() if last < until or first >= until}
        rows = np.isin(now.said.event, [event for event in same if told[event][1] < until])
        return self.with_answers(same, now.said.where(rows), {})

    def with_answers(
        self, asked: Collection[int], said: Said, heard: Mapping[int, tuple[datetime, datetime]]
    ) -> "Calendar":
        """With the answers to some more events."""
        names = [field.name for field in attrs.fields(Said)]
        both = {name: np.concatenate([getattr(self.said, name), getattr(said, name)]) for name in names}
        return attrs.evolve(
            self, asked=self.asked.union(asked), said=Said(**both), heard={**self.heard, **heard}
        )


@attrs.frozen(kw_only=True, eq=False)
class _Held:
    """A calendar, and the revision up to which nothing else is known of it."""

    revision: int
    calendar: Calendar


@attrs.frozen(kw_only=True, eq=False)
class _Counted:
    """A ledger, what it was counted from, and the moments for which it is right."""

    calendar: Calendar
    table: DayTable
    since: datetime
    until: datetime
    ledger: Ledger

    def holds(self, calendar: Calendar, table: DayTable, now: datetime) -> bool:
        same = self.calendar is calendar and self.table is table
        return same and (now == self.since or self.since <= now < self.until)


@attrs.frozen(kw_only=True)
class Calendars:
    """The calendars that were read last: at most `most` of them, with at most `most_rows` answers and comings
    to their events. Readers of one guild wait for one look, not for each other's.
    """

    store: Store
    sheets: Sheets
    most: int = 8
    most_rows: int = 2_000_000
    _held: "OrderedDict[tuple[int, datetime | None], _Held]" = attrs.field(factory=OrderedDict, init=False)
    _counts: "dict[tuple[int, datetime | None], _Counted]" = attrs.field(factory=dict, init=False)
    _locks: "WeakValueDictionary[int, asyncio.Lock]" = attrs.field(factory=WeakValueDictionary, init=False)

    async def read(
        self, guild: int, zone_name: str, until: datetime | None, wanted: Collection[int] | None = None
    ) -> Calendar:
        """As fresh as this moment; with the answers to at least the `wanted` events, or to all of them."""
        async with self._locks.setdefault(guild, asyncio.Lock()):
            return await self._read(guild, zone_name, until, wanted)

    async def _read(
        self, guild: int, zone_name: str, until: datetime | None, wanted: Collection[int] | None
    ) -> Calendar:
        revision = await self.sheets.look(guild)
        held = self._held.get((guild, until))
        if held is None or held.calendar.zone_name != zone_name:
            calendar = await self._load(guild, zone_name, until)
        elif held.revision != revision:
            calendar = await self._brought_up(guild, held, revision)
        else:
            calendar = held.calendar
        ids = {event.event_id for event in calendar.events} if wanted is None else set(wanted)
        if until is not None and (lacking := ids - calendar.asked):
            now = await self._read(guild, zone_name, None, lacking)
            calendar = calendar.as_said_by(now, until)
        if lacking := ids - calendar.asked:
            calendar = await self._ask(guild, calendar, lacking)
        self._held[guild, until] = _Held(revision=revision, calendar=calendar)
        self._held.move_to_end((guild, until))
        self._let_go()
        return calendar

    async def _brought_up(self, guild: int, held: _Held, revision: int) -> Calendar:
        """What was told of other things leaves a calendar as it is."""
        calendar, news = held.calendar, await self.sheets.changes(guild, held.revision)
        if revision < held.revision or news.members:
            return await self._load(guild, calendar.zone_name, calendar.until)
        if news.events or calendar.running:
            fresh = await self._load(guild, calendar.zone_name, calendar.until, calendar)
            return _settled(calendar, fresh, news)
        return _settled(calendar, calendar, news) if news.answers else calendar

    def _let_go(self) -> None:
        """The least recently read go first; the last one stays, however large it is."""
        while len(self._held) > self.most or (len(self._held) > 1 and self.rows > self.most_rows):
            gone, _ = self._held.popitem(last=False)
            self._counts.pop(gone, None)

    @property
    def rows(self) -> int:
        """Answers, and comings that were counted, of all calendars that are held."""
        comings = sum(len(known.ledger.came_at) for known in self._counts.values())
        return comings + sum(len(held.calendar.said.event) for held in self._held.values())

    async def counted(self, facts: EventFacts, calendar: Calendar, table: DayTable) -> EventFacts:
        """The same with what was counted from this calendar and this table of attendance, unless time has
        changed it."""
        where, now = (facts.guild, calendar.until), facts.now
        known = self._counts.get(where)
        if known is None or not known.holds(calendar, table, now):
            known = await asyncio.to_thread(_count, facts, calendar, table)
            if where in self._held:
                self._counts[where] = known
                self._let_go()
        return attrs.evolve(facts, counted=known.ledger)

    async def _load(
        self, guild: int, zone_name: str, until: datetime | None, before: Calendar | None = None
    ) -> Calendar:
        """Read anew; of events that are the same as before, their windows are too."""
        async with self.store.reading(guild) as work:
            last, aliases = await work.events.between(_FROM, _UNTIL), await work.links.aliases()
            events = last if until is None else [as_it_was(event, until) for event in last]
            ran = [] if until is None else _counted_otherwise(events, last, until)
            return Calendar(
                until=until,
                zone_name=zone_name,
                events=events,
                windows=_windows(events, before),
                days=days_of(events, zone_name),
                aliases=aliases,
                running={
                    event.event_id: (await presences_of(work, event, aliases, zone_name, until)).presences
                    for event in ran
                },
            )

    async def _ask(self, guild: int, held: Calendar, ids: Collection[int]) -> Calendar:
        """The same with the answers to some more events."""
        async with self.store.reading(guild) as work:
            some = [event for event in held.events if event.event_id in ids]
            found = await heard_of_all(work, some, held.aliases, held.until)
        said = await asyncio.to_thread(said_of, found)
        return held.with_answers(ids, said, {event: (one.first, one.last) for event, one in found.items()})


def _windows(events: Sequence[Event], before: Calendar | None) -> list[Window | None]:
    known: dict[int, tuple[Event, Window | None]] = {}
    if before is not None:
        both = zip(before.events, before.windows, strict=True)
        known = {event.event_id: (event, window) for event, window in both}
    found = []
    for event in events:
        was, window = known.get(event.event_id, (None, None))
        found.append(window if was is event else Window.of(event))
    return found


def _settled(held: Calendar, fresh: Calendar, news: Revisions) -> Calendar:
    """With the answers that cannot be others by now: to unchanged events, unless something was answered and
    they had not ended before the first day of which something new was told."""
    since = midnight(day_of_number(min(news.days)), zone(fresh.zone_name)) if news.days else None
    known = {event.event_id: event for event in held.events if event.event_id in held.asked}

    def untouched(event: Event) -> bool:
        return since is not None and event.ended_at is not None and event.ended_at < since

    same = [
        event.event_id
        for event in fresh.events
        if known.get(event.event_id) == event and (not news.answers or untouched(event))
    ]
    rows = np.isin(held.said.event, same)
    heard = {event: held.heard[event] for event in same if event in held.heard}
    return attrs.evolve(fresh, asked=frozenset(same), said=held.said.where(rows), heard=heard)


def _counted_otherwise(events: Sequence[Event], last: Sequence[Event], until: datetime) -> list[Event]:
    """Of which events the table of attendance knows later things than the moment does."""
    both = ((was, became, phase_of(was, until)) for was, became in zip(events, last, strict=True))
    return [was for was, became, then in both if then == "now" or (then == "over" and was != became)]


def _count(facts: EventFacts, calendar: Calendar, table: DayTable) -> _Counted:
    until = facts.now if Came.lasts(table, facts.now) else facts.next_turn()
    return _Counted(calendar=calendar, table=table, since=facts.now, until=until, ledger=facts.ledger())


async def problems_of(work: GuildWork, events: Collection[Event]) -> dict[int, str]:
    """Why Discord does not show some of these as they are here, in words."""
    found = await work.postings.of([event.event_id for event in events])
    return {event: posting.problem for (event, _), posting in found.items() if posting.problem}
