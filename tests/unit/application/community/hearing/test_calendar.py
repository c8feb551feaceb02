"""Discord's calendar and ours: found there, ours here; linked, never doubled; moved as it moves there."""

from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.community.hearing.calendar import FollowCalendar
from application.community.hearing.told import EventSeen
from domain.community.events.event import Event, Status
from domain.community.events.following import Shown
from domain.community.outbox.posting import Posting
from domain.community.outbox.wanted import Mirrored, digest_of
from tests.builders.activities import (
    DAY,
    EVENT,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_person,
    enters_voice,
    leaves_voice,
)
from tests.builders.events import an_event
from tests.builders.house import KEYS, House

CLEO = a_person(3)
STARTS = TIME_ZERO + HOUR


def shown(status: str = "planned", at: datetime = TIME_ZERO, **changes: Any) -> Shown:
    plain = Shown(
        discord_id=EVENT,
        at=at,
        status=Status(status),
        title="Trivia night",
        channel=VOICE_CHANNEL,
        starts_at=STARTS,
        ends_at=STARTS + 2 * HOUR,
    )
    return attrs.evolve(plain, **changes)


@attrs.frozen
class Hall:
    """A house that is shown Discord's calendar."""

    house: House = attrs.field(factory=House.built)

    async def sees(self, *events: Shown, by_bot: bool | None = False) -> None:
        follow = FollowCalendar(store=self.house.store, keys=KEYS)
        for event in events:
            await follow(EventSeen(guild=GUILD, at=event.at, event=event, by=CLEO, by_bot=by_bot))

    async def keeps(self, *events: Event, told: bool = True) -> None:
        async with self.house.store.writing(GUILD) as work:
            await work.events.put(events)
            for event in events if told else ():
                digest = digest_of(Mirrored.of(event))
                await work.postings.keep(Posting(event=event.event_id, part="mirror", told=digest))

    async def calendar(self) -> list[Event]:
        async with self.house.store.reading(GUILD) as work:
            return await work.events.between(TIME_ZERO - 99 * DAY, TIME_ZERO + 99 * DAY)

    async def one(self) -> Event:
        [event] = await self.calendar()
        return event

    async def minutes(self, event: Event) -> list[int]:
        async with self.house.store.reading(GUILD) as work:
            return [row.seconds // 60 for row in await work.attendance.of_event(event.event_id)]


def ours(**wishes: Any) -> Event:
    """An event that was planned here, and is listed in Discord."""
    usual: dict[str, Any] = {
        "title": "Trivia night",
        "channels": (VOICE_CHANNEL, 9),
        "starts_at": STARTS,
        "ends_at": None,
        "place": "The usual table",
        "discord_id": EVENT,
        "changed_by": 4,
    }
    return an_event(77, **(usual | wishes))


async def test_an_event_that_is_made_in_discord_is_ours_and_its_maker_hosts_it() -> None:
    hall = Hall()
    await hall.sees(shown(), shown())
    event = await hall.one()
    assert (event.event_id, event.discord_id, event.version) == (EVENT, EVENT, 1)
    plan = event.plan
    assert (plan.title, plan.channels, plan.starts_at, plan.ends_at) == (
        "Trivia night", (VOICE_CHANNEL,), STARTS, STARTS + 2 * HOUR,
    )  # fmt: skip
    assert (plan.before_minutes, plan.minimum_minutes) == (15, 5)
    cleo = await hall.house.number_of(CLEO.id)
    assert (event.created_by, plan.hosts) == (cleo, (cleo,))


async def test_it_begins_ends_and_is_called_off_as_in_discord_and_who_came_is_known() -> None:
    hall = Hall()
    await hall.sees(shown(), shown("started", STARTS + MINUTE))
    await hall.house.told(enters_voice(STARTS), leaves_voice(STARTS + 20 * MINUTE))
    await hall.sees(shown("started", STARTS + 2 * MINUTE), shown("completed", STARTS + HOUR))
    event = await hall.one()
    assert (event.status, event.started_at, event.ended_at) == (
        Status.COMPLETED, STARTS + MINUTE, STARTS + HOUR,
    )  # fmt: skip
    assert await hall.minutes(event) == [20]
    await hall.sees(shown("cancelled", discord_id=EVENT + 1), shown(discord_id=EVENT + 2))
    await hall.sees(shown("cancelled", discord_id=EVENT + 2))
    assert [each.status for each in await hall.calendar()] == [Status.COMPLETED, Status.CANCELLED]


async def test_what_is_planned_otherwise_in_discord_is_planned_otherwise_here() -> None:
    hall = Hall()
    later = {"starts_at": STARTS + DAY, "ends_at": STARTS + DAY + HOUR, "title": "Quiz", "channel": 9}
    await hall.sees(shown(), shown(**later))
    event = await hall.one()
    assert (event.plan.title, event.plan.channels, event.version) == ("Quiz", (9,), 2)
    assert (event.plan.starts_at, event.plan.ends_at) == (STARTS + DAY, STARTS + DAY + HOUR)
    await hall.sees(shown(**later))
    assert await hall.one() == event, "the same again is no change"


async def test_an_event_that_the_bot_made_is_linked_and_not_doubled_whoever_is_faster() -> None:
    hall = Hall()
    await hall.keeps(ours(discord_id=None))
    await hall.sees(shown(ends_at=None), by_bot=True)
    assert (await hall.one()).discord_id == EVENT
    await hall.sees(shown(ends_at=None), by_bot=True)
    assert await hall.one() == ours()


async def test_discord_writes_titles_and_times_a_little_otherwise_than_we_do() -> None:
    hall = Hall()
    exact = STARTS + timedelta(microseconds=1234)
    mine = ours(discord_id=None, title="Trivia  night", starts_at=exact)
    await hall.keeps(mine)
    for _ in range(2):
        await hall.sees(shown(ends_at=None), by_bot=True)
        assert await hall.one() == attrs.evolve(mine, discord_id=EVENT)


async def test_what_somebody_makes_in_discord_is_another_event_however_alike() -> None:
    hall = Hall()
    await hall.keeps(ours(discord_id=None))
    await hall.sees(shown(), by_bot=False)
    assert {event.discord_id for event in await hall.calendar()} == {None, EVENT}


@pytest.mark.parametrize(
    "echo",
    [
        {},
        {"place": ""},
        {"channel": None, "place": "The usual table", "ends_at": STARTS + 2 * HOUR},
        {"channel": 9},
    ],
)
async def test_what_discord_cannot_show_of_our_event_is_not_lost_when_it_shows_the_rest(
    echo: dict[str, Any],
) -> None:
    hall = Hall()
    await hall.keeps(ours())
    await hall.sees(shown(**{"ends_at": None, **echo}))
    assert await hall.one() == ours()


async def test_an_older_look_does_not_undo_what_discord_was_not_told_yet() -> None:
    hall = Hall()
    await hall.keeps(ours())
    renamed = ours(title="Quiz", version=2)
    await hall.keeps(renamed, told=False)
    await hall.sees(shown("started", STARTS, ends_at=None))
    event = await hall.one()
    assert (event.plan.title, event.status) == ("Quiz", Status.STARTED)


async def test_what_is_over_here_stays_over_whatever_discord_still_shows() -> None:
    hall = Hall()
    over = ours(status=Status.COMPLETED, started_at=STARTS, ended_at=STARTS + HOUR)
    await hall.keeps(over)
    await hall.sees(shown("started", STARTS + 2 * HOUR), shown(title="Quiz"))
    assert await hall.one() == over


async def test_an_event_that_was_ended_by_the_clock_lasted_until_it_was_ended_in_discord() -> None:
    hall = Hall()
    await hall.sees(shown(), shown("started", STARTS))
    running = await hall.one()
    due = running.due(STARTS + 2 * HOUR)
    assert due is not None
    await hall.keeps(due.event)
    await hall.house.told(enters_voice(STARTS + 2 * HOUR), leaves_voice(STARTS + 4 * HOUR))
    await hall.sees(shown("completed", STARTS + 3 * HOUR), shown("completed", STARTS + 5 * HOUR))
    event = await hall.one()
    assert event.ended_at == STARTS + 3 * HOUR
    assert await hall.minutes(event) == [60]


async def test_an_event_that_discord_repeats_is_an_event_each_time() -> None:
    hall = Hall()
    week = timedelta(days=7)
    again = shown(recurs=True, starts_at=STARTS + week, ends_at=None, at=STARTS + HOUR)
    ended = shown("completed", STARTS + HOUR, recurs=True)
    for _ in range(2):  # read again after a crash
        await hall.sees(shown(recurs=True), shown("started", STARTS, recurs=True), ended, again)
    first, second = await hall.calendar()
    assert (first.event_id, first.status) == (EVENT, Status.COMPLETED)
    assert (second.discord_id, second.status, second.plan.starts_at) == (EVENT, Status.PLANNED, STARTS + week)
    await hall.sees(attrs.evolve(again, status=Status.STARTED, at=STARTS + week))
    assert [event.status for event in await hall.calendar()] == [Status.COMPLETED, Status.STARTED]


async def test_an_occurrence_that_nobody_saw_end_is_over_once_the_next_one_is_shown() -> None:
    hall = Hall()
    await hall.sees(shown("started", STARTS, recurs=True))
    await hall.sees(shown(recurs=True, starts_at=STARTS + 7 * DAY, ends_at=None, at=STARTS + 2 * DAY))
    first, second = await hall.calendar()
    assert (first.status, first.ended_at) == (Status.COMPLETED, STARTS + 2 * HOUR)
    assert second.status is Status.PLANNED


async def test_what_discord_allows_and_a_plan_does_not_is_mended() -> None:
    hall = Hall()
    strange = {"title": "\u202e Trivia\n night \x00", "description": "a\x00b", "ends_at": STARTS}
    await hall.sees(shown(**strange), shown(discord_id=EVENT + 1, title="\n", ends_at=STARTS + 999 * DAY))
    plans = [event.plan for event in await hall.calendar()]
    assert [(plan.title, plan.description, plan.ends_at) for plan in plans] == [
        ("Trivia night", "ab", None),
        ("Event", "", None),
    ]


@st.composite
def courses(draw: st.DrawFn) -> list[Shown]:
    """What Discord shows of one event, from its making to its end; some are repeated there."""
    recurs = draw(st.booleans())
    starts, at = STARTS, TIME_ZERO
    told: list[Shown] = []

    def show(status: str, **changes: Any) -> None:
        nonlocal at
        at += MINUTE
        told.append(shown(status, at, recurs=recurs, starts_at=starts, ends_at=None, **changes))

    for _ in range(draw(st.integers(1, 3)) if recurs else 1):
        for title in draw(st.lists(st.sampled_from(["Quiz", "Trivia night"]), min_size=1, max_size=3)):
            show("planned", title=title)
        if draw(st.booleans()) and not recurs:
            show("cancelled")
            return told
        show("started")
        if draw(st.booleans()):
            show("started", title="Quiz")
        show("completed")
        starts += 7 * DAY
    return told


@given(courses(), st.data())
async def test_what_is_read_again_from_any_record_on_leads_to_the_same_calendar(
    course: list[Shown], data: st.DataObject
) -> None:
    once, again = Hall(), Hall()
    await once.sees(*course)
    read = 0
    while read < len(course):
        begin, read = data.draw(st.integers(0, read)), data.draw(st.integers(read + 1, len(course)))
        await again.sees(*course[begin:read])
    for begin in data.draw(st.lists(st.integers(0, len(course) - 1), max_size=2)):
        await again.sees(*course[begin:])

    async def plain(hall: Hall) -> list[Event]:
        return [
            attrs.evolve(event, version=0, started_at=None, ended_at=None) for event in await hall.calendar()
        ]

    assert await plain(again) == await plain(once)
