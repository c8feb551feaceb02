"""How events read: when they are, where, how they stand, and how they went."""

from datetime import datetime, timedelta
from typing import Final

from adapters.dash_ui.words import counted, day, lasting, number
from domain.insights.events.lines import EventLine, Phase
from domain.kernel.instants import zone

PHASES: Final[dict[Phase, str]] = {
    "ahead": "Planned",
    "due": "Not started yet",
    "now": "Running now",
    "over": "Over",
    "called_off": "Called off",
}


def clock(at: datetime, zone_name: str) -> str:
    """ "18:30", in that zone."""
    return f"{at.astimezone(zone(zone_name)):%H:%M}"


def hours(start: datetime, end: datetime, zone_name: str) -> str:
    """ "18:30 - 20:30"; of one that ends on another day that day too, and of one that goes on
    until somebody ends it "from 18:30"."""
    since, until = (at.astimezone(zone(zone_name)) for at in (start, end))
    if until <= since:
        return f"from {since:%H:%M}"
    if since.date() == until.date():
        return f"{since:%H:%M}\u2013{until:%H:%M}"
    if until - since < timedelta(hours=12):
        return f"{since:%H:%M}\u2013{until:%H:%M} (next day)"
    return f"{since:%H:%M} to {until:%a} {until.day} {until:%b} {until:%H:%M}"


def when(line: EventLine, zone_name: str) -> str:
    """ "Sat 14 Mar 2026, 18:30 - 20:30"."""
    return f"{day(line.day, weekday=True)}, {hours(line.starts_at, line.ends_at, zone_name)}"


def until_then(now: datetime, at: datetime) -> str:
    """ "in 3 days", "in 2 hours 10 minutes", "in a moment": how long it is until then."""
    left = at - now
    if left < timedelta(minutes=1):
        return "in a moment"
    if left >= timedelta(days=2):
        return f"in {counted(round(left / timedelta(days=1)), 'day')}"
    minutes = timedelta(minutes=round(left / timedelta(minutes=1)))
    return f"in {lasting(minutes)}"


def places(line: EventLine) -> str:
    """Its channels, or the place elsewhere."""
    return ", ".join(line.where) or "no place yet"


def going_words(line: EventLine) -> str:
    """ "12 of 20 going, 3 wait, 5 interested"."""
    got_in = line.going if line.capacity is None else min(line.going, line.capacity)
    told = [f"{number(got_in)}{'' if line.capacity is None else f' of {number(line.capacity)}'} going"]
    if line.waiting:
        told.append(f"{number(line.waiting)} wait")
    if line.interested:
        told.append(f"{number(line.interested)} interested")
    return ", ".join(told)
