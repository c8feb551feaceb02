"""Who talked where, through the use cases: of any moment, of sealed days, and of accounts that are linked."""

import pytest

from application.community.identity.accounts import LinkAccount
from application.insights.kpis.question import KpiQuestion
from domain.community.coverage import CoverageSpan, Family
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import NotFound
from tests.builders.activities import (
    CHANNEL,
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_message,
    a_person,
    enters_voice,
    joins,
    leaves_voice,
)
from tests.builders.house import KEYS, House

ADA, BEN = a_person(1, name="Ada"), a_person(2, name="Ben")
TALK, LOUNGE, GENERAL = str(VOICE_CHANNEL), str(VOICE_CHANNEL + 1), str(CHANNEL)


async def a_house() -> House:
    """Ada talks two hours in one channel, over midnight, and goes on to another; Ben writes."""
    house = House.built()
    midnight = TIME_ZERO - 12 * HOUR
    await house.told(
        joins(TIME_ZERO - 9 * DAY, ADA),
        joins(TIME_ZERO - 9 * DAY, BEN),
        enters_voice(midnight - HOUR, ADA),
        enters_voice(midnight + HOUR, ADA, VOICE_CHANNEL + 1),
        leaves_voice(midnight + 4 * HOUR, ADA),
        a_message(TIME_ZERO, BEN),
    )
    house.clock.at = TIME_ZERO + HOUR
    families: tuple[Family, ...] = ("messages", "voice", "membership")
    since, until = TIME_ZERO - 90 * DAY, TIME_ZERO + 9 * DAY
    await house.heard(
        *(CoverageSpan(family=one, start=since, end=until, source="gateway") for one in families)
    )
    return house


async def minutes(house: House, **asked: str) -> dict[str, float | None]:
    question = KpiQuestion(key="voice_time", window="7d", by="channel", **asked)  # type: ignore[arg-type]
    return {one.key: one.numerator for one in (await house.read_kpi(GUILD, question)).reading.parts}


async def test_each_channel_has_the_minutes_that_were_talked_there() -> None:
    house = await a_house()
    assert await minutes(house) == {TALK: 120, LOUNGE: 180}
    assert await minutes(house, as_of=f"{DAY_ZERO - DAY}") == {TALK: 60}


async def test_within_a_day_only_what_was_over_by_then_counts() -> None:
    house = await a_house()
    assert await minutes(house, as_of=f"{DAY_ZERO}T02:00") == {TALK: 120}
    assert await minutes(house, as_of=f"{DAY_ZERO}T04:01") == {TALK: 120, LOUNGE: 180}


async def test_a_voice_channel_can_be_asked_for_alone_with_its_course() -> None:
    house = await a_house()
    question = KpiQuestion(key="voice_time", window="7d", of=f"channel:{LOUNGE}", grain="week")
    found = await house.read_kpi(GUILD, question)
    assert found.reading.numerator == 180
    assert [one.numerator for one in found.course.readings if one.numerator] == [180]
    with pytest.raises(NotFound, match="no channel"):
        await house.read_kpi(GUILD, KpiQuestion(key="voice_time", window="7d", of=f"channel:{GENERAL}"))


async def test_active_in_a_channel_is_who_wrote_or_talked_there() -> None:
    house = await a_house()
    question = KpiQuestion(key="wam", window="7d", by="channel")
    found = (await house.read_kpi(GUILD, question)).reading
    told = {one.key: one.numerator for one in found.parts}
    assert told == {TALK: 1, LOUNGE: 1, GENERAL: 1, "overlap": -1}
    await house.change_settings(GUILD, {"voice_shown": False}, COMMAND_LINE)
    found = (await house.read_kpi(GUILD, question)).reading
    assert {one.key for one in found.parts} == {GENERAL, "none"}, "where people talk is not told either"


async def test_of_sealed_days_it_is_known_too() -> None:
    house = await a_house()
    house.clock.at += 5 * DAY
    before = await minutes(house)
    await house.seal(GUILD, DAY_ZERO + DAY)
    await house.replay(GUILD)
    assert await minutes(house) == before == {TALK: 120, LOUNGE: 180}


async def test_what_a_linked_account_talked_is_its_persons() -> None:
    house = await a_house()
    await LinkAccount(store=house.store, clock=house.clock, keys=KEYS)(
        GUILD, BEN.id, "supabase", "8b1f1a0e-7c55-4a4e-9f57-2f6f3f0b9d11", COMMAND_LINE
    )
    assert await minutes(house) == {TALK: 120, LOUNGE: 180}
