"""Answers "who came, who said so, who comes back?" of one event."""

import asyncio

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.events.gathering import Gathering, problems_of, seats_of_all
from application.insights.events.presences import presences_of
from application.insights.sheets import Sheets
from domain.community.events.answers import Seats
from domain.community.events.event import Event
from domain.insights.events.evening.parts import Evening
from domain.insights.events.evening.reading import EveningFacts, read_evening
from domain.kernel.errors import NotFound


@attrs.frozen(kw_only=True)
class ShowEvent:
    """Show one event of a guild: its answers before it begins, and afterwards who came."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(
        self, guild: int, event_id: int, window_text: str = "30d", as_of_text: str | None = None
    ) -> Evening:
        """Found by its own id or that of its twin in Discord; raises NotFound where there is none."""
        gathering = Gathering(store=self.store, sheets=self.sheets, clock=self.clock)
        asked = await gathering.ask(guild, window_text, as_of_text)
        async with self.store.reading(guild) as work:
            found = await gathering.begin(work, asked, as_of_text)
            mine = next((event for event in found.events if event_id in event.subjects), None)
            if mine is None:
                raise NotFound(f"guild {guild} has no event {event_id}")
            alike = [event for event in found.events if _alike(event, mine)]
            said = await seats_of_all(work, alike, found.aliases, found.until)
            problems = await problems_of(work, [mine])
            zone_name = asked.known.settings.time_zone
            there = await presences_of(work, mine, found.aliases, zone_name, found.until)
        facts = await gathering.facts(found, said, problems)
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
