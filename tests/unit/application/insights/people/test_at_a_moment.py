"""Looked at as of a moment that has passed, events know nothing of what came after it."""

import attrs
import pytest

from domain.community.coverage import CoverageSpan
from domain.community.events.event import Event, Status
from domain.community.log.activity import RSVP_ADDED
from domain.insights.events.calendar import Events
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import (
    DAY,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_person,
    enters_voice,
    leaves_voice,
    of_event,
)
from tests.builders.events import Calendar, an_event
from tests.builders.house import House
from tests.contracts.events.attendance import happens

ADA, BEN, CLEO = (a_person(number) for number in (1, 2, 3))
MIDNIGHT = TIME_ZERO.replace(hour=0)
HELD = {"channels": (VOICE_CHANNEL,), "status": Status.COMPLETED}


async def an_evening() -> House:
    """Ada and Ben say that they come before it begins, Cleo while it runs; she and Ben come in the second
    of its two hours, Ada in the first."""
    house = House.built()
    house.clock.at = TIME_ZERO + 2 * DAY
    ends = TIME_ZERO + 2 * HOUR
    event = an_event(7, starts_at=TIME_ZERO, ends_at=ends, started_at=TIME_ZERO, ended_at=ends, **HELD)
    await happens(house.store, GUILD, event)
    await house.heard(
        CoverageSpan(family="voice", start=TIME_ZERO - DAY, end=TIME_ZERO + DAY, source="gateway")
    )
    said = [(ADA, -2), (BEN, -1), (CLEO, 1)]
    await house.told(
        *(
            of_event(RSVP_ADDED, TIME_ZERO + hours * HOUR, who, subject=7, details={"answer": "going"})
            for who, hours in said
        ),
        enters_voice(TIME_ZERO, ADA),
        leaves_voice(TIME_ZERO + HOUR, ADA),
        enters_voice(TIME_ZERO + HOUR, BEN),
        leaves_voice(ends, BEN),
        enters_voice(TIME_ZERO + HOUR, CLEO),
    )
    return house


def turnout(read: Events) -> tuple[int, int] | None:
    [line] = (*read.running, *read.past, *read.coming)
    return None if line.turnout is None else (line.turnout.came, line.turnout.no_shows)


@pytest.mark.parametrize(
    ("hours", "answers", "came"),
    [(-1.5, 1, None), (-0.5, 2, None), (0.5, 2, (1, 0)), (1.5, 3, (3, 0)), (4, 3, (3, 0))],
)
async def test_who_said_so_and_who_came_by_then(
    hours: float, answers: int, came: tuple[int, int] | None
) -> None:
    house, moment = await an_evening(), (TIME_ZERO + hours * HOUR).isoformat()
    page = await house.show_event(GUILD, 7, "7d", moment)
    listed = await house.show_events(GUILD, "7d", moment)
    assert (len(page.replies), turnout(listed)) == (answers, came)
    assert len(page.came) == (came or (0, 0))[0]


async def test_who_is_there_at_that_moment_has_been_there_until_then() -> None:
    house = await an_evening()
    page = await house.show_event(GUILD, 7, "7d", (TIME_ZERO + 1.5 * HOUR).isoformat())
    assert {guest.person.member_no: (guest.seconds, guest.here) for guest in page.came} == {
        await house.number_of(ADA.id): (3600, False),
        await house.number_of(BEN.id): (1800, True),
        await house.number_of(CLEO.id): (1800, True),
    }
    assert page.closes == TIME_ZERO + 1.5 * HOUR and not page.ended


async def test_what_began_later_had_not_begun() -> None:
    calendar = await Calendar.of((house := House.built()).store, people=1)
    event = await calendar.planned(TIME_ZERO + HOUR)
    calendar.clock.at = TIME_ZERO + 3 * HOUR + MINUTE
    await calendar.start(GUILD, event.event_id, COMMAND_LINE)
    house.clock.at = calendar.clock.at + HOUR
    seen = {}
    for hours in (0.5, 1.5, 3, 3.5):
        read = await house.show_events(GUILD, "7d", (TIME_ZERO + hours * HOUR).isoformat())
        [line] = (*read.running, *read.past, *read.coming)
        seen[hours] = line.phase
    assert seen == {0.5: "ahead", 1.5: "due", 3: "over", 3.5: "now"}


def at_midnight(**changes: object) -> Event:
    ends = MIDNIGHT + 2 * HOUR
    event = an_event(7, starts_at=MIDNIGHT, ends_at=ends, started_at=MIDNIGHT, ended_at=ends, **HELD)
    return attrs.evolve(event, **changes)


async def test_a_profile_counts_who_left_before_midnight_and_who_still_talks() -> None:
    house = House.built()
    house.clock.at = MIDNIGHT + 4 * HOUR
    await happens(house.store, GUILD, at_midnight())
    await house.told(
        enters_voice(MIDNIGHT - 14 * MINUTE, ADA),
        leaves_voice(MIDNIGHT - MINUTE, ADA),
        enters_voice(MIDNIGHT + HOUR, BEN),
    )
    counted = []
    for who in (ADA, BEN):
        for as_of in (None, (MIDNIGHT + 3 * HOUR).isoformat()):
            read = await house.show_member(GUILD, await house.number_of(who.id), "7d", as_of)
            assert read.doings is not None
            counted.append({one.key: one.total for one in read.doings.amounts}.get("events"))
    assert counted == [1, 1, 1, 1]
