"""What ended, or was called off, in Discord while nobody listened is not on the calendar for ever."""

from datetime import datetime, timedelta

import attrs
import pytest

from application.community.hearing.calendar import FollowCalendar, TakeOffCalendar
from application.community.hearing.told import EventSeen, EventsListed
from domain.community.events.event import Event, Status
from domain.community.events.following import Shown
from domain.kernel.ids import first_snowflake_at
from tests.builders.activities import DAY, GUILD, HOUR, MINUTE, TIME_ZERO
from tests.builders.events import Calendar, an_event
from tests.builders.house import KEYS, House

TWIN = first_snowflake_at(TIME_ZERO - DAY)
AT = TIME_ZERO + 3 * HOUR


async def after_the_list(event: Event, *ids: int, at: timedelta = 3 * HOUR) -> tuple[Event, list[str]]:
    """The event, and what the log is told, once Discord has listed these; the list is read twice."""
    calendar = await Calendar.of(House.built().store)
    async with calendar.store.writing(GUILD) as work:
        await work.events.put([event])
    calendar.clock.at = TIME_ZERO + at
    for _ in range(2):
        off = TakeOffCalendar(store=calendar.store, keys=KEYS)
        await off(EventsListed(guild=GUILD, at=TIME_ZERO + at, ids=frozenset(ids)))
    [found] = await calendar.events()
    return found, [kind for kind, _, _ in await calendar.told()]


def listed(**changes: object) -> Event:
    return an_event(TWIN, discord_id=TWIN, **({"starts_at": TIME_ZERO + HOUR, "ends_at": None} | changes))


async def test_what_went_on_has_ended() -> None:
    going = listed(status=Status.STARTED, started_at=TIME_ZERO + HOUR)
    found, told = await after_the_list(going)
    assert (found.status, found.ended_at, told) == (Status.COMPLETED, AT, ["event_completed"])
    found, _ = await after_the_list(attrs.evolve(going, plan=going.plan.changed({"ends_at": AT - MINUTE})))
    assert found.ended_at == AT - MINUTE, "at the latest when it was planned to"


async def test_what_lay_ahead_was_called_off() -> None:
    found, told = await after_the_list(listed(starts_at=AT + HOUR))
    assert (found.status, told) == (Status.CANCELLED, ["event_cancelled"])


async def test_what_was_to_begin_meanwhile_took_place() -> None:
    found, told = await after_the_list(listed())
    assert (found.status, found.started_at, found.ended_at) == (Status.COMPLETED, TIME_ZERO + HOUR, AT)
    assert sorted(told) == ["event_completed", "event_started"]


@pytest.mark.parametrize(
    ("event", "ids"),
    [
        (listed(), [TWIN]),
        (an_event(5), []),
        (attrs.evolve(listed(), discord_id=first_snowflake_at(AT - MINUTE)), []),
        (listed(status=Status.COMPLETED, started_at=TIME_ZERO, ended_at=TIME_ZERO + HOUR), []),
    ],
    ids=["listed", "not in Discord", "just made", "over"],
)
async def test_everything_else_is_left_as_it_is(event: Event, ids: list[int]) -> None:
    assert await after_the_list(event, *ids) == (event, [])


async def test_what_was_only_hidden_comes_back_when_it_is_listed_again() -> None:
    event = listed(starts_at=AT + HOUR)
    found, _ = await after_the_list(event)
    again = await seen_again(found, at=AT + MINUTE)
    assert (again.status, again.ended_at, again.plan.title) == (Status.PLANNED, None, event.plan.title)
    assert again.version > found.version
    assert await seen_again(found, at=AT - MINUTE) == found, "what is older than the list says nothing"


async def test_what_somebody_called_off_here_stays_called_off() -> None:
    off = listed(starts_at=AT + HOUR, status=Status.CANCELLED, ended_at=AT, changed_by=1, version=2)
    assert await seen_again(off, at=AT + MINUTE) == off


async def seen_again(event: Event, at: datetime) -> Event:
    """What becomes of an event when Discord shows it as planned."""
    calendar = await Calendar.of(House.built().store)
    async with calendar.store.writing(GUILD) as work:
        await work.events.put([event])
    shown = Shown(
        discord_id=TWIN,
        at=at,
        status=Status.PLANNED,
        title=event.plan.title,
        channel=event.plan.channels[0],
        starts_at=event.plan.starts_at,
    )
    await FollowCalendar(store=calendar.store, keys=KEYS)(EventSeen(guild=GUILD, at=at, event=shown))
    [found] = await calendar.events()
    return found
