"""Commands and newcomers through the use cases: from what was told to what is shown, also as of a moment."""

from datetime import timedelta

import pytest

from application.insights.kpis.question import KpiQuestion
from domain.kernel.errors import Invalid
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, a_person, joins, runs
from tests.builders.house import House

ADA, BEN = a_person(1, name="Ada"), a_person(2, name="Ben")


async def a_house() -> House:
    house = House.built()
    await house.told(joins(TIME_ZERO - 5 * DAY, ADA), joins(TIME_ZERO - 4 * DAY, BEN))
    await house.told(
        runs("show_profile", TIME_ZERO - 2 * DAY, ADA, latency_ms=40),
        runs("help", TIME_ZERO - 2 * DAY + HOUR, ADA, outcome="failed", error="KeyError", latency_ms=900),
        runs("help", TIME_ZERO - HOUR, BEN, outcome="denied"),
        runs("show_profile", TIME_ZERO + HOUR, BEN),
    )
    house.clock.at = TIME_ZERO + 2 * HOUR
    return house


async def value(house: House, key: str, as_of: str | None = None) -> float | None:
    found = await house.read_kpi(GUILD, KpiQuestion(key=key, window="7d", as_of=as_of))
    return found.reading.value


async def test_what_was_told_at_the_front_door_is_read() -> None:
    house = await a_house()
    assert await value(house, "command_runs") == 4
    assert await value(house, "command_users") == 2
    assert await value(house, "command_failures") == 0.25
    assert await value(house, "profile_runs") == 2
    found = await house.read_kpi(GUILD, KpiQuestion(key="command_failures", window="7d", by="command"))
    assert {part.title: part.numerator for part in found.reading.parts} == {"/help": 1, "/show_profile": 0}


async def test_as_of_a_moment_later_runs_did_not_happen_yet() -> None:
    house = await a_house()
    moment = (TIME_ZERO + timedelta(minutes=30)).isoformat()
    assert await value(house, "command_runs", moment) == 3
    assert await value(house, "command_failures", moment) == pytest.approx(1 / 3)
    assert await value(house, "profile_runs", moment) == 1


async def test_the_funnel_names_who_stopped_where() -> None:
    house = await a_house()
    found = await house.show_funnel(GUILD, "7d")
    assert [stage.people for stage in found.funnel.stages] == [2, 2, 0]
    assert [found.people[path.member_no].name for path in found.funnel.paths] == ["Ben", "Ada"]
    assert (await house.show_funnel(GUILD, "7d", stopped="joined")).funnel.paths == ()
    with pytest.raises(Invalid, match="no step"):
        await house.show_funnel(GUILD, "7d", stopped="lost")  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="at most 200"):
        await house.show_funnel(GUILD, "7d", most=201)
