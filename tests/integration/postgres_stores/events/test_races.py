"""People who decide about one event at once, each on a connection of their own."""

import asyncio
from collections import Counter

import pytest

from adapters.postgres.community import PostgresStore
from domain.community.events.event import Event, Status
from domain.community.log.activity import EVENT_COMPLETED, EVENT_SCHEDULED, EVENT_UPDATED, RSVP_ADDED
from domain.kernel.errors import Conflict
from tests.builders.activities import DAY, HOUR
from tests.builders.events import ADA, BO, Calendar, a_guest

pytestmark = pytest.mark.postgres


@pytest.fixture
async def calendar(store: PostgresStore, guild: int) -> Calendar:
    return await Calendar.of(store, guild)


def kinds(outcomes: list[Event | BaseException]) -> Counter[str]:
    return Counter(type(each).__name__ for each in outcomes)


async def test_two_hosts_end_it_at_once_and_it_ends_once(calendar: Calendar, guild: int) -> None:
    event = await calendar.planned()
    await calendar.start(guild, event.event_id, ADA)
    calendar.clock.at += HOUR
    ended = await asyncio.gather(
        *(calendar.end(guild, event.event_id, actor) for actor in (ADA, BO)), return_exceptions=True
    )
    assert kinds(ended) == {"Event": 1, "Conflict": 1}
    [refused] = [each for each in ended if isinstance(each, Conflict)]
    [event] = await calendar.events()
    assert str(refused) == f"“Game night” is over already: Person {(event.changed_by or 0) + 1} ended it"
    assert (event.status, event.version) == (Status.COMPLETED, 3)
    assert [kind for kind, _, _ in await calendar.told()].count(EVENT_COMPLETED) == 1


async def test_one_starts_it_while_another_calls_it_off_and_one_of_them_wins(
    calendar: Calendar, guild: int
) -> None:
    event = await calendar.planned()
    outcomes = await asyncio.gather(
        calendar.start(guild, event.event_id, ADA),
        calendar.cancel(guild, event.event_id, BO),
        return_exceptions=True,
    )
    assert kinds(outcomes) == {"Event": 1, "Conflict": 1}
    [won] = [each for each in outcomes if isinstance(each, Event)]
    assert await calendar.events() == [won]


async def test_of_edits_of_one_version_one_is_kept(calendar: Calendar, guild: int) -> None:
    event = await calendar.planned()
    outcomes = await asyncio.gather(
        *(
            calendar.edit(guild, event.event_id, {"capacity": number}, ADA, version=1)
            for number in range(1, 6)
        ),
        return_exceptions=True,
    )
    assert kinds(outcomes) == {"Event": 1, "Conflict": 4}
    assert [kind for kind, _, _ in await calendar.told()].count(EVENT_UPDATED) == 1


async def test_a_button_pressed_by_many_plans_once(calendar: Calendar) -> None:
    outcomes = await asyncio.gather(*(calendar.planned() for _ in range(5)), return_exceptions=True)
    assert kinds(outcomes) == {"Event": 1, "Conflict": 4}
    assert [kind for kind, _, _ in await calendar.told()] == [EVENT_SCHEDULED]


async def test_two_processes_that_tend_a_series_make_each_event_once(calendar: Calendar, guild: int) -> None:
    await calendar.planned(repeats="FREQ=DAILY")
    calendar.clock.at += 3 * DAY
    await asyncio.gather(*(calendar.tend(guild) for _ in range(4)))
    starts = [event.plan.starts_at for event in await calendar.events()]
    assert len(starts) == len(set(starts)) == 59
    scheduled = [kind for kind, _, _ in await calendar.told() if kind == EVENT_SCHEDULED]
    assert len(scheduled) == 59


async def test_a_series_that_is_moved_while_it_is_tended_has_every_week_once(
    calendar: Calendar, guild: int
) -> None:
    first = await calendar.planned(repeats="FREQ=WEEKLY")
    calendar.clock.at += 3 * DAY
    second = (await calendar.events())[1]
    wishes = {"starts_at": second.plan.starts_at + HOUR}
    await asyncio.gather(calendar.edit(guild, second.event_id, wishes, BO, later=True), calendar.tend(guild))
    found = await calendar.events()
    assert [event.plan.starts_at for event in found] == [
        first.plan.starts_at,
        *(first.plan.starts_at + HOUR + 7 * DAY * week for week in range(1, len(found))),
    ]


async def test_of_twenty_who_press_at_once_as_many_have_a_place_as_there_are(
    store: PostgresStore, guild: int
) -> None:
    calendar = await Calendar.of(store, guild, people=20)
    event = await calendar.planned(capacity=7)
    told = await asyncio.gather(
        *(calendar.answer(guild, event.event_id, "going", a_guest(number)) for number in range(20))
    )
    inside = [number for number, each in enumerate(told) if each.standing == "going"]
    assert len(inside) == 7
    assert sorted(each.place_in_line for each in told if each.place_in_line) == list(range(1, 14))
    seen = await calendar.seats(event)
    assert {each.member_no for each in seen.going} == set(inside)
    by_line = {each.place_in_line: number for number, each in enumerate(told)}
    assert [each.member_no for each in seen.waiting] == [by_line[place] for place in range(1, 14)]


async def test_of_one_who_presses_many_times_at_once_one_answer_is_kept(
    calendar: Calendar, guild: int
) -> None:
    event = await calendar.planned()
    told = await asyncio.gather(
        *(calendar.answer(guild, event.event_id, "going", a_guest(2)) for _ in range(6))
    )
    assert [each.changed for each in told].count(True) == 1
    assert [kind for kind, _, _ in await calendar.told()].count(RSVP_ADDED) == 1
