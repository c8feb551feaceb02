"""Saying whether one comes: what is kept, who has a place, and who waits for one."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.community import MemoryStore
from application.community.attendance.attending import seats_of_each
from application.community.forget import ForgetMember
from application.community.replay import ReplayLog
from application.insights.events.answers import seats_of_all
from domain.community.events.event import Event, Status
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED
from domain.kernel.actors import COMMAND_LINE, Actor
from domain.kernel.errors import Conflict, Invalid, Refused
from tests.builders.activities import GUILD, HOUR, MINUTE, TIME_ZERO, a_person, an_activity
from tests.builders.events import ADA, GUEST, Calendar, a_guest, an_event
from tests.builders.house import KEYS


async def a_calendar(people: int = 5) -> Calendar:
    return await Calendar.of(MemoryStore(), people=people)


async def test_an_answer_is_kept_and_recorded_as_that_of_who_gave_it() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    calendar.clock.at += MINUTE
    going = await calendar.answer(GUILD, event.event_id, "going", GUEST)
    assert (going.standing, going.place_in_line, going.changed) == ("going", None, True)
    declined = await calendar.answer(GUILD, event.event_id, "not", GUEST)
    assert (declined.standing, (await calendar.seats(event)).going) == ("not", ())
    assert (await calendar.told())[1:] == [
        (RSVP_ADDED, event.event_id, 2),
        (RSVP_REMOVED, event.event_id, 2),
    ]


async def test_a_button_pressed_again_changes_nothing_and_loses_no_place() -> None:
    calendar = await a_calendar()
    event = await calendar.planned(capacity=1)
    for number, standing in ((2, "going"), (3, "waiting"), (2, "going"), (3, "waiting")):
        answered = await calendar.answer(GUILD, event.event_id, "going", a_guest(number))
        assert answered.standing == standing
    assert len(await calendar.told()) == 3


async def test_who_waits_moves_up_when_somebody_gives_their_place_back() -> None:
    calendar = await a_calendar()
    event = await calendar.planned(capacity=2)
    places = [
        (await calendar.answer(GUILD, event.event_id, "going", a_guest(number))).place_in_line
        for number in range(5)
    ]
    assert places == [None, None, 1, 2, 3]
    left = await calendar.answer(GUILD, event.event_id, None, a_guest(0))
    assert (left.standing, left.moved_up) == (None, (2,))
    back = await calendar.answer(GUILD, event.event_id, "going", a_guest(0))
    assert (back.standing, back.place_in_line, back.moved_up) == ("waiting", 3, ())


async def test_who_is_forgotten_leaves_their_place_to_who_waits() -> None:
    calendar = await a_calendar()
    event = await calendar.planned(capacity=1)
    for number in (2, 3):
        await calendar.answer(GUILD, event.event_id, "going", a_guest(number))
    forget = ForgetMember(store=calendar.store, clock=calendar.clock, keys=KEYS)
    await forget(GUILD, "#2", COMMAND_LINE)
    seen = await calendar.seats(event)
    assert ([each.member_no for each in seen.going], seen.waiting) == ([3], ())
    told = await calendar.told()
    await forget(GUILD, "#2", COMMAND_LINE)
    assert await calendar.told() == told


async def test_more_room_lets_those_in_who_waited_longest() -> None:
    calendar = await a_calendar()
    event = await calendar.planned(capacity=1)
    for number in range(4):
        await calendar.answer(GUILD, event.event_id, "going", a_guest(number))
    await calendar.edit(GUILD, event.event_id, {"capacity": 3}, ADA)
    seen = await calendar.seats(event)
    assert [each.member_no for each in seen.going] == [0, 1, 2]
    assert [each.member_no for each in seen.waiting] == [3]


async def test_a_button_says_more_than_the_interest_that_discord_tells() -> None:
    calendar = await a_calendar()
    event = attrs.evolve(await calendar.planned(), discord_id=99)
    async with calendar.store.writing(GUILD) as work:
        await work.events.put([event])
    interest = an_activity(RSVP_ADDED, person=a_person(3), subject=99, natural_id="99:3")
    await calendar.record([interest])
    assert [each.member_no for each in (await calendar.seats(event)).interested] == [2]
    assert (await calendar.answer(GUILD, event.event_id, "going", GUEST)).standing == "going"
    assert (await calendar.answer(GUILD, 99, None, GUEST)).standing == "interested"
    assert (await calendar.answer(GUILD, 99, None, GUEST)).changed is False


async def test_once_it_is_over_nobody_answers() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    await calendar.start(GUILD, event.event_id, ADA)
    assert (await calendar.answer(GUILD, event.event_id, "going", GUEST)).changed
    await calendar.end(GUILD, event.event_id, ADA)
    with pytest.raises(Conflict, match="completed: nobody answers"):
        await calendar.answer(GUILD, event.event_id, "not", GUEST)


async def test_who_was_never_met_becomes_known_by_their_answer() -> None:
    calendar = await a_calendar(people=1)
    event = await calendar.planned()
    stranger = Actor(kind="member", name="New", assurance="proved", guild=GUILD)
    with pytest.raises(Refused, match="not known"):
        await calendar.answer(GUILD, event.event_id, "going", stranger)
    await calendar.answer(GUILD, event.event_id, "going", stranger, who=a_person(77))
    assert [each.member_no for each in (await calendar.seats(event)).going] == [1]
    async with calendar.store.reading(GUILD) as work:
        assert (await work.members.of([1]))[1].name == "Person 77"


async def test_what_is_no_answer_is_refused() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    with pytest.raises(Invalid, match="going, interested, not"):
        await calendar.answer(GUILD, event.event_id, "maybe", GUEST)


PRESSED = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["going", "interested", "not", None]), st.booleans()),
    max_size=14,
)


@given(PRESSED, st.sampled_from([1, 2, 3, None]))
async def test_whoever_was_told_of_a_place_keeps_it_until_they_give_it_back(
    pressed: list[tuple[int, str | None, bool]], capacity: int | None
) -> None:
    calendar = await a_calendar(people=4)
    event = await calendar.planned(capacity=capacity)
    inside: list[int] = []
    line: list[int] = []
    for number, answer, later in pressed:
        calendar.clock.at += MINUTE * later
        before_it = set(inside)
        answered = await calendar.answer(GUILD, event.event_id, answer, a_guest(number))
        if answer == "going":
            if number not in inside + line:
                line.append(number)
        else:
            inside, line = ([each for each in people if each != number] for people in (inside, line))
        while line and (capacity is None or len(inside) < capacity):
            inside.append(line.pop(0))
        seen = await calendar.seats(event)
        going = [each.member_no for each in seen.going]
        assert going == inside if capacity else {*going} == {*inside}  # where nobody waits there is no order
        assert [each.member_no for each in seen.waiting] == line
        assert answered.standing == seen.of(number)
        assert answered.place_in_line == seen.place_in_line(number)
        assert {*answered.moved_up} == {*inside} - before_it - {number}
    async with calendar.store.reading(GUILD) as work:
        before = await work.counters.snapshot()
    await ReplayLog(store=calendar.store)(GUILD)
    async with calendar.store.reading(GUILD) as work:
        assert await work.counters.snapshot() == before


async def test_of_an_event_that_discord_repeats_each_time_has_answers_of_its_own() -> None:
    calendar = await a_calendar()
    week = timedelta(days=7)
    first = an_event(99, discord_id=99, starts_at=TIME_ZERO + HOUR, ends_at=None)
    async with calendar.store.writing(GUILD) as work:
        await work.events.put([first])
    early = an_activity(RSVP_ADDED, person=a_person(1), subject=99, natural_id="99:1")
    await calendar.record([early])
    await calendar.answer(GUILD, 99, "going", GUEST)
    over = attrs.evolve(
        first, status=Status.COMPLETED, started_at=TIME_ZERO + HOUR, ended_at=TIME_ZERO + 2 * HOUR
    )
    again = an_event(1234, discord_id=99, starts_at=TIME_ZERO + HOUR + week, ends_at=None)
    async with calendar.store.writing(GUILD) as work:
        await work.events.put([over, again])
    calendar.clock.at += week
    late = an_activity(RSVP_ADDED, calendar.clock.at, person=a_person(2), subject=99, natural_id="99:2")
    await calendar.record([late])

    async def said(event: Event) -> tuple[list[int], list[int]]:
        seen = await calendar.seats(event)
        return [one.member_no for one in seen.going], [one.member_no for one in seen.interested]

    assert await said(over) == ([2], [0]), "what was said later is not of what is over"
    assert await said(again) == ([], [0, 1]), "a button is of the time that it was pressed for"
    assert (await calendar.answer(GUILD, 1234, "going", GUEST)).changed
    async with calendar.store.reading(GUILD) as work:
        each = await seats_of_each(work, [over, again])
        page = await seats_of_all(work, [over, again], await work.links.aliases(), None)
    assert page == each == {99: await calendar.seats(over), 1234: await calendar.seats(again)}
