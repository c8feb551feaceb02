"""Sheets in memory: what is held equals what a full load gives, and only what changed is loaded again."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import Activity
from domain.community.settings import time_zone_of
from domain.insights.sheet import CHANNEL_HOUR, MEMBER_DAY, SHAPES
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Conflict
from domain.kernel.instants import day_number
from tests.builders.activities import (
    DAY,
    GUILD,
    HOUR,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    a_reply,
    enters_voice,
    is_given,
    joins,
    leaves,
    leaves_voice,
    loses,
)
from tests.builders.house import House
from tests.unit.application.insights.spies import Shelf, columns_of

ELSEWHERE = GUILD + 1
ONE_DAY_ROW = 6 * 4


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


# ── what is held is what is there ───────────────────────────────────────────

PEOPLE = st.integers(0, 3).map(a_person)
AWAY = st.integers(0, 5 * 24).map(lambda hours: TIME_ZERO + hours * HOUR)
FIRST = a_message(TIME_ZERO, a_person(0), number=77)
ACTIVITIES = st.one_of(
    st.builds(a_message, at=AWAY, by=PEOPLE, number=st.integers(0, 2)),
    st.builds(a_reply, to=st.just(FIRST), at=AWAY, by=PEOPLE),
    st.builds(a_reaction, on=st.just(FIRST), by=PEOPLE, at=AWAY, inferred=st.booleans()),
    st.builds(enters_voice, at=AWAY, by=PEOPLE),
    st.builds(leaves_voice, at=AWAY, by=PEOPLE),
    st.builds(joins, at=AWAY, by=PEOPLE),
    st.builds(leaves, at=AWAY, by=PEOPLE),
    st.builds(is_given, role=st.integers(701, 702), at=AWAY, to=PEOPLE),
    st.builds(loses, role=st.integers(701, 702), at=AWAY, who=PEOPLE),
    st.builds(a_message, at=AWAY, by=st.just(a_person(2, bot=True)), number=st.just(5)),
)
TODAY = day_number(TIME_ZERO.date())
SPANS = ((TODAY - 1, TODAY + 6), (TODAY + 1, TODAY + 3), (TODAY, TODAY + 1))
ZONES = ("Asia/Kolkata", "America/New_York")
WHAT_HAPPENS = st.lists(
    st.lists(ACTIVITIES, max_size=4) | st.sampled_from(["forget", *ZONES, "replay", "seal"]), max_size=8
)
READ = st.sets(st.sampled_from([*[shape.name for shape in SHAPES], "members"]))


async def happen(house: House, what: list[Activity] | str) -> None:
    if isinstance(what, list):
        await house.told(*what)
    elif what == "forget" and house.memory.state(GUILD).members:
        await house.forget(GUILD, "#0", COMMAND_LINE)
    elif what == "replay":
        await house.replay(GUILD)
    elif what == "seal":
        await house.seal(GUILD, TIME_ZERO.date())
    elif what in ZONES and house.memory.state(GUILD).last_activity:
        with contextlib.suppress(Conflict):  # once days are sealed their zone stays
            await house.change_settings(GUILD, {"time_zone": what}, COMMAND_LINE)


@given(WHAT_HAPPENS, st.lists(READ, max_size=8))
async def test_what_is_held_always_equals_a_full_load(happenings: list[Any], reads: list[set[str]]) -> None:
    shelf = Shelf()
    for number, what in enumerate(happenings):
        await happen(shelf.house, what)
        shelf.later()
        read = reads[number] if number < len(reads) else {shape.name for shape in SHAPES} | {"members"}
        for shape in SHAPES:
            if shape.name in read:
                held = await shelf.sheets.days(GUILD, shape)
                assert columns_of(held) == columns_of(await shelf.facts.inner.day_table(GUILD, shape))
        for span in SPANS:
            if {"channel_hour", "member_channel_day"} & read:
                window = await shelf.sheets.window(GUILD, CHANNEL_HOUR, span)
                full = await shelf.facts.inner.day_table(GUILD, CHANNEL_HOUR, range(*span))
                assert columns_of(window) == columns_of(full)
                people = await shelf.sheets.channel_people(GUILD, span)
                assert columns_of(people) == columns_of(await shelf.facts.inner.channel_people(GUILD, span))
                zone = time_zone_of(shelf.house.memory.state(GUILD).settings)
                talkers = await shelf.sheets.channel_talkers(GUILD, span, zone)
                whole = await shelf.facts.inner.channel_talkers(GUILD, span, zone)
                assert columns_of(talkers) == columns_of(whole)
                sheet = await shelf.facts.inner.day_table(GUILD, MEMBER_DAY, range(*span))
                assert talkers.voice_seconds.sum() == sheet["voice_seconds"].sum()
        if "members" in read:
            for zone in ("UTC", ZONES[0]):
                members = await shelf.sheets.members(GUILD, zone)
                assert columns_of(members) == columns_of(await shelf.facts.inner.members(GUILD, zone))
        assert await shelf.sheets.last_activity(GUILD) == shelf.house.memory.state(GUILD).last_activity


async def test_only_the_days_that_changed_are_loaded_again(shelf: Shelf) -> None:
    await shelf.house.told(*[a_message(TIME_ZERO + n * DAY) for n in range(9)])
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    first = int((await shelf.sheets.days(GUILD, MEMBER_DAY))["day"][0])
    await shelf.house.told(a_message(TIME_ZERO + 2 * DAY, number=1))
    await shelf.house.told(a_reaction(a_message(TIME_ZERO + 4 * DAY), at=TIME_ZERO + 7 * DAY))
    shelf.later()
    table = await shelf.sheets.days(GUILD, MEMBER_DAY)
    assert shelf.facts.reloaded == [frozenset({first + 2, first + 4, first + 7})]
    assert shelf.facts.asked["member_day all"] == 1
    assert table["messages"].sum() == 10
    assert [seconds for seconds in table["received"] if seconds] == [1]


async def test_nothing_is_loaded_again_while_nothing_changes(shelf: Shelf) -> None:
    await shelf.house.told(a_message())
    for _ in range(5):
        shelf.later()
        await shelf.sheets.days(GUILD, MEMBER_DAY)
        await shelf.sheets.members(GUILD, "UTC")
    assert shelf.facts.asked == {"revisions": 5, "member_day all": 1, "members": 1}


async def test_within_a_second_nobody_asks_again(shelf: Shelf) -> None:
    await shelf.house.told(a_message())
    for _ in range(9):
        shelf.watch.seconds += 0.1
        await shelf.sheets.days(GUILD, MEMBER_DAY)
    await shelf.house.told(a_message(number=1))
    assert (await shelf.sheets.days(GUILD, MEMBER_DAY))["messages"].tolist() == [1]
    assert shelf.facts.asked["revisions"] == 1
    shelf.watch.seconds += 0.3
    assert (await shelf.sheets.days(GUILD, MEMBER_DAY))["messages"].tolist() == [2]


async def test_the_member_list_is_loaded_again_only_when_it_changed(shelf: Shelf) -> None:
    await shelf.house.told(a_message(by=a_person(1)))
    await shelf.sheets.members(GUILD, "UTC")
    await shelf.house.told(a_message(by=a_person(1), number=1))
    shelf.later()
    await shelf.sheets.members(GUILD, "UTC")
    assert shelf.facts.asked["members"] == 1
    await shelf.house.told(joins(TIME_ZERO, a_person(1)))
    shelf.later()
    assert (await shelf.sheets.members(GUILD, "UTC")).joined.tolist() != []
    assert shelf.facts.asked["members"] == 2


async def test_a_guild_of_which_nothing_is_known_is_empty_and_can_begin_any_time(shelf: Shelf) -> None:
    assert len(await shelf.sheets.days(GUILD, MEMBER_DAY)) == 0
    assert await shelf.sheets.last_activity(GUILD) is None
    await shelf.house.told(a_message())
    shelf.later()
    assert len(await shelf.sheets.days(GUILD, MEMBER_DAY)) == 1
    assert await shelf.sheets.last_activity(GUILD) == TIME_ZERO


async def test_what_happens_today_makes_nobody_count_the_days_before_it_again(shelf: Shelf) -> None:
    await shelf.house.told(*[a_message(TIME_ZERO + n * DAY) for n in range(9)])
    span = (TODAY, TODAY + 9)
    for number in range(1, 4):
        await shelf.sheets.channel_people(GUILD, span)
        await shelf.house.told(a_message(TIME_ZERO + 8 * DAY, number=number))
        shelf.later()
    assert shelf.facts.asked["people of 8 days"] == 1
    assert shelf.facts.asked["people of 1 days"] == 3
    await shelf.house.told(a_message(TIME_ZERO + 3 * DAY, number=9))
    shelf.later()
    assert (await shelf.sheets.channel_people(GUILD, span)).messages.sum() == 13
    assert shelf.facts.asked["people of 8 days"] == 2


# ── told by a look ──────────────────────────────────────────────────────────


async def test_who_was_told_by_a_look_asks_nothing_twice_and_loads_only_the_days_that_changed(
    shelf: Shelf,
) -> None:
    await shelf.house.told(a_message(TIME_ZERO), a_message(TIME_ZERO + DAY))
    await shelf.sheets.look(GUILD)
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    await shelf.house.told(a_message(TIME_ZERO + DAY, number=1))
    assert await shelf.sheets.look(GUILD) > 0
    asked = shelf.facts.asked["revisions"]
    assert (await shelf.sheets.days(GUILD, MEMBER_DAY))["messages"].tolist() == [1, 2]
    assert shelf.facts.asked["revisions"] == asked
    assert [len(days) for days in shelf.facts.reloaded] == [1]


@pytest.mark.parametrize("looks", [2, 200])
async def test_however_many_looks_lie_between_two_readings_no_day_is_missed(shelf: Shelf, looks: int) -> None:
    await shelf.house.told(a_message(TIME_ZERO))
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    for number in range(looks):
        await shelf.house.told(a_message(TIME_ZERO + number % 7 * DAY, number=number + 1))
        await shelf.sheets.look(GUILD)
    held = columns_of(await shelf.sheets.days(GUILD, MEMBER_DAY))
    assert held == columns_of(await shelf.facts.inner.day_table(GUILD, MEMBER_DAY))
