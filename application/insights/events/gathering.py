"""Gathers what the pages of events are read from."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Self

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import Asked, ask
from application.insights.events.calendars import Calendar, Calendars
from application.insights.sheets import Sheets
from domain.insights.events.columns import Came
from domain.insights.events.facts import EventFacts
from domain.insights.sheet import ATTENDANCE


@attrs.frozen(kw_only=True)
class Gathered:
    """The calendar of a guild as it was asked for; `now` is the moment as which it is looked at."""

    asked: Asked
    now: datetime
    calendar: Calendar


@attrs.frozen(kw_only=True)
class Gathering:
    """Where the facts of events come from."""

    store: Store
    sheets: Sheets
    clock: Clock
    calendars: Calendars

    @classmethod
    def over(cls, store: Store, sheets: Sheets, clock: Clock) -> Self:
        """With calendars of its own."""
        return cls(store=store, sheets=sheets, clock=clock, calendars=Calendars(store=store, sheets=sheets))

    async def ask(self, guild: int, window_text: str, as_of_text: str | None) -> Asked:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        return await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)

    async def begin(
        self, asked: Asked, as_of_text: str | None, wanted: Collection[int] | None = ()
    ) -> Gathered:
        """The whole calendar; without a moment in the question it is looked at now. With the answers to the
        `wanted` events, or to all of them.
        """
        now = asked.as_of.instant if as_of_text else asked.now
        until = now if now < asked.now else None
        zone_name = asked.known.settings.time_zone
        calendar = await self.calendars.read(asked.guild, zone_name, until, wanted)
        return Gathered(asked=asked, now=now, calendar=calendar)

    async def more(self, found: Gathered, wanted: Collection[int]) -> Gathered:
        """The same with the answers to these events."""
        zone_name, until = found.asked.known.settings.time_zone, found.calendar.until
        calendar = await self.calendars.read(found.asked.guild, zone_name, until, wanted)
        return attrs.evolve(found, calendar=calendar)

    async def everything(self, asked: Asked, as_of_text: str | None) -> EventFacts:
        """All events with all answers to them."""
        return await self.facts(await self.begin(asked, as_of_text, wanted=None), {})

    async def facts(self, found: Gathered, problems: Mapping[int, str]) -> EventFacts:
        """Everything that the rules read; `problems` are of the events that need them."""
        asked, known, calendar = found.asked, found.asked.known, found.calendar
        zone_name = known.settings.time_zone
        table = await self.sheets.days(asked.guild, ATTENDANCE)
        facts = EventFacts(
            guild=asked.guild,
            name=known.name,
            settings=known.settings,
            window=asked.window,
            as_of=asked.as_of,
            now=found.now,
            resting=asked.resting,
            last_activity=known.last_activity,
            spans=known.spans,
            channels=known.channels,
            names=await self.sheets.names(asked.guild),
            erased=(await self.sheets.members(asked.guild, zone_name)).erased,
            events=calendar.events,
            windows=calendar.windows,
            came=Came.read(table, found.now).rather(calendar.running, found.now),
            said=calendar.said,
            problems=problems,
            days=calendar.days,
        )
        return await self.calendars.counted(facts, calendar, table)
