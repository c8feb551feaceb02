"""Answers "who came, who said so, who comes back?" of one event."""

import asyncio

import attrs

from application.insights.events.answers import seats_of_all
from application.insights.events.calendars import problems_of
from application.insights.events.gathering import Gathering
from application.insights.events.presences import presences_of
from domain.community.events.answers import Seats
from domain.community.events.event import Event
from domain.insights.events.evening.parts import Evening
from domain.insights.events.evening.reading import EveningFacts, read_evening
from domain.kernel.errors import NotFound


@attrs.frozen(kw_only=True)
class ShowEvent:
    """Show one event of a guild: its answers before it begins, and afterwards who came."""

    gathering: Gathering

    async def __call__(
        self, guild: int, event_id: int, window_text: str = "30d", as_of_text: str | None = None
    ) -> Evening:
        """Found by its own id or that of its twin in Discord; raises NotFound where there is none."""
        gathering = self.gathering
        asked = await gathering.ask(guild, window_text, as_of_text)
        found = await gathering.begin(asked, as_of_text)
        mine = next((event for event in found.calendar.events if event_id in event.subjects), None)
        if mine is None:
            raise NotFound(f"guild {guild} has no event {event_id}")
        alike = [event.event_id for event in found.calendar.events if _alike(event, mine)]
        found = await gathering.more(found, alike)
        aliases, until = found.calendar.aliases, found.calendar.until
        async with gathering.store.reading(guild) as work:
            said = await seats_of_all(work, [mine], aliases, until)
            problems = await problems_of(work, [mine])
            there = await presences_of(work, mine, aliases, asked.known.settings.time_zone, until)
        facts = await gathering.facts(found, problems)
        own = EveningFacts(
            event_id=mine.event_id,
            seats=said.get(mine.event_id, Seats()),
            presences=there.presences,
            sessions=there.sessions,
        )
        return await asyncio.to_thread(read_evening, facts, own)


def _alike(event: Event, mine: Event) -> bool:
    """Itself, and those of its series or else its type: they stand beside each other."""
    if mine.series is not None:
        return event.series == mine.series
    return event.event_id == mine.event_id or (bool(mine.plan.type) and event.plan.type == mine.plan.type)
