"""Putting an event on the calendar: who may, what is asked of it, and what the log is told."""

import asyncio
from collections import Counter

import pytest

from adapters.memory.community import MemoryStore
from application.community.guild_settings import ChangeSettings
from domain.community.log.activity import EVENT_SCHEDULED
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Conflict, Invalid, NotFound, Refused
from domain.kernel.ids import snowflake_instant
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO
from tests.builders.events import ADA, BO, GUEST, Calendar


async def a_calendar() -> Calendar:
    return await Calendar.of(MemoryStore())


async def test_what_was_planned_is_on_the_calendar_and_in_the_log() -> None:
    calendar = await a_calendar()
    event = await calendar.planned(hosts=[1])
    assert await calendar.events() == [event]
    assert (event.created_by, event.version, event.plan.hosts) == (0, 1, (1,))
    assert await calendar.told() == [(EVENT_SCHEDULED, event.event_id, 0)]
    assert snowflake_instant(event.event_id) == TIME_ZERO


async def test_attendance_counts_as_the_guild_decided_unless_it_is_said_otherwise() -> None:
    calendar = await a_calendar()
    changes = {"attendance_before_minutes": 45, "attendance_minimum_minutes": 20}
    await ChangeSettings(store=calendar.store, clock=calendar.clock)(GUILD, changes, COMMAND_LINE)
    usual = (await calendar.planned()).plan
    own = (await calendar.planned(title="Talk", minimum_minutes=1)).plan
    assert (usual.before_minutes, usual.minimum_minutes) == (45, 20)
    assert (own.before_minutes, own.minimum_minutes) == (45, 1)


async def test_a_button_pressed_twice_plans_once() -> None:
    calendar = await a_calendar()
    pressed = await asyncio.gather(*(calendar.planned() for _ in range(3)), return_exceptions=True)
    assert Counter(type(each).__name__ for each in pressed) == {"Event": 1, "Conflict": 2}
    assert len(await calendar.events()) == 1


async def test_what_was_called_off_can_be_planned_again() -> None:
    calendar = await a_calendar()
    await calendar.cancel(GUILD, (await calendar.planned()).event_id, ADA)
    again = await calendar.planned()
    assert [event.over for event in await calendar.events()].count(False) == 1
    assert again.version == 1


async def test_guests_plan_nothing() -> None:
    calendar = await a_calendar()
    with pytest.raises(Refused, match="Only staff and hosts"):
        await calendar.plan(GUILD, {"title": "Mine", "starts_at": TIME_ZERO + DAY}, GUEST)
    assert await calendar.events() == [] == await calendar.told()


async def test_nobody_is_made_a_host_who_is_no_member() -> None:
    calendar = await a_calendar()
    with pytest.raises(NotFound, match="#9"):
        await calendar.planned(hosts=[1, 9])
    assert await calendar.events() == []


async def test_an_event_lies_ahead_but_may_have_begun() -> None:
    calendar = await a_calendar()
    with pytest.raises(Invalid, match="over already"):
        await calendar.planned(TIME_ZERO - DAY)
    assert (await calendar.planned(TIME_ZERO - HOUR)).plan.starts_at == TIME_ZERO - HOUR


async def test_a_guild_that_nothing_was_recorded_for_has_no_calendar() -> None:
    calendar = Calendar(store=MemoryStore())
    with pytest.raises(NotFound):
        await calendar.planned()
    assert await calendar.store.guilds() == []


async def test_of_two_titles_for_one_time_both_are_planned() -> None:
    calendar = await a_calendar()
    one, other = await calendar.planned(), await calendar.planned(title="Talk")
    assert one.event_id != other.event_id
    with pytest.raises(Conflict, match="Talk"):
        await calendar.plan(GUILD, {"title": "Talk", "starts_at": one.plan.starts_at}, BO)
