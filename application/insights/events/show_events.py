"""Answers "what is next, what worked, who comes back?" of a guild's events."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import attrs

from application.insights.events.calendars import problems_of
from application.insights.events.gathering import Gathered, Gathering
from domain.community.events.event import Event
from domain.insights.events.calendar import Events, Filter
from domain.insights.events.month import month_named, weeks_of
from domain.insights.events.reading import read_events
from domain.kernel.instants import midnight, zone
from domain.kernel.windows import LAST_DAY

_EVERYTHING = Filter()


@attrs.frozen(kw_only=True)
class ShowEvents:
    """Show the calendar of a guild, and how its events of a window went."""

    gathering: Gathering

    async def __call__(
        self,
        guild: int,
        window_text: str = "30d",
        as_of_text: str | None = None,
        month: str | None = None,
        wanted: Filter = _EVERYTHING,
    ) -> Events:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        gathering = self.gathering
        asked = await gathering.ask(guild, window_text, as_of_text)
        found = await gathering.begin(asked, as_of_text)
        first = month_named(month, found.now.astimezone(zone(asked.known.settings.time_zone)).date())
        times = _times(found, weeks_of(first))
        shown = [event for event in found.calendar.events if _shown(event, times)]
        found = await gathering.more(found, [event.event_id for event in shown])
        async with gathering.store.reading(guild) as work:
            problems = await problems_of(work, [event for event in shown if not event.over])
        facts = await gathering.facts(found, problems)
        return await asyncio.to_thread(read_events, facts, first, wanted)


def _times(found: Gathered, days: Sequence[date]) -> list[tuple[datetime, datetime]]:
    """Of which events the page says who said so: of the window and the one before, of the month, and of what
    lies ahead.
    """
    local = zone(found.asked.known.settings.time_zone)
    window, yesterday = found.asked.window, found.now.astimezone(local).date() - timedelta(days=1)
    spans = [(window.previous().first, window.last), (days[0], days[-1]), (yesterday, LAST_DAY)]
    return [(midnight(first, local), midnight(last + timedelta(days=1), local)) for first, last in spans]


def _shown(event: Event, times: Sequence[tuple[datetime, datetime]]) -> bool:
    days = (event.begins, event.plan.starts_at)  # the calendar has it where it was planned
    return not event.over or any(start <= at < end for at in days for start, end in times)
