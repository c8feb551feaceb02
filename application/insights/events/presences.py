"""Who was at an event, from the sessions themselves: for its own page, and as of a moment at which it ran."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from application.community.ports import GuildWork
from domain.community.events.attendance import Presence, Window, presence
from domain.community.events.event import Event
from domain.community.identity.aliases import Aliases
from domain.community.spans import Span
from domain.insights.cut import as_it_stood
from domain.kernel.instants import LocalCalendar


class There(NamedTuple):
    """Who was there, and the sessions that say so by member number."""

    presences: Sequence[Presence]
    sessions: Mapping[int, Sequence[Span]]


async def presences_of(
    work: GuildWork, event: Event, aliases: Aliases, zone_name: str, until: datetime | None
) -> There:
    """Who was there, accounts of one person being one. `until` is a past moment: nothing later is known, and
    the event is given as it was then."""
    window = Window.of(event)
    if window is None:
        return There([], {})
    sessions: dict[int, list[Span]] = {}
    people = dict(zip(aliases.member_no.tolist(), aliases.canonical_no.tolist(), strict=True))
    for number, spans in (await work.attendance.sessions(window)).items():
        known = spans if until is None else as_it_stood(spans, until)
        sessions.setdefault(people.get(number, number), []).extend(known)
    calendar = LocalCalendar(zone_name)
    found = (presence(window, number, spans, calendar) for number, spans in sorted(sessions.items()))
    return There([one for one in found if one is not None], sessions)
