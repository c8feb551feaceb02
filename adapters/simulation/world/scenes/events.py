"""Events: a series that comes every week, single ones, and what each of them truly did."""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Mask, Numbers, below, then
from adapters.simulation.world.days.voice import visits
from adapters.simulation.world.happening import DAY, Happening
from adapters.simulation.world.people.archetypes import column
from adapters.simulation.world.people.population import Population
from adapters.simulation.world.people.vigour import weekday
from adapters.simulation.world.places import STAGE
from adapters.simulation.world.plan import Plan

_HOUR: Final = 3_600_000
_ATTENDS = column("attends")
_NAMES: Final = ("Grand Cup", "Fan Art Night", "Developer Questions", "Charity Marathon", "Duos Cup")


@attrs.frozen(kw_only=True)
class Event:
    """An event; `lift` is in thousandths, on the messages of its audience, for so many days."""

    key: str
    name: str
    series: str | None
    day: int
    begins: int
    """Milliseconds of the day."""

    lasts: int
    audience: str
    lift: int
    days: int


@attrs.frozen(kw_only=True, eq=False)
class Attendance:
    """Who said that they would come, and who came; `host` came for certain."""

    host: int
    rsvps: Numbers
    came: Numbers


def calendar(plan: Plan, chance: Chance) -> list[Event]:
    """All events of a world, in order."""
    found = [_inhouse(day) for day in range(plan.first, plan.until + 1) if weekday(day) == 2]
    sundays = [day for day in range(plan.first + 10, plan.until - 2) if weekday(day) == 6]
    taken = sundays[2::6]
    for number, day in enumerate(taken):
        lift = 100 + 50 * chance.number(Concern.EVENTS, 7, day)
        found.append(_single(day, _NAMES[number % len(_NAMES)], lift))
    if plan.has("null-event"):
        free = [day for day in sundays if day not in taken]
        found.append(_single(_nearest(free, plan.begins("null-event")), "Quiet Premiere", 0))
    return sorted(found, key=lambda event: (event.day, event.key))


def _nearest(days: Sequence[int], day: int) -> int:
    return min(days, key=lambda each: (abs(each - day), each))


def _inhouse(day: int) -> Event:
    return Event(
        key=f"inhouse-{day}",
        name="Inhouse League",
        series="Inhouse League",
        day=day,
        begins=18 * _HOUR + _HOUR // 2,
        lasts=2 * _HOUR,
        audience="attendees",
        lift=200,
        days=1,
    )


def _single(day: int, name: str, lift: int) -> Event:
    return Event(
        key=f"event-{day}",
        name=name,
        series=None,
        day=day,
        begins=17 * _HOUR,
        lasts=3 * _HOUR,
        audience="everybody",
        lift=lift,
        days=3,
    )


def attendance(chance: Chance, people: Population, strength: Numbers, event: Event) -> Attendance:
    """Seven of ten who said so come, and a few who said nothing."""
    lot = chance.of(Concern.ATTENDANCE, people.numbers, event.day)
    member = people.joined < event.day
    likely = _ATTENDS[people.kind] * np.minimum(strength, 1_000)
    says = member & (below(lot, 1_000_000) < likely)
    walks_in = member & ~says & (below(then(lot, 1), 10_000_000) < likely)
    came: Mask = (says & (below(then(lot, 2), 1000) < 700)) | walks_in
    hosts = np.flatnonzero(people.are("host") & member & (strength > 0))
    host = int(hosts[chance.number(Concern.EVENTS, len(hosts), event.day, owner=1)]) if len(hosts) else 1
    came[host] = says[host] = True
    return Attendance(host=host, rsvps=np.flatnonzero(says), came=np.flatnonzero(came))


def seen_in_voice(chance: Chance, event: Event, attended: Attendance) -> Iterator[Happening]:
    """Attendance as the server hears it: visits to the stage, the host first and last."""
    who = attended.came
    lot = then(chance.of(Concern.ATTENDANCE, who, event.day), 3)
    start = event.day * DAY + event.begins
    enters = start + below(lot, 20 * 60_000)
    leaves = start + event.lasts - below(then(lot, 1), event.lasts // 2)
    hosts = who == attended.host
    enters, leaves = np.where(hosts, start - 60_000, enters), np.where(hosts, start + event.lasts, leaves)
    yield from visits(who, enters, leaves, np.full(len(who), STAGE))


def days_of(event: Event) -> range:
    """The days on which it lifts."""
    return range(event.day, event.day + event.days)
