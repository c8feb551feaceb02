"""Sheets under strain: readers at once, stores that fail or were restored, and a bound on memory."""

import asyncio
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.community import MemoryStore
from adapters.memory.insights import MemoryFacts
from domain.insights.sheet import CHANNEL_DAY, GUILD_HOUR, MEMBER_DAY, REPLY_DAY, SHAPES
from domain.kernel.errors import Unavailable
from domain.kernel.instants import day_number
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message, a_person, a_reply
from tests.builders.house import House
from tests.unit.application.insights.spies import Shelf, columns_of

ELSEWHERE = GUILD + 1
ONE_DAY_ROW = 5 * 4 + 8


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


# ── readers at once, and stores that fail ───────────────────────────────────


async def test_readers_who_come_together_cause_one_load(shelf: Shelf) -> None:
    await shelf.house.told(a_message())
    shelf.facts.gate = asyncio.Event()
    readers = [asyncio.create_task(shelf.sheets.days(GUILD, MEMBER_DAY)) for _ in range(20)]
    for _ in range(5):
        await asyncio.sleep(0)
    assert sum(shelf.facts.asked.values()) == 1
    shelf.facts.gate.set()
    tables = await asyncio.gather(*readers)
    assert shelf.facts.asked == {"revisions": 1, "member_day all": 1}
    assert all(table is tables[0] for table in tables)


async def test_a_guild_does_not_wait_for_another(shelf: Shelf) -> None:
    await shelf.house.told(a_message(), attrs.evolve(a_message(), guild=ELSEWHERE))
    await shelf.sheets.days(ELSEWHERE, MEMBER_DAY)
    shelf.facts.gate = asyncio.Event()
    waiting = asyncio.create_task(shelf.sheets.days(GUILD, MEMBER_DAY))
    await asyncio.sleep(0)
    assert len(await shelf.sheets.days(ELSEWHERE, MEMBER_DAY)) == 1
    assert not waiting.done()
    shelf.facts.gate.set()
    assert len(await waiting) == 1


async def test_a_reader_who_gives_up_does_not_spoil_it_for_the_next(shelf: Shelf) -> None:
    await shelf.house.told(a_message())
    shelf.facts.gate = asyncio.Event()
    hasty = asyncio.create_task(shelf.sheets.days(GUILD, MEMBER_DAY))
    patient = asyncio.create_task(shelf.sheets.days(GUILD, MEMBER_DAY))
    await asyncio.sleep(0)
    hasty.cancel()
    await asyncio.gather(hasty, return_exceptions=True)
    shelf.facts.gate.set()
    assert len(await patient) == 1


@pytest.mark.parametrize("held_before", [False, True])
async def test_after_a_failure_the_next_reader_gets_the_truth(shelf: Shelf, held_before: bool) -> None:
    await shelf.house.told(a_message())
    if held_before:
        await shelf.sheets.days(GUILD, MEMBER_DAY)
        await shelf.sheets.members(GUILD, "UTC")
    await shelf.house.told(a_message(TIME_ZERO + DAY, a_person(2)))
    shelf.later()
    shelf.facts.broken = Unavailable("away")
    for _ in range(2):
        with pytest.raises(Unavailable):
            await shelf.sheets.days(GUILD, MEMBER_DAY)
        with pytest.raises(Unavailable):
            await shelf.sheets.members(GUILD, "UTC")
    shelf.facts.broken = None
    assert len(await shelf.sheets.days(GUILD, MEMBER_DAY)) == 2
    assert len((await shelf.sheets.members(GUILD, "UTC")).bot) == 2


# ── a database that was restored ────────────────────────────────────────────


async def test_when_revisions_go_back_everything_of_that_guild_is_loaded_anew(shelf: Shelf) -> None:
    await shelf.house.told(*[a_message(TIME_ZERO + n * DAY) for n in range(3)])
    await shelf.house.told(a_message(TIME_ZERO + 3 * DAY, a_person(2)))
    for shape in SHAPES:
        await shelf.sheets.days(GUILD, shape)
    await shelf.sheets.members(GUILD, "UTC")
    restored = House.built()
    restored.clock.at += 30 * DAY
    await restored.told(a_message(TIME_ZERO + DAY, number=7))
    shelf.facts.inner = MemoryFacts(restored.memory)
    shelf.later()
    assert (await shelf.sheets.days(GUILD, MEMBER_DAY))["messages"].tolist() == [1]
    for shape in SHAPES:
        held = await shelf.sheets.days(GUILD, shape)
        assert columns_of(held) == columns_of(await shelf.facts.inner.day_table(GUILD, shape))
    assert len((await shelf.sheets.members(GUILD, "UTC")).bot) == 1
    assert await shelf.sheets.last_activity(GUILD) == TIME_ZERO + DAY


async def test_a_guild_that_vanished_is_empty(shelf: Shelf) -> None:
    await shelf.house.told(a_message())
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    shelf.facts.inner = MemoryFacts(MemoryStore())
    shelf.later()
    assert len(await shelf.sheets.days(GUILD, MEMBER_DAY)) == 0
    assert await shelf.sheets.last_activity(GUILD) is None


# ── bounds ──────────────────────────────────────────────────────────────────


async def test_what_was_read_least_recently_goes_first() -> None:
    shelf = Shelf(max_bytes=2 * ONE_DAY_ROW)
    guilds = [GUILD, GUILD + 1, GUILD + 2]
    for guild in guilds:
        await shelf.house.told(attrs.evolve(a_message(), guild=guild))
    await shelf.sheets.days(guilds[0], MEMBER_DAY)
    await shelf.sheets.days(guilds[1], MEMBER_DAY)
    await shelf.sheets.days(guilds[0], MEMBER_DAY)
    assert shelf.facts.asked["member_day all"] == 2
    await shelf.sheets.days(guilds[2], MEMBER_DAY)
    assert shelf.sheets.nbytes == 2 * ONE_DAY_ROW
    await shelf.sheets.days(guilds[0], MEMBER_DAY)
    assert shelf.facts.asked["member_day all"] == 3, "read a moment ago, so it was kept"
    await shelf.sheets.days(guilds[1], MEMBER_DAY)
    assert shelf.facts.asked["member_day all"] == 4


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from([*SHAPES, None])), max_size=20), st.integers(0, 200)
)
async def test_the_sheets_stay_within_their_bytes(reads: list[tuple[int, Any]], most: int) -> None:
    shelf = Shelf(max_bytes=most)
    for number in range(4):
        told = [a_message(TIME_ZERO + n * DAY, guild=GUILD + number) for n in range(number + 1)]
        await shelf.house.told(*told)
    for number, shape in reads:
        if shape is None:
            alone = (await shelf.sheets.members(GUILD + number, "UTC")).nbytes
        else:
            alone = (await shelf.sheets.days(GUILD + number, shape)).nbytes
        # A sheet that somebody reads is never too large to be held by itself.
        assert shelf.sheets.nbytes <= max(most, alone)


async def test_hopping_through_windows_does_not_push_out_what_every_page_needs() -> None:
    most = 10 * ONE_DAY_ROW
    shelf = Shelf(max_bytes=most)
    await shelf.house.told(*[a_message(TIME_ZERO + n * DAY) for n in range(2)])
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    first = day_number(TIME_ZERO.date())
    for days in range(1, 20):
        await shelf.sheets.settled_channel_people(GUILD, (first, first + days))
        await shelf.sheets.window(GUILD, CHANNEL_DAY, (first, first + days))
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    assert shelf.facts.asked["member_day all"] == 1
    assert shelf.sheets.nbytes <= most


async def test_a_sheet_that_grew_pushes_others_out() -> None:
    shelf = Shelf(max_bytes=4 * ONE_DAY_ROW)
    await shelf.house.told(a_message(), attrs.evolve(a_message(), guild=ELSEWHERE))
    await shelf.sheets.days(ELSEWHERE, MEMBER_DAY)
    await shelf.sheets.days(GUILD, MEMBER_DAY)
    await shelf.house.told(*[a_message(TIME_ZERO + n * DAY) for n in range(1, 4)])
    shelf.later()
    assert len(await shelf.sheets.days(GUILD, MEMBER_DAY)) == 4
    assert shelf.sheets.nbytes == 4 * ONE_DAY_ROW


async def test_every_kind_of_table_is_held_by_itself(shelf: Shelf) -> None:
    message = a_message()
    await shelf.house.told(message, a_reply(message))
    assert [
        len(await shelf.sheets.days(GUILD, shape))
        for shape in (MEMBER_DAY, CHANNEL_DAY, GUILD_HOUR, REPLY_DAY)
    ] == [
        2,
        1,
        1,
        1,
    ]
    await shelf.sheets.members(GUILD, "UTC")
    await shelf.sheets.members(GUILD, "Asia/Kolkata")
    assert shelf.facts.asked["members"] == 2
