"""What a store promises of published readings: rows are added, and the newest revision is what holds."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from application.community.ports import Store
from application.community.published.ports import Mark
from domain.insights.kpis.publishing.rows import PublishedReading
from domain.kernel.errors import Conflict
from tests.builders.activities import HOUR, TIME_ZERO
from tests.contracts import Contract, a_guild

MONDAY = date(2026, 3, 2)
WEEK = ("week", MONDAY)


def a_row(**changes: Any) -> PublishedReading:
    plain = PublishedReading(
        key="wam",
        audience="leadership",
        version=1,
        grain="week",
        first=MONDAY,
        last=MONDAY + timedelta(days=6),
        unit="share",
        numerator=41.0,
        denominator=108.0,
        value=41 / 108,
        covered=0.97,
        unavailable=None,
    )
    return attrs.evolve(plain, **changes)


class ReadingsContract(Contract):
    """Rows of closed periods."""

    async def test_a_new_guild_has_published_nothing(self, store: Store, guild: int) -> None:
        async with store.reading(guild) as work:
            assert await work.readings.latest([WEEK]) == {}
            assert await work.readings.revisions(a_row().about) == []
            assert await work.readings.marks() == {}

    async def test_of_every_row_the_newest_revision_holds(self, store: Store, guild: int) -> None:
        whole, part = a_row(), a_row(by="segment", part="core", title="Core", numerator=12.0)
        later = a_row(numerator=42.0, revision=2)
        async with store.writing(guild) as work:
            await work.readings.publish([whole, part], TIME_ZERO)
        async with store.writing(guild) as work:
            await work.readings.publish([later], TIME_ZERO + HOUR)
        async with store.reading(guild) as work:
            assert await work.readings.latest([WEEK]) == {later.about: later, part.about: part}
            assert await work.readings.revisions(whole.about) == [
                (whole, TIME_ZERO),
                (later, TIME_ZERO + HOUR),
            ]
        async with store.reading(a_guild()) as work:
            assert await work.readings.latest([WEEK]) == {}

    async def test_only_the_periods_asked_for_are_found(self, store: Store, guild: int) -> None:
        monday = a_row(grain="day", last=MONDAY)
        async with store.writing(guild) as work:
            await work.readings.publish([a_row(), monday], TIME_ZERO)
        async with store.reading(guild) as work:
            assert list(await work.readings.latest([("day", MONDAY)])) == [monday.about]
            assert await work.readings.latest([]) == {}

    async def test_what_could_not_be_told_is_kept_with_its_reason(self, store: Store, guild: int) -> None:
        deaf = a_row(
            numerator=None, denominator=None, value=None, covered=0.0, unavailable="We were not listening."
        )
        async with store.writing(guild) as work:
            await work.readings.publish([deaf], TIME_ZERO)
        async with store.reading(guild) as work:
            assert (await work.readings.latest([WEEK]))[deaf.about] == deaf

    async def test_a_revision_is_published_once(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.readings.publish([a_row()], TIME_ZERO)
        with pytest.raises(Conflict):
            async with store.writing(guild) as work:
                await work.readings.publish([a_row(numerator=1.0)], TIME_ZERO + HOUR)
        async with store.reading(guild) as work:
            assert (await work.readings.latest([WEEK]))[a_row().about] == a_row()

    async def test_a_period_remembers_what_it_was_read_from_last(self, store: Store, guild: int) -> None:
        monday = ("day", MONDAY)
        async with store.writing(guild) as work:
            await work.readings.mark({WEEK: Mark(3, "first"), monday: Mark(3, "first")})
        async with store.writing(guild) as work:
            await work.readings.mark({WEEK: Mark(7, "second")})
            await work.readings.mark({})
        with pytest.raises(ZeroDivisionError):
            async with store.writing(guild) as work:
                await work.readings.mark({monday: Mark(9, "never")})
                _ = 1 // 0
        async with store.reading(guild) as work:
            assert await work.readings.marks() == {WEEK: Mark(7, "second"), monday: Mark(3, "first")}
