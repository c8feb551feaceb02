"""Answers "who came, who said so, who comes back?" of one event."""

import asyncio
from collections.abc import Sequence

import attrs

from application.clock import Clock
from application.community.ports import GuildWork, Store
from application.insights.events.gathering import Gathering, problems_of, seats_of_all
from application.insights.sheets import Sheets
from domain.community.events.answers import Seats
from domain.community.events.attendance import Presence, Window, presence
from domain.community.events.event import Event
from domain.community.identity.aliases import Aliases
from domain.community.spans import Span
from domain.insights.events.evening.parts import Evening
from domain.insights.events.evening.reading import EveningFacts, read_evening
from domain.kernel.errors import NotFound
from domain.kernel.instants import LocalCalendar


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
            said = await seats_of_all(work, alike, found.aliases)
            problems = await problems_of(work, [mine])
            presences, sessions = await _presences(work, mine, found.aliases, asked.known.settings.time_zone)
        facts = await gathering.facts(found, said, problems)
        own = EveningFacts(
            event_id=mine.event_id,
            seats=said.get(mine.event_id, Seats()),
            presences=presences,
            sessions=sessions,
        )
        return await asyncio.to_thread(read_evening, facts, own)


def _alike(event: Event, mine: Event) -> bool:
    """Itself, and those of its series or else its type: they stand beside each other."""
    if mine.series is not None:
        return event.series == mine.series
    return event.event_id == mine.event_id or (bool(mine.plan.type) and event.plan.type == mine.plan.type)


async def _presences(
    work: GuildWork, event: Event, aliases: Aliases, zone_name: str
) -> tuple[Sequence[Presence], dict[int, list[Span]]]:
    """Who was there, from when to when; accounts of one person are one."""
    window = Window.of(event)
    if window is None:
        return [], {}
    sessions: dict[int, list[Span]] = {}
    people = dict(zip(aliases.member_no.tolist(), aliases.canonical_no.tolist(), strict=True))
    for number, spans in (await work.attendance.sessions(window)).items():
        sessions.setdefault(people.get(number, number), []).extend(spans)
    calendar = LocalCalendar(zone_name)
    found = (presence(window, number, spans, calendar) for number, spans in sorted(sessions.items()))
    return [one for one in found if one is not None], sessions
