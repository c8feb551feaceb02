"""What becomes of an event by staff and hosts, one after the other or at once."""

import asyncio
from datetime import timedelta

import attrs
import pytest

from adapters.memory.community import MemoryStore
from domain.community.events.event import Status
from domain.community.log.activity import (
    EVENT_CANCELLED,
    EVENT_COMPLETED,
    EVENT_SCHEDULED,
    EVENT_STARTED,
    EVENT_UPDATED,
)
from domain.kernel.errors import Conflict, Invalid, NotFound, Refused
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO
from tests.builders.events import ADA, BO, GUEST, Calendar


async def a_calendar() -> Calendar:
    return await Calendar.of(MemoryStore())


async def test_every_change_is_an_activity_of_who_made_it() -> None:
    calendar = await a_calendar()
    event = await calendar.planned(hosts=[2])
    for change, actor in ((calendar.start, BO), (calendar.end, GUEST)):
        calendar.clock.at += HOUR
        await change(GUILD, event.event_id, actor)
    off = await calendar.planned(TIME_ZERO + DAY)
    await calendar.edit(GUILD, off.event_id, {"title": "Talk"}, BO)
    await calendar.cancel(GUILD, off.event_id, ADA)
    told = await calendar.told()
    assert sorted(told, key=lambda each: (each[1] != event.event_id,)) == [
        (EVENT_SCHEDULED, event.event_id, 0),
        (EVENT_STARTED, event.event_id, 1),
        (EVENT_COMPLETED, event.event_id, 2),
        *[each for each in told if each[1] == off.event_id],
    ]
    assert {each for each in told if each[1] == off.event_id} == {
        (EVENT_SCHEDULED, off.event_id, 0),
        (EVENT_UPDATED, off.event_id, 1),
        (EVENT_CANCELLED, off.event_id, 0),
    }


async def test_an_event_began_and_ended_when_somebody_said_so() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    begun = await calendar.start(GUILD, event.event_id, ADA)
    calendar.clock.at += 3 * HOUR
    over = await calendar.end(GUILD, event.event_id, ADA)
    assert (begun.status, begun.started_at) == (Status.STARTED, TIME_ZERO)
    assert (over.status, over.started_at, over.ended_at) == (
        Status.COMPLETED,
        TIME_ZERO,
        TIME_ZERO + 3 * HOUR,
    )
    assert await calendar.events() == [over]


async def test_of_two_hosts_who_end_it_at_once_the_second_is_told_who_was_first() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    await calendar.start(GUILD, event.event_id, ADA)
    ended = await asyncio.gather(
        *(calendar.end(GUILD, event.event_id, actor) for actor in (BO, ADA)), return_exceptions=True
    )
    first, second = ended
    assert not isinstance(first, BaseException) and first.status is Status.COMPLETED
    assert isinstance(second, Conflict) and str(second) == "“Game night” is over already: Person 2 ended it"
    assert [kind for kind, _, _ in await calendar.told()].count(EVENT_COMPLETED) == 1


async def test_who_presses_twice_is_told_that_it_was_them() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    await calendar.cancel(GUILD, event.event_id, ADA)
    with pytest.raises(Conflict, match="was cancelled: you cancelled it"):
        await calendar.cancel(GUILD, event.event_id, ADA)


async def test_who_looked_at_an_older_version_looks_again_first() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    await calendar.edit(GUILD, event.event_id, {"title": "Talk"}, BO, version=1)
    with pytest.raises(Conflict, match="Person 2 changed “Talk” meanwhile"):
        await calendar.edit(GUILD, event.event_id, {"capacity": 5}, ADA, version=1)
    assert (await calendar.edit(GUILD, event.event_id, {"capacity": 5}, ADA, version=2)).version == 3


async def test_an_edit_that_changes_nothing_is_no_change() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    assert await calendar.edit(GUILD, event.event_id, {"title": " Game night "}, BO) == event
    assert len(await calendar.told()) == 1


async def test_an_edit_that_does_not_fit_changes_nothing() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    for wishes, problem in (({"capacity": 0}, Invalid), ({"hosts": [9]}, NotFound), ({"colour": 1}, Invalid)):
        with pytest.raises(problem):
            await calendar.edit(GUILD, event.event_id, {"title": "New", **wishes}, ADA)
    assert await calendar.events() == [event]


async def test_the_host_of_an_event_runs_it_and_other_members_do_not() -> None:
    calendar = await a_calendar()
    hosted, other = await calendar.planned(hosts=[2]), await calendar.planned(title="Talk")
    assert (await calendar.start(GUILD, hosted.event_id, GUEST)).changed_by == 2
    with pytest.raises(Refused):
        await calendar.start(GUILD, other.event_id, GUEST)


async def test_an_event_is_also_found_by_its_twin_in_discord() -> None:
    calendar = await a_calendar()
    event = attrs.evolve(await calendar.planned(), discord_id=99)
    async with calendar.store.writing(GUILD) as work:
        await work.events.put([event])
    assert (await calendar.start(GUILD, 99, ADA)).event_id == event.event_id
    with pytest.raises(NotFound, match="calendar"):
        await calendar.start(GUILD, 98, ADA)


async def test_a_moved_event_keeps_its_length() -> None:
    calendar = await a_calendar()
    event = await calendar.planned()
    moved = await calendar.edit(GUILD, event.event_id, {"starts_at": TIME_ZERO + DAY}, ADA)
    assert moved.plan.ends_at == TIME_ZERO + DAY + timedelta(hours=2)
