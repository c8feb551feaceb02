"""Keeping attendance in line with voice sessions and with what becomes of an event."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from application.community.attendance.ports import PresenceKey
from application.community.ports import GuildWork
from domain.community.events.answers import Seats, answers, of_event, seats
from domain.community.events.attendance import Presence, Window, presence
from domain.community.events.event import Event
from domain.community.events.timetable import Timetable
from domain.community.settings import time_zone_of
from domain.community.spans import ANSWER, LONGEST_SESSION, Mark, Span
from domain.kernel.instants import LocalCalendar

SpansOf = Mapping[int, Sequence[Span]]
"""Voice sessions by member number."""


async def attend(work: GuildWork, before: SpansOf, after: SpansOf, calendar: LocalCalendar) -> set[int]:
    """Fold in that the voice sessions of some members changed; the days of the events that this touches.

    `after` are all sessions of each of these members.
    """
    moved = {member_no: differing(before.get(member_no, ()), found) for member_no, found in after.items()}
    edges = [
        (one.start, one.end or one.start + LONGEST_SESSION)
        for some in moved.values()
        for one in some
        if one.start
    ]
    if not edges:
        return set()
    windows = await work.attendance.windows(min(start for start, _ in edges), max(end for _, end in edges))
    table = Timetable(windows)
    rows: dict[PresenceKey, Presence | None] = {}
    days: set[int] = set()
    for member_no, some in moved.items():
        touched = {window.event: window for session in some for window in table.touched_by(session)}
        for event, window in touched.items():
            rows[event, member_no] = presence(window, member_no, after[member_no], calendar)
            days.add(calendar.day_hour(window.begins)[0])
    if rows:
        await work.attendance.put(rows)
        days |= _days((await work.events.of({event for event, _ in rows})).values(), calendar)
    return days


async def answered_days(work: GuildWork, answers: Collection[Mark], calendar: LocalCalendar) -> set[int]:
    """The days on which somebody answered, and those of the events where they lie before: an evening that
    goes on after midnight is answered on the next day, too."""
    days = {calendar.day_hour(mark.at)[0] for mark in answers}
    about = {mark.channel for mark in answers if mark.channel is not None}
    if not about:
        return days
    events = [*(await work.events.of(about)).values(), *(await work.events.mirrored(about)).values()]
    return days | {day for day in _days(events, calendar) if day < max(days)}


def _days(events: Iterable[Event], calendar: LocalCalendar) -> set[int]:
    """On which they begin: of these days they are, whenever they were planned for."""
    return {calendar.day_hour(one.begins)[0] for one in events}


def differing(before: Sequence[Span], after: Sequence[Span]) -> list[Span]:
    """Those of two lists in order that lie between their common beginning and their common end."""
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - first
    last = next((back for back in range(rest) if before[-1 - back] != after[-1 - back]), rest)
    return [*before[first : len(before) - last], *after[first : len(after) - last]]


async def keep_events(work: GuildWork, events: Sequence[Event]) -> None:
    """Keep what events became, and hold everybody against them."""
    before = await work.events.of([event.event_id for event in events])
    await work.events.put(events)
    for event in events:
        await refold_attendance(work, event, before.get(event.event_id))


async def refold_attendance(work: GuildWork, event: Event, before: Event | None = None) -> None:
    """An event is new, or has another window, channels or minimum than before: everybody is held against it.

    Readers are told that its day changed, and the one on which it was before.
    """
    starts = {one.begins for one in (event, before) if one is not None}
    await _refold(work, event.event_id, Window.of(event), starts)


async def _refold(work: GuildWork, event: int, window: Window | None, starts: Collection[datetime]) -> None:
    calendar = LocalCalendar(time_zone_of(await work.guild.settings()))
    held = {one.member_no: one for one in await work.attendance.of_event(event)}
    await work.attendance.put_window(event, window)
    found: dict[int, Presence | None] = dict.fromkeys(held)
    days = {calendar.day_hour(at)[0] for at in starts}.union(one.day for one in held.values())
    if window is not None:
        days.add(calendar.day_hour(window.begins)[0])
        for member_no, sessions in (await work.attendance.sessions(window)).items():
            found[member_no] = presence(window, member_no, sessions, calendar)
    changed = {(event, number): row for number, row in found.items() if row != held.get(number)}
    if changed:
        await work.attendance.put(changed)
    await work.counters.touch(days, members=False, last_activity=None)


async def seats_of(work: GuildWork, event: Event) -> Seats:
    """Who said what of an event, by its own id or that of its twin in Discord, and who has a place."""
    marks = await work.spans.about(ANSWER, event.subjects)
    return seats(answers(of_event(event, marks)), event.plan.capacity)


async def seats_of_each(work: GuildWork, events: Sequence[Event]) -> dict[int, Seats]:
    """The same of many events at once, by their ids."""
    subjects = {one for event in events for one in event.subjects}
    to: dict[int | None, list[Mark]] = {}
    for mark in await work.spans.about(ANSWER, subjects) if subjects else ():
        to.setdefault(mark.channel, []).append(mark)
    return {
        event.event_id: seats(
            answers(of_event(event, [mark for one in event.subjects for mark in to.get(one, ())])),
            event.plan.capacity,
        )
        for event in events
    }
