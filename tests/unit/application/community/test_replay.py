"""Replay: what was folded live is what the log says; what was damaged is found and mended."""

from typing import Any

import attrs
import pytest

from domain.community.log.activity import Activity
from domain.kernel.instants import day_number
from tests.builders.activities import (
    CHANNEL,
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    a_reply,
    enters_voice,
    joins,
    leaves,
    leaves_voice,
    reactions_seen,
    runs,
)
from tests.builders.house import House

TODAY = day_number(DAY_ZERO)
ADA, BEN = a_person(1), a_person(2)


def a_week() -> list[Activity]:
    """Something of every kind on each of seven days, and some of it told twice in different words."""
    told: list[Activity] = []
    for number in range(7):
        at = TIME_ZERO + number * DAY
        message = a_message(at, ADA)
        answer = a_reply(message, at + MINUTE, BEN)
        reaction = a_reaction(message, BEN, at=at + HOUR)
        told += [message, answer, reaction, reactions_seen(message, 3), reactions_seen(answer, number)]
        told += [attrs.evolve(reaction, occurred_at=at, inferred=True), attrs.evolve(answer, toward=None)]
        told += [enters_voice(at + 11 * HOUR, BEN), leaves_voice(at + 13 * HOUR, BEN)]
        told.append(runs("event.rsvp", at, BEN))
        told += [joins(at, a_person(10 + number)), leaves(at + HOUR, a_person(10 + number))]
    return told


@pytest.fixture
async def house() -> House:
    house = House.built()
    house.clock.at += 9 * DAY
    await house.told(*a_week())
    return house


async def test_what_was_folded_live_is_what_the_log_says(house: House) -> None:
    steps: list[int] = []
    replayed = await house.replay(GUILD, check=True, progress=steps.append)
    assert (replayed.guild, replayed.differences, replayed.rebuilt) == (GUILD, (), False)
    assert replayed.entries == steps[-1] == len(a_week())
    assert replayed.counted == len(a_week()) - 14
    before = house.memory.state(GUILD).revision
    assert not (await house.replay(GUILD)).rebuilt
    assert house.memory.state(GUILD).revision == before, "nothing to mend, nothing to load again"


async def test_a_guild_without_a_log_replays_to_nothing() -> None:
    replayed = await House.built().replay(GUILD)
    assert (replayed.entries, replayed.counted, replayed.differences) == (0, 0, ())


def _damage(house: House, table: str) -> Any:
    state = house.memory.state(GUILD)
    held = getattr(state, table)
    if table == "marks":
        return held[0, "voice"].clear() if (0, "voice") in held else held[next(iter(held))].clear()
    key = next(iter(held))
    if table in ("reply_day", "channel_hour", "member_channel_day", "command_day"):
        held[key] += 1
    elif table == "spans":
        held[key] = []
    elif table == "tallies":
        held[key] = (held[key][0] + 1, held[key][1])
    else:
        held[key] = [amount + 1 for amount in held[key]]
    return key


@pytest.mark.parametrize(
    "table",
    [
        *("member_day", "channel_day", "guild_hour", "reply_day", "channel_hour", "member_channel_day"),
        *("command_day", "tallies", "marks", "spans"),
    ],
)
async def test_damage_is_found_named_and_mended(house: House, table: str) -> None:
    sound = await house.folded()
    _damage(house, table)
    found = await house.replay(GUILD, check=True)
    assert found.differences and all(line.startswith(table) for line in found.differences)
    assert await house.folded() != sound, "checking mends nothing"
    mended = await house.replay(GUILD)
    assert mended.rebuilt and mended.differences == found.differences
    assert await house.folded() == sound
    assert (await house.replay(GUILD, check=True)).differences == ()


async def test_what_was_mended_is_seen_by_the_pages_at_once(house: House) -> None:
    before = await house.show_overview(GUILD, "30d")
    house.memory.state(GUILD).member_day[0, TODAY][0] += 100
    await house.replay(GUILD)
    assert await house.show_overview(GUILD, "30d") == before


# ── sealing ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("through", [-1, 0, 3, 6])
async def test_sealing_deletes_raw_records_and_keeps_every_count(house: House, through: int) -> None:
    before = await house.folded()
    entries = (await house.replay(GUILD, check=True)).entries
    gone = await house.seal(GUILD, DAY_ZERO + through * DAY)
    after = await house.replay(GUILD, check=True)
    assert await house.folded() == before
    assert after.entries == entries - gone
    assert after.differences == ()
    assert not (await house.replay(GUILD)).rebuilt
    left = [copy for copies in house.memory.state(GUILD).log.values() for copy in copies]
    assert all(copy.occurred_at.date() > DAY_ZERO + through * DAY for copy in left)


async def test_sealing_again_or_less_far_unseals_nothing(house: House) -> None:
    await house.seal(GUILD, DAY_ZERO + 3 * DAY)
    assert await house.seal(GUILD, DAY_ZERO + 3 * DAY) == 0
    assert await house.seal(GUILD, DAY_ZERO) == 0
    assert house.memory.state(GUILD).sealed_through == TODAY + 3
    assert (await house.told(a_message(TIME_ZERO + DAY, number=9))).answers[0].reason == "sealed"


async def test_copies_on_both_sides_of_a_seal_go_or_stay_with_the_one_that_counts() -> None:
    house = House.built()
    house.clock.at += 9 * DAY
    early, late = TIME_ZERO, TIME_ZERO + 2 * DAY
    message = a_message(TIME_ZERO - DAY)
    counted_early = a_reaction(message, ADA, "🎉", at=early)
    counted_late = a_reaction(message, BEN, "🔥", at=late)
    await house.told(
        counted_early,
        attrs.evolve(counted_early, occurred_at=late, inferred=True),
        counted_late,
        attrs.evolve(counted_late, occurred_at=early, inferred=True),
    )
    before = await house.folded()
    assert await house.seal(GUILD, DAY_ZERO) == 3
    assert (await house.replay(GUILD, check=True)).differences == ()
    assert await house.folded() == before
    # What is left still knows what counted: the same copy again is a duplicate.
    assert (await house.told(counted_late)).answers[0].outcome == "duplicate"


async def test_a_session_over_a_seal_counts_on_both_its_days() -> None:
    house = House.built()
    house.clock.at += 9 * DAY
    await house.told(enters_voice(TIME_ZERO + 11 * HOUR, BEN))
    await house.seal(GUILD, DAY_ZERO)
    await house.told(leaves_voice(TIME_ZERO + 13 * HOUR, BEN))
    folded = await house.folded()
    assert [folded.member_day[0, TODAY + n][3] for n in (0, 1)] == [3600, 3600]
    assert (await house.replay(GUILD, check=True)).differences == ()


async def test_a_message_of_a_sealed_day_receives_no_more_reactions_but_they_are_given(house: House) -> None:
    message = a_message(TIME_ZERO, ADA)
    await house.seal(GUILD, DAY_ZERO)
    author = await house.number_of(ADA.id)
    received = (await house.folded()).member_day[author, TODAY][2]
    reaction = a_reaction(message, a_person(40), "👏", at=TIME_ZERO + 6 * DAY)
    assert (await house.told(reaction)).count("accepted") == 1
    folded = await house.folded()
    assert folded.member_day[author, TODAY][2] == received
    assert folded.member_day[await house.number_of(a_person(40).id), TODAY + 6] == (0, 1, 0, 0)
    assert (await house.replay(GUILD, check=True)).differences == ()


async def test_damage_on_open_days_is_mended_and_sealed_days_keep_what_they_have(house: House) -> None:
    await house.seal(GUILD, DAY_ZERO + 2 * DAY)
    before = await house.folded()
    state = house.memory.state(GUILD)
    state.member_day[0, TODAY + 5][0] += 7
    await house.replay(GUILD)
    assert await house.folded() == before
    assert {key[1] for key in before.channel_day} == set(range(TODAY, TODAY + 7))
    assert before.channel_day[CHANNEL, TODAY] == (2, 1, 0)
