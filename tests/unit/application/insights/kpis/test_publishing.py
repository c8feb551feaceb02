"""Closed days, weeks and months are published as rows, each change as a revision of its own."""

from datetime import date, timedelta

import attrs
import pytest

from application.insights.kpis.publishing import PublishReadings
from domain.community.coverage import CoverageSpan
from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.periods import period_of
from domain.insights.kpis.publishing.rows import PublishedReading, RowKey
from domain.insights.kpis.reading import read
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import NotFound
from tests.builders.activities import (
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    joins,
)
from tests.builders.house import House

ADA, BEN, CLEO = (a_person(number) for number in (1, 2, 3))
DAYS = 20
"""The days of two whole weeks and a piece of a third; TIME_ZERO is a Monday."""

HEARD = CoverageSpan(
    family="messages", start=TIME_ZERO - DAY, end=TIME_ZERO + DAYS * DAY, source="gateway", channel=None
)


@pytest.fixture
async def house() -> House:
    """Ada writes each day, Ben on the first two; two weeks are over."""
    built = House.built()
    built.clock.at = TIME_ZERO + DAYS * DAY
    spans = [attrs.evolve(HEARD, family=family) for family in ("messages", "membership", "voice")]
    await built.heard(*spans)
    await built.told(
        *(joins(TIME_ZERO, by=who) for who in (ADA, BEN, CLEO)),
        *(a_message(TIME_ZERO + day * DAY + MINUTE, by=ADA) for day in range(DAYS)),
        *(a_message(TIME_ZERO + day * DAY + HOUR, by=BEN) for day in range(2)),
    )
    return built


async def published(house: House, about: RowKey) -> list[PublishedReading]:
    async with house.store.reading(GUILD) as work:
        return [row for row, _ in await work.readings.revisions(about)]


def of_week(first: date, key: str = "wam", by: str = "", part: str = "") -> RowKey:
    return RowKey(key, "week", first, by, part)


async def test_a_guild_that_nothing_is_known_of_publishes_nothing(house: House) -> None:
    with pytest.raises(NotFound):
        await house.publish_readings(GUILD + 1)


async def test_only_what_is_over_is_published(house: House) -> None:
    done = await house.publish_readings(GUILD)
    async with house.store.reading(GUILD) as work:
        marks = await work.readings.marks()
    weeks = sorted(first for grain, first in marks if grain == "week")
    days = sorted(first for grain, first in marks if grain == "day")
    assert weeks == [DAY_ZERO, DAY_ZERO + timedelta(days=7)]
    assert days == [DAY_ZERO + timedelta(days=day) for day in range(DAYS)]
    assert not [first for grain, first in marks if grain == "month"]
    assert done.closed == done.read == len(marks)


async def test_a_published_number_is_the_one_that_everybody_reads(house: House) -> None:
    await house.publish_readings(GUILD)
    facts = (await house.publish_readings.gather(GUILD, CATALOGUE, "all")).facts
    for one in CATALOGUE:
        if "week" not in one.grains:
            continue
        found = read(one, facts, period_of(DAY_ZERO, "week"))
        (row,) = await published(house, of_week(DAY_ZERO, one.key))
        assert (row.numerator, row.denominator, row.value, row.covered, row.unavailable) == (
            found.numerator,
            found.denominator,
            found.value,
            found.covered,
            found.unavailable,
        ), one.key


async def test_rows_of_segments_add_up_to_the_whole(house: House) -> None:
    await house.publish_readings(GUILD)
    async with house.store.reading(GUILD) as work:
        latest = await work.readings.latest([("week", DAY_ZERO)])
    parts = [row.numerator or 0 for row in latest.values() if (row.key, row.by) == ("wam", "segment")]
    assert sum(parts) == latest[of_week(DAY_ZERO)].numerator == 2


async def test_nothing_is_written_where_nothing_has_changed(house: House) -> None:
    assert (await house.publish_readings(GUILD)).rows > 0
    again = await house.publish_readings(GUILD)
    assert (again.read, again.rows) == (0, 0)


async def test_what_happens_today_makes_nobody_read_the_past_again(house: House) -> None:
    await house.publish_readings(GUILD)
    await house.told(a_message(TIME_ZERO + DAYS * DAY - MINUTE, by=BEN))
    assert (await house.publish_readings(GUILD)).read == 0


async def test_late_activity_adds_a_revision_and_leaves_the_first_one(house: House) -> None:
    await house.publish_readings(GUILD)
    await house.told(a_message(TIME_ZERO + 9 * DAY, by=CLEO))
    done = await house.publish_readings(GUILD)
    assert done.rows > 0
    second = DAY_ZERO + timedelta(days=7)
    assert [(row.revision, row.numerator) for row in await published(house, of_week(second))] == [
        (1, 1),
        (2, 2),
    ]
    assert len(await published(house, of_week(DAY_ZERO))) == 1


async def test_a_change_of_what_counts_adds_a_revision(house: House) -> None:
    reacted = a_reaction(a_message(TIME_ZERO + MINUTE, by=ADA), by=CLEO)
    await house.told(reacted)
    await house.publish_readings(GUILD)
    await house.change_settings(GUILD, {"qualifying": ("message",)}, COMMAND_LINE)
    await house.publish_readings(GUILD)
    assert [row.numerator for row in await published(house, of_week(DAY_ZERO))] == [3, 2]


async def test_a_new_definition_is_a_revision_of_its_own_version(house: House) -> None:
    await house.publish_readings(GUILD)
    wam = kpi("wam")
    newer = attrs.evolve(wam, definition=attrs.evolve(wam.definition, version=wam.version + 1))
    use_case: PublishReadings = attrs.evolve(
        house.publish_readings, kpis=[newer if one is wam else one for one in CATALOGUE]
    )
    await use_case(GUILD)
    found = await published(house, of_week(DAY_ZERO))
    assert [(row.revision, row.version) for row in found] == [(1, wam.version), (2, wam.version + 1)]
    assert found[0].numerator == found[1].numerator


async def test_a_period_that_was_not_heard_is_published_without_a_number() -> None:
    house = House.built()
    house.clock.at = TIME_ZERO + 15 * DAY
    await house.told(a_message(TIME_ZERO, by=ADA), a_message(TIME_ZERO + 14 * DAY, by=ADA))
    await house.publish_readings(GUILD)
    (row,) = await published(house, of_week(DAY_ZERO + timedelta(days=7)))
    assert row.numerator is None and row.value is None
    assert row.unavailable


async def test_whoever_is_stopped_in_the_middle_goes_on_from_there(house: House) -> None:
    class Stopped(Exception):
        pass

    def stop(read_so_far: int, _of: int) -> None:
        if read_so_far >= 8:
            raise Stopped

    with pytest.raises(Stopped):
        await house.publish_readings(GUILD, stop)
    rest = await house.publish_readings(GUILD)
    assert 0 < rest.read <= rest.closed - 8
    async with house.store.reading(GUILD) as work:
        latest = await work.readings.latest(list(await work.readings.marks()))
    assert {row.revision for row in latest.values()} == {1}
