"""The questions about events, asked of a house: from the plan and the voice to what the pages read."""

from datetime import timedelta

import pytest

from domain.community.coverage import CoverageSpan
from domain.community.log.activity import RSVP_ADDED
from domain.insights.events.calendar import Filter
from domain.kernel.errors import NotFound
from tests.builders.activities import (
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
from tests.builders.events import ADA, Calendar
from tests.builders.house import House


async def an_evening() -> tuple[House, int]:
    """Persons 1 and 2 said that they come; 1 and 3 were there for an hour, and it was ended."""
    house = House.built()
    calendar = await Calendar.of(house.store)
    event = await calendar.planned(channels=[VOICE_CHANNEL], hosts=[0], type="Cup")
    for number in (1, 2):
        told = {"subject": event.event_id, "details": {"answer": "going"}}
        await house.told(of_event(RSVP_ADDED, TIME_ZERO, a_person(number), **told))
    start = TIME_ZERO + HOUR
    calendar.clock.at = start
    await calendar.start(GUILD, event.event_id, ADA)
    for number in (1, 3):
        await house.told(enters_voice(start, a_person(number)), leaves_voice(start + HOUR, a_person(number)))
    calendar.clock.at = house.clock.at = start + HOUR
    await calendar.end(GUILD, event.event_id, ADA)
    await house.heard(
        CoverageSpan(family="voice", start=TIME_ZERO - HOUR, end=TIME_ZERO + 9 * HOUR, source="gateway")
    )
    return house, event.event_id


async def test_an_evening_is_read_from_its_plan_its_answers_and_the_voice() -> None:
    house, event = await an_evening()
    read = await house.show_event(GUILD, event)
    assert [(guest.person.member_no, guest.group, guest.seconds) for guest in read.guests] == [
        (0, "kept", 3600),
        (2, "walk_in", 3600),
        (1, "no_show", 0),
    ]
    assert read.guests[0].host
    many = await house.show_events(GUILD)
    assert [(line.event_id, line.turnout and line.turnout.came) for line in many.past] == [(event, 2)]
    assert (many.sums.people, many.sums.said, many.sums.kept) == (2, 2, 1)


async def test_who_is_still_there_has_been_there_until_now() -> None:
    house = House.built()
    calendar = await Calendar.of(house.store)
    event = await calendar.planned(channels=[VOICE_CHANNEL])
    calendar.clock.at = TIME_ZERO + HOUR
    await calendar.start(GUILD, event.event_id, ADA)
    await house.told(enters_voice(TIME_ZERO + HOUR, a_person(1)))
    listened = CoverageSpan(family="voice", start=TIME_ZERO, end=TIME_ZERO + 9 * HOUR, source="gateway")
    await house.heard(listened)
    for minutes in (1, 20):
        house.clock.at = TIME_ZERO + HOUR + minutes * MINUTE
        read = await house.show_event(GUILD, event.event_id)
        [guest] = read.guests
        assert (guest.here, guest.seconds) == (True, minutes * 60)
        assert (await house.show_events(GUILD)).running[0].turnout == read.line.turnout
    assert read.line.turnout is not None
    assert read.line.turnout.came == 1


async def test_as_of_the_day_before_it_lay_ahead() -> None:
    house, event = await an_evening()
    house.clock.at = TIME_ZERO + timedelta(days=3)
    then = await house.show_events(GUILD, "7d", (TIME_ZERO + 30 * MINUTE).isoformat())
    assert [line.event_id for line in then.coming] == [event]
    assert then.past == ()


async def test_what_nobody_planned_is_not_found() -> None:
    house, _ = await an_evening()
    with pytest.raises(NotFound):
        await house.show_event(GUILD, 12345)
    with pytest.raises(NotFound):
        await house.show_events(GUILD + 1)


async def test_a_filter_and_a_month_are_taken_from_the_question() -> None:
    house, event = await an_evening()
    assert not (await house.show_events(GUILD, wanted=Filter(type="Art"))).past
    april = (await house.show_events(GUILD, month="2026-04")).month
    assert april.first.month == 4
    march = (await house.show_events(GUILD, month="2026-03")).month
    assert [line.event_id for line in march.shown] == [event]
