"""Where a number comes from: from activities to its receipt."""

import pytest

from application.insights.kpis.explain import Explained
from application.insights.kpis.question import KpiQuestion
from domain.community.coverage import CoverageSpan
from domain.insights.kpis.receipt import Crowd
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid, NotFound
from tests.builders.activities import CHANNEL, DAY, GUILD, TIME_ZERO, a_message, a_person, joins
from tests.builders.house import House

ADA, BEN, CLEO = (a_person(number, name=name) for number, name in ((1, "Ada"), (2, "Ben"), (3, "Cleo")))


@pytest.fixture
async def house() -> House:
    """Ada wrote in both weeks, Ben only in the one before, Cleo only in this one."""
    house = House.built()
    for family in ("messages", "membership"):
        span = CoverageSpan(
            family=family,  # type: ignore[arg-type]
            start=TIME_ZERO - 90 * DAY,
            end=TIME_ZERO + DAY,
            source="gateway",
        )
        await house.heard(span)
    await house.told(*(joins(TIME_ZERO - 60 * DAY, one) for one in (ADA, BEN, CLEO)))
    await house.told(
        a_message(TIME_ZERO - 8 * DAY, ADA),
        a_message(TIME_ZERO - 9 * DAY, BEN),
        a_message(TIME_ZERO - DAY, ADA),
        a_message(TIME_ZERO - 2 * DAY, CLEO),
    )
    return house


def named(found: Explained, crowd: Crowd | None) -> set[str]:
    assert crowd is not None
    return {found.people[number].name for number in crowd.first}


async def test_the_formula_is_told_with_its_numbers(house: House) -> None:
    found = (await house.explain(GUILD, KpiQuestion(key="wam", window="7d"))).receipt
    assert found.formula == "2 active members of 3 members"
    assert found.said == "2 (66.7%)"


async def test_who_entered_and_who_left_is_told_by_name(house: House) -> None:
    found = await house.explain(GUILD, KpiQuestion(key="wam", window="7d"))
    written = found.receipt
    assert named(found, written.behind) == {"Ada", "Cleo"}
    assert named(found, written.entered) == {"Cleo"}
    assert named(found, written.left) == {"Ben"}


async def test_only_as_many_are_named_as_were_asked_for_and_the_rest_is_counted(house: House) -> None:
    behind = (await house.explain(GUILD, KpiQuestion(key="wam", window="7d"), most=1)).receipt.behind
    assert behind is not None
    assert (len(behind.first), behind.count, behind.more) == (1, 2, 1)


async def test_a_kpi_is_read_of_one_group_alone(house: House) -> None:
    found = await house.read_kpi(GUILD, KpiQuestion(key="wam", window="7d", of="tier:member"))
    assert (found.reading.numerator, found.reading.denominator) == (2, 3)
    nobody = await house.read_kpi(GUILD, KpiQuestion(key="wam", window="7d", of="tier:staff"))
    assert (nobody.reading.numerator, nobody.reading.value) == (0, None)


async def test_parts_by_channel_are_of_who_wrote_there(house: House) -> None:
    found = await house.read_kpi(GUILD, KpiQuestion(key="wam", window="7d", by="channel"))
    [one] = found.reading.parts
    assert (one.numerator, one.denominator) == (2, 3)


async def test_a_short_window_has_a_course_all_the_same(house: House) -> None:
    course = (await house.read_kpi(GUILD, KpiQuestion(key="wam", window="7d", grain="week"))).course
    assert [one.numerator for one in course.readings] == [2, 2, 0]
    assert [one.open for one in course.readings] == [False, False, True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"of": "segment"},
        {"of": "planet:mars"},
        {"of": "host:1"},
        {"by": "host"},
        {"window": "soon"},
    ],
)
async def test_what_cannot_be_read_is_refused_with_what_can_be(house: House, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        await house.read_kpi(GUILD, KpiQuestion(key="wam", **wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"key": "happiness"}, {"key": "wam", "of": "segment:saints"}])
async def test_a_kpi_or_a_group_that_there_is_not_is_not_found(house: House, wrong: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        await house.read_kpi(GUILD, KpiQuestion(**wrong))  # type: ignore[arg-type]


async def test_whoever_was_erased_counts_no_more_among_those_behind_a_number(house: House) -> None:
    before = await house.explain(GUILD, KpiQuestion(key="active_members", window="7d"))
    assert "Cleo" in named(before, before.receipt.behind)
    await house.forget(GUILD, str(CLEO.id), COMMAND_LINE)
    after = await house.explain(GUILD, KpiQuestion(key="active_members", window="7d"))
    assert "Cleo" not in named(after, after.receipt.behind)


async def test_one_channel_alone_is_read_over_time_as_it_is_now(house: House) -> None:
    question = KpiQuestion(key="wam", window="7d", of=f"channel:{CHANNEL}", grain="week")
    found = await house.read_kpi(GUILD, question)
    assert [one.numerator for one in found.course.readings] == [2, 2, 0]
    assert found.reading.numerator == 2
