"""Whoever changes what a number depends on sees the old line beside the new one."""

import pytest

from application.insights.kpis.question import KpiQuestion
from application.insights.kpis.single import KpiCourse
from domain.community.coverage import CoverageSpan
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message, a_person, runs
from tests.builders.house import House

ADA, BEN = a_person(1), a_person(2)


@pytest.fixture
async def house() -> House:
    """Ada wrote and Ben ran a command on each of 28 days; the clock stands before all of it is over."""
    house = House.built()
    await house.heard(
        CoverageSpan(family="messages", start=TIME_ZERO - 60 * DAY, end=TIME_ZERO + DAY, source="gateway")
    )
    await house.told(*(a_message(TIME_ZERO - away * DAY, ADA) for away in range(28)))
    await house.told(*(runs("top", TIME_ZERO - away * DAY, BEN) for away in range(28)))
    house.clock.at = TIME_ZERO - 10 * DAY
    return house


async def read(house: House) -> KpiCourse:
    house.clock.at = TIME_ZERO
    return await house.read_kpi(GUILD, KpiQuestion(key="wam", window="28d", grain="week"))


def line(readings: object) -> list[float | None]:
    return [one.numerator for one in readings]  # type: ignore[attr-defined]


async def test_while_nothing_was_changed_there_is_one_line(house: House) -> None:
    assert (await read(house)).course.beside == ()


async def test_the_line_by_the_settings_before_is_drawn_beside_the_new_one(house: House) -> None:
    await house.change_settings(GUILD, {"qualifying": ["command"]}, COMMAND_LINE)
    course = (await read(house)).course
    assert set(line(course.readings)) == {1}
    [old] = course.beside
    assert set(line(old.readings)) == {2}
    assert old.since == (TIME_ZERO - 10 * DAY).date()
    assert old.why.startswith("Qualifying activities: Sent a message, Reacted")
    assert old.why.endswith("until then, Ran a tracked command since")


async def test_a_command_that_is_no_longer_tracked_still_counts_on_the_old_line(house: House) -> None:
    await house.change_settings(GUILD, {"tracked_commands": ["event"]}, COMMAND_LINE)
    course = (await read(house)).course
    assert set(line(course.readings)) == {1}
    assert set(line(course.beside[0].readings)) == {2}


async def test_a_setting_that_the_number_does_not_depend_on_draws_no_line(house: House) -> None:
    await house.change_settings(GUILD, {"message_weight": 3}, COMMAND_LINE)
    assert (await read(house)).course.beside == ()


async def test_a_change_that_was_taken_back_draws_only_the_line_of_the_time_between(house: House) -> None:
    await house.change_settings(GUILD, {"qualifying": ["command"]}, COMMAND_LINE)
    house.clock.at += DAY
    await house.undo_settings(GUILD, 1, COMMAND_LINE)
    course = (await read(house)).course
    assert [old.since for old in course.beside] == [(TIME_ZERO - 9 * DAY).date()]
    assert set(line(course.readings)) == {2}


async def test_a_change_before_the_course_draws_no_line(house: House) -> None:
    house.clock.at = TIME_ZERO - 200 * DAY
    await house.change_settings(GUILD, {"qualifying": ["command"]}, COMMAND_LINE)
    assert (await read(house)).course.beside == ()


async def test_a_receipt_says_what_was_changed(house: House) -> None:
    await house.change_settings(GUILD, {"qualifying": ["command"]}, COMMAND_LINE)
    house.clock.at = TIME_ZERO
    found = await house.explain(GUILD, KpiQuestion(key="wam", window="28d", grain="week"))
    assert any("Qualifying activities" in caveat for caveat in found.receipt.caveats)
