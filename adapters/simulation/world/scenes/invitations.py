"""How an event comes about: it is put on the calendar, people say that they will come, it begins, it ends."""

from collections.abc import Iterator
from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Numbers, below, then
from adapters.simulation.world.happening import DAY, Happening, message_id
from adapters.simulation.world.people.population import Population
from adapters.simulation.world.people.vigour import weekday
from adapters.simulation.world.places import STAGE
from adapters.simulation.world.plan import Plan
from adapters.simulation.world.scenes.events import Attendance, Event
from domain.community.log.activity import (
    EVENT_CANCELLED,
    EVENT_COMPLETED,
    EVENT_SCHEDULED,
    EVENT_STARTED,
    RSVP_ADDED,
    RSVP_REMOVED,
)

_HOUR: Final = 3_600_000
_MINUTE: Final = 60_000
_NUMBERED: Final = 2**22 - 128
"""Ids of events are apart from those of messages."""

LONGEST_NOTICE: Final = 6
"""Days before an event at which it may be put on the calendar."""


@attrs.frozen(kw_only=True)
class CalledOff:
    """An event that was put on the calendar by `host` and never came."""

    id: int
    host: int
    scheduled: int
    cancelled: int
    would_begin: int
    """These three are milliseconds since 1970."""


@attrs.frozen(kw_only=True, eq=False)
class Answers:
    """Who said when that they would come; `withdrawn` is when they took it back, or -1."""

    who: Numbers
    said: Numbers
    withdrawn: Numbers


def scheduled(plan: Plan, chance: Chance, day: int, owner: int = 0) -> int:
    """When an event of that day is put on the calendar: some days before, in the same part of the story.

    So that a world is the same whether or not life goes on after its plan.
    """
    notice = LONGEST_NOTICE - chance.number(Concern.NOTICE, 4, day, owner)
    floor = plan.first if day <= plan.last else plan.last + 1
    at = 9 * _HOUR + chance.number(Concern.NOTICE, 6 * _HOUR, day, owner + 2)
    return max(day - notice, floor) * DAY + at


def event_id(plan: Plan, chance: Chance, event: Event) -> int:
    """What Discord would have called it."""
    return message_id(_when(plan, chance, event), _NUMBERED + (event.series is None))


def _when(plan: Plan, chance: Chance, event: Event) -> int:
    return scheduled(plan, chance, event.day, owner=int(event.series is None))


def of_calendar(plan: Plan, chance: Chance, event: Event, host: int, day: int) -> Iterator[Happening]:
    """What becomes of an event on that day; Discord itself says that it ended."""
    subject = event_id(plan, chance, event)
    began, over = on_the_day(chance, event)
    course = (
        (_when(plan, chance, event), EVENT_SCHEDULED, host),
        (began, EVENT_STARTED, host),
        (over, EVENT_COMPLETED, -1),
    )
    for ms, kind, who in course:
        if ms // DAY == day:
            yield Happening(ms, kind, who, STAGE, subject)


def on_the_day(chance: Chance, event: Event) -> tuple[int, int]:
    """When it truly begins and ends: a little late, both."""
    begins = event.day * DAY + event.begins
    late = chance.number(Concern.NOTICE, 4 * _MINUTE, event.day, owner=4)
    over = begins + event.lasts + chance.number(Concern.NOTICE, 6 * _MINUTE, event.day, owner=5)
    return begins + late, over


def answers_to(plan: Plan, chance: Chance, people: Population, event: Event, attended: Attendance) -> Answers:
    """Three of ten who do not come after all take it back in time; the rest just stay away."""
    who = attended.rsvps
    lot = chance.of(Concern.RSVPS, who, event.day)
    begins = event.day * DAY + event.begins
    back = np.where(people.back[who] <= event.day, people.back[who], 0)
    here = np.maximum(people.joined[who] * DAY + people.joined_at[who] + _MINUTE, back * DAY)
    since = np.maximum(here, _when(plan, chance, event) + _MINUTE)
    said = since + (begins - since) * below(lot, 1_000) // 1_000
    stays_away = ~np.isin(who, attended.came)
    withdraws = stays_away & (below(then(lot, 1), 1_000) < 300)
    taken_back = said + 1 + (begins - 1 - said) * below(then(lot, 2), 1_000) // 1_000
    return Answers(who=who, said=said, withdrawn=np.where(withdraws, taken_back, -1))


def said_on(told: Answers, subject: int, day: int) -> Iterator[Happening]:
    """Who says on that day that they will come, and who takes it back."""
    for kind, at in ((RSVP_ADDED, told.said), (RSVP_REMOVED, told.withdrawn)):
        today = np.flatnonzero(at // DAY == day)
        for who, ms in zip(told.who[today].tolist(), at[today].tolist(), strict=True):
            yield Happening(ms, kind, who, subject=subject)


def called_off(plan: Plan, chance: Chance) -> list[CalledOff]:
    """Every eighth Friday something is planned that comes to nothing."""
    fridays = [day for day in range(plan.first + 9, plan.until + 1) if weekday(day) == 4]
    found = []
    for day in fridays[::8]:
        at = scheduled(plan, chance, day, owner=7)
        begins = day * DAY + 19 * _HOUR
        share = 300 + chance.number(Concern.NOTICE, 600, day, owner=6)
        found.append(
            CalledOff(
                id=message_id(at, _NUMBERED + 2),
                host=0,
                scheduled=at,
                cancelled=at + (begins - at) * share // 1_000,
                would_begin=begins,
            )
        )
    return found


def called_off_on(told: CalledOff, day: int) -> Iterator[Happening]:
    """It is put on the calendar, and taken from it."""
    for ms, kind in ((told.scheduled, EVENT_SCHEDULED), (told.cancelled, EVENT_CANCELLED)):
        if ms // DAY == day:
            yield Happening(ms, kind, told.host, STAGE, told.id)
