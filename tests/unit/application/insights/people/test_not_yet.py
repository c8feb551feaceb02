"""Looked at as of a moment, nobody is there yet whom only the rest of that day told of."""

import pytest

from application.insights.kpis.question import KpiQuestion
from domain.community.coverage import FAMILIES, CoverageSpan
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, a_message, a_person, joins, leaves
from tests.builders.house import House

ADA, BEN, CLEO, DAN = (a_person(number) for number in (1, 2, 3, 4))


@pytest.fixture
async def house() -> House:
    """Ada wrote at noon, Ben at three; Cleo joined at three, and Dan left then, whom nobody saw come."""
    house = House.built()
    house.clock.at = TIME_ZERO + 3 * DAY
    await house.told(
        a_message(TIME_ZERO, ADA),
        a_message(TIME_ZERO + 3 * HOUR, BEN),
        joins(TIME_ZERO + 3 * HOUR, CLEO),
        leaves(TIME_ZERO + 3 * HOUR, DAN),
    )
    await house.heard(
        *(
            CoverageSpan(family=family, start=TIME_ZERO - DAY, end=house.clock.at, source="gateway")
            for family in FAMILIES
        )
    )
    return house


@pytest.mark.parametrize(
    ("moment", "members", "met"),
    [("2026-03-02T13:00", 2, 2), ("2026-03-02T15:30", 3, 4), ("2026-03-02", 3, 4)],
)
async def test_who_came_later_that_day_is_no_member_yet_and_who_left_later_still_is(
    house: House, moment: str, members: int, met: int
) -> None:
    found = (await house.read_kpi(GUILD, KpiQuestion(key="members", window="7d", as_of=moment))).reading
    assert found.numerator == members
    assert (await house.show_directory(GUILD, "7d", moment)).counts["everyone"] == met
