"""Series: on the calendar some weeks ahead, in wall time, and changed from one event on."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.memory.community import MemoryStore
from application.community.guild_settings import ChangeSettings
from domain.community.events.event import Event, Status
from domain.community.log.activity import EVENT_CANCELLED, EVENT_SCHEDULED, EVENT_UPDATED
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Conflict, Invalid
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO
from tests.builders.events import ADA, BO, Calendar

ROME = ZoneInfo("Europe/Rome")
TUESDAY = datetime(2026, 3, 3, 20, tzinfo=ROME)
WEEK = timedelta(weeks=1)


async def a_calendar(zone: str = "Europe/Rome") -> Calendar:
    calendar = await Calendar.of(MemoryStore())
    await ChangeSettings(store=calendar.store, clock=calendar.clock)(GUILD, {"time_zone": zone}, COMMAND_LINE)
    return calendar


async def a_series(calendar: Calendar, repeats: str = "FREQ=WEEKLY", **wishes: object) -> list[Event]:
    await calendar.planned(TUESDAY.astimezone(UTC), repeats=repeats, **wishes)
    return await calendar.events()


def walls(events: list[Event]) -> list[str]:
    return [f"{event.plan.starts_at.astimezone(ROME):%m-%d %H:%M}" for event in events]


async def test_an_event_that_repeats_stays_at_eight_when_the_clocks_change() -> None:
    events = await a_series(await a_calendar())
    assert walls(events) == [
        "03-03 20:00", "03-10 20:00", "03-17 20:00", "03-24 20:00", "03-31 20:00",
        "04-07 20:00", "04-14 20:00", "04-21 20:00",
    ]  # fmt: skip
    assert {event.plan.starts_at.hour for event in events} == {19, 18}
    assert {(event.plan.ends_at or TIME_ZERO) - event.plan.starts_at for event in events} == {2 * HOUR}


async def test_in_autumn_too_and_every_occurrence_is_made_once() -> None:
    calendar = await a_calendar()
    calendar.clock.at = datetime(2026, 9, 1, tzinfo=UTC)
    await calendar.planned(datetime(2026, 9, 1, 20, tzinfo=ROME), repeats="FREQ=DAILY")
    for _ in range(90):
        calendar.clock.at += DAY
        await calendar.tend(GUILD)
    events = await calendar.events()
    assert {event.plan.starts_at.astimezone(ROME).time().hour for event in events} == {20}
    found = [event.plan.starts_at.astimezone(ROME).date() for event in events]
    assert found == [date(2026, 9, 1) + day * timedelta(days=1) for day in range(len(found))]
    assert found[-1] >= date(2026, 12, 1) + timedelta(days=24)


async def test_tending_makes_what_is_lacking_and_otherwise_nothing() -> None:
    calendar = await a_calendar()
    assert len(await a_series(calendar)) == 8
    assert await calendar.tend(GUILD) == []
    calendar.clock.at += 9 * DAY
    made = [event for event in await calendar.tend(GUILD) if event.status is Status.PLANNED]
    assert walls(made) == ["04-28 20:00", "05-05 20:00"]
    assert await calendar.tend(GUILD) == []


async def test_each_event_of_a_series_is_told_to_the_log_once() -> None:
    calendar = await a_calendar()
    events = await a_series(calendar)
    told = await calendar.told()
    assert sorted(told, key=str) == sorted(((EVENT_SCHEDULED, each.event_id, 0) for each in events), key=str)
    assert len({event.series for event in events}) == 1


async def test_a_series_that_ends_ends() -> None:
    calendar = await a_calendar()
    assert walls(await a_series(calendar, "FREQ=WEEKLY;COUNT=3")) == [
        "03-03 20:00",
        "03-10 20:00",
        "03-17 20:00",
    ]
    calendar.clock.at += 100 * DAY
    await calendar.tend(GUILD)
    assert len(await calendar.events()) == 3


async def test_a_rule_that_its_first_event_does_not_follow_is_refused() -> None:
    calendar = await a_calendar()
    with pytest.raises(Invalid, match="Wednesday"):
        await a_series(calendar, "FREQ=WEEKLY;BYDAY=WE")
    assert await calendar.events() == []


async def test_one_event_of_a_series_is_moved_and_called_off_alone() -> None:
    calendar = await a_calendar()
    _, second, third, *_ = await a_series(calendar)
    await calendar.edit(GUILD, second.event_id, {"starts_at": second.plan.starts_at + DAY}, BO)
    await calendar.cancel(GUILD, third.event_id, BO)
    calendar.clock.at += DAY
    await calendar.tend(GUILD)
    events = await calendar.events()
    assert walls(events)[:4] == ["03-03 20:00", "03-11 20:00", "03-17 20:00", "03-24 20:00"]
    assert [event.status is Status.CANCELLED for event in events[:4]] == [False, False, True, False]


async def test_this_and_all_later_ones_are_moved_and_keep_who_they_are() -> None:
    calendar = await a_calendar()
    events = await a_series(calendar)
    wishes = {"starts_at": events[3].plan.starts_at + HOUR, "title": "Late night"}
    await calendar.edit(GUILD, events[3].event_id, wishes, BO, later=True)
    after = await calendar.events()
    assert [event.event_id for event in after] == [event.event_id for event in events]
    assert walls(after) == [
        "03-03 20:00", "03-10 20:00", "03-17 20:00", "03-24 21:00", "03-31 21:00",
        "04-07 21:00", "04-14 21:00", "04-21 21:00",
    ]  # fmt: skip
    assert [event.plan.title for event in after] == ["Game night"] * 3 + ["Late night"] * 5
    assert [kind for kind, _, by in await calendar.told() if by == 1] == [EVENT_UPDATED] * 5
    assert len({event.series for event in after}) == 2


async def test_a_series_that_was_moved_goes_on_as_it_was_moved() -> None:
    calendar = await a_calendar()
    events = await a_series(calendar)
    wishes = {"starts_at": events[3].plan.starts_at + DAY}
    await calendar.edit(GUILD, events[3].event_id, wishes, BO, later=True)
    calendar.clock.at += 2 * WEEK
    await calendar.tend(GUILD)
    assert walls(await calendar.events())[-3:] == ["04-22 20:00", "04-29 20:00", "05-06 20:00"]


async def test_later_ones_that_were_changed_alone_keep_that_unless_it_is_wished_otherwise() -> None:
    calendar = await a_calendar()
    events = await a_series(calendar)
    alone = {"starts_at": events[5].plan.starts_at + DAY, "capacity": 7}
    await calendar.edit(GUILD, events[5].event_id, alone, BO)
    await calendar.cancel(GUILD, events[6].event_id, BO)
    await calendar.edit(GUILD, events[4].event_id, {"title": "Talk"}, BO, later=True)
    after = await calendar.events()
    assert walls(after)[4:] == ["03-31 20:00", "04-08 20:00", "04-14 20:00", "04-21 20:00"]
    assert [event.plan.title for event in after][4:] == ["Talk", "Talk", "Game night", "Talk"]
    assert after[5].plan.capacity == 7 and after[6].status is Status.CANCELLED
    calendar.clock.at += DAY
    await calendar.tend(GUILD)
    assert len(await calendar.events()) == 8


async def test_a_series_that_ends_still_ends_after_as_many_when_it_was_moved() -> None:
    calendar = await a_calendar()
    events = await a_series(calendar, "FREQ=WEEKLY;COUNT=4")
    wishes = {"starts_at": events[1].plan.starts_at + 3 * HOUR}
    await calendar.edit(GUILD, events[1].event_id, wishes, BO, later=True)
    calendar.clock.at += 100 * DAY
    await calendar.tend(GUILD)
    assert walls(await calendar.events()) == ["03-03 20:00", "03-10 23:00", "03-17 23:00", "03-24 23:00"]


async def test_another_rule_makes_what_it_lacks_and_calls_off_what_is_too_much() -> None:
    calendar = await a_calendar()
    events = await a_series(calendar)
    await calendar.edit(GUILD, events[2].event_id, {}, BO, repeats="FREQ=WEEKLY;INTERVAL=3")
    after = [event for event in await calendar.events() if not event.over]
    assert walls(after) == ["03-03 20:00", "03-10 20:00", "03-17 20:00", "04-07 20:00"]
    assert [kind for kind, _, _ in await calendar.told()].count(EVENT_CANCELLED) == 4
    await calendar.edit(GUILD, after[2].event_id, {}, BO, repeats="FREQ=WEEKLY;BYDAY=TU,WE;COUNT=4")
    busier = [event for event in await calendar.events() if not event.over]
    assert walls(busier)[2:] == ["03-17 20:00", "03-18 20:00", "03-24 20:00", "03-25 20:00"]


async def test_this_and_all_later_ones_are_called_off_and_none_comes_back() -> None:
    calendar = await a_calendar()
    events = await a_series(calendar)
    await calendar.cancel(GUILD, events[2].event_id, BO, later=True)
    calendar.clock.at += 3 * WEEK
    await calendar.tend(GUILD)
    after = await calendar.events()
    assert [event.status for event in after[2:]] == [Status.CANCELLED] * 6
    assert len(after) == len(events)


async def test_a_move_that_the_rule_does_not_follow_is_refused_whole() -> None:
    calendar = await a_calendar()
    events = await a_series(calendar, "FREQ=WEEKLY;BYDAY=TU")
    wishes = {"starts_at": events[1].plan.starts_at + DAY}
    with pytest.raises(Invalid, match="repeats"):
        await calendar.edit(GUILD, events[1].event_id, wishes, BO, later=True)
    assert await calendar.events() == events
    moved = await calendar.edit(
        GUILD, events[1].event_id, wishes, BO, later=True, repeats="FREQ=WEEKLY;BYDAY=WE"
    )
    assert walls([moved]) == ["03-11 20:00"]


async def test_events_begin_and_end_by_themselves_where_the_guild_wants_it() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    calendar.clock.at = event.plan.starts_at
    assert [each.status for each in await calendar.tend(GUILD)] == [Status.STARTED]
    calendar.clock.at += 2 * HOUR
    [over] = await calendar.tend(GUILD)
    assert (over.started_at, over.ended_at) == (event.plan.starts_at, event.plan.ends_at)
    with pytest.raises(Conflict, match="somebody ended it"):
        await calendar.end(GUILD, event.event_id, ADA)


async def test_where_the_guild_does_not_want_it_nothing_begins_by_itself() -> None:
    calendar = await a_calendar()
    await ChangeSettings(store=calendar.store, clock=calendar.clock)(
        GUILD, {"events_run_themselves": False}, COMMAND_LINE
    )
    event = await calendar.planned()
    calendar.clock.at += DAY
    assert await calendar.tend(GUILD) == [] and await calendar.events() == [event]


async def test_what_passed_while_nobody_tended_took_place_when_it_was_planned_to() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    calendar.clock.at += 3 * DAY
    begun, over = await calendar.tend(GUILD)
    assert (begun.status, over.status) == (Status.STARTED, Status.COMPLETED)
    assert (over.started_at, over.ended_at) == (event.plan.starts_at, event.plan.ends_at)


async def test_an_event_that_stood_alone_becomes_the_first_of_a_series() -> None:
    calendar = await a_calendar()
    event = await calendar.planned(TUESDAY.astimezone(UTC))
    first = await calendar.edit(GUILD, event.event_id, {"title": "Weekly"}, BO, repeats="FREQ=WEEKLY;COUNT=3")
    events = await calendar.events()
    assert first == events[0] and first.event_id == event.event_id
    assert walls(events) == ["03-03 20:00", "03-10 20:00", "03-17 20:00"]
    assert {each.plan.title for each in events} == {"Weekly"} and len({each.series for each in events}) == 1


async def test_what_is_planned_is_no_sign_of_life_of_the_community_but_an_answer_is() -> None:
    calendar = await a_calendar()
    async with calendar.store.reading(GUILD) as work:
        before = await work.guild.profile()
    events = await a_series(calendar)
    calendar.clock.at += DAY
    await calendar.tend(GUILD)
    async with calendar.store.reading(GUILD) as work:
        after = await work.guild.profile()
    assert before and after and after.last_activity == before.last_activity
    await calendar.answer(GUILD, events[3].event_id, "going", BO)
    async with calendar.store.reading(GUILD) as work:
        answered = await work.guild.profile()
    assert answered and answered.last_activity == calendar.clock.at


async def test_a_series_that_begins_in_the_hour_that_comes_twice_begins_on_that_day() -> None:
    calendar = await a_calendar()
    calendar.clock.at = datetime(2026, 10, 20, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # half past two, for the second time
    first = await calendar.planned(second, repeats="FREQ=WEEKLY;COUNT=2")
    assert first.plan.starts_at == first.occurrence == second - HOUR
    assert walls(await calendar.events()) == ["10-25 02:30", "11-01 02:30"]
