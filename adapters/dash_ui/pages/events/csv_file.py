"""Events, and the people of one, as files for a spreadsheet, whose cells are no formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.events.words import PHASES
from adapters.dash_ui.pages.members.csv_file import defused
from domain.insights.events.calendar import Events
from domain.insights.events.evening.parts import Evening, Guest, Reply
from domain.insights.events.lines import EventLine
from domain.kernel.instants import zone

_EVENT = (
    *("Event", "Event id", "Type", "Stands", "Starts", "Ends", "Hosted by", "Where", "Seats"),
    *("Going", "Waiting", "Interested", "Came", "Came and said so", "Stayed away", "Walked in", "Left early"),
    *("First time", "Came again", "Of the one before"),
)
_PERSON = ("Name", "Member number", "Answer", "Came", "Minutes", "From", "Until", "Left early", "First time")
_CAME = {
    "kept": "came and said so",
    "walk_in": "walked in",
    "no_show": "stayed away",
    "glanced": "looked in",
    "awaited": "not here yet",
}


def events_csv(read: Events) -> bytes:
    """All events of the time, and those that run or come."""
    lines = [*reversed(read.coming), *read.running, *(line for line in read.past if line.phase != "now")]
    return _written(_EVENT, (_event(line, read.time_zone) for line in lines))


def event_csv(read: Evening) -> bytes:
    """Everybody of one event, those who only answered too."""
    met = {guest.person.member_no for guest in read.guests}
    others = (one for one in read.replies if one.person.member_no not in met)
    rows = [*(_guest(guest, read.time_zone) for guest in read.guests), *(_reply(one) for one in others)]
    return _written(_PERSON, rows)


def _written(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    text = io.StringIO(newline="")
    file = csv.writer(text, lineterminator="\r\n")
    file.writerow(head)
    file.writerows(rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _event(line: EventLine, zone_name: str) -> list[str | int]:
    went = line.turnout
    told: list[str | int] = [
        defused(legible(line.title)),
        str(line.event_id),
        defused(legible(line.type)) if line.type else "",
        PHASES[line.phase],
        _at(line.starts_at, zone_name),
        _at(line.ends_at if line.ends_at > line.starts_at else None, zone_name),
        defused(", ".join(legible(host.name) for host in line.hosts)),
        defused(", ".join(legible(place) for place in line.where)),
        "" if line.capacity is None else line.capacity,
        line.going,
        line.waiting,
        line.interested,
    ]
    if went is None:
        return told + [""] * 8
    again: list[str | int] = ["", ""] if went.again is None else [went.again, went.came_last or 0]
    counts = [went.came, went.kept, went.no_shows, went.walk_ins, went.early, went.first_timers]
    return [*told, *counts, *again]


def _guest(guest: Guest, zone_name: str) -> list[str | int]:
    return [
        defused(legible(guest.person.name)),
        guest.person.member_no,
        guest.said or "",
        _CAME[guest.group],
        round(guest.seconds / 60),
        _at(guest.first_join, zone_name),
        "" if guest.here else _at(guest.last_leave, zone_name),
        "yes" if guest.early else "",
        "yes" if guest.first_time else "",
    ]


def _reply(one: Reply) -> list[str | int]:
    answer = "waiting" if one.waits is not None else one.answer
    return [defused(legible(one.person.name)), one.person.member_no, answer, *[""] * 6]


def _at(at: datetime | None, zone_name: str) -> str:
    return "" if at is None else f"{at.astimezone(zone(zone_name)):%Y-%m-%d %H:%M}"
