"""Answers "what is next, what worked, who comes back?" of a guild's events."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.events.gathering import Gathered, Gathering, problems_of, seats_of_all
from application.insights.sheets import Sheets
from domain.community.events.event import Event
from domain.insights.events.calendar import Events, Filter
from domain.insights.events.month import month_named, weeks_of
from domain.insights.events.reading import read_events
from domain.kernel.instants import zone

_EVERYTHING = Filter()


@attrs.frozen(kw_only=True)
class ShowEvents:
    """Show the calendar of a guild, and how its events of a window went."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(
        self,
        guild: int,
        window_text: str = "30d",
        as_of_text: str | None = None,
        month: str | None = None,
        wanted: Filter = _EVERYTHING,
    ) -> Events:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        gathering = Gathering(store=self.store, sheets=self.sheets, clock=self.clock)
        asked = await gathering.ask(guild, window_text, as_of_text)
        async with self.store.reading(guild) as work:
            found = await gathering.begin(work, asked, as_of_text)
            first = month_named(month, found.now.astimezone(zone(asked.known.settings.time_zone)).date())
            days = weeks_of(first)
            shown = [event for event in found.events if _shown(event, found, days)]
            said = await seats_of_all(work, shown, found.aliases)
            problems = await problems_of(work, [event for event in shown if not event.over])
        facts = await gathering.facts(found, said, problems)
        return await asyncio.to_thread(read_events, facts, first, wanted)


def _shown(event: Event, found: Gathered, days: Sequence[date]) -> bool:
    """Whether the page says who said so: of the window and the one before, of the month, and of what lies
    ahead.
    """
    window = found.asked.window
    begins = _day(event.started_at or event.plan.starts_at, found)
    return (
        not event.over
        or window.previous().first <= begins <= window.last
        or days[0] <= begins <= days[-1]
        or begins >= _day(found.now, found) - timedelta(days=1)
    )


def _day(at: datetime, found: Gathered) -> date:
    return at.astimezone(zone(found.asked.known.settings.time_zone)).date()
