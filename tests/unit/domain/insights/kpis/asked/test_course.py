"""The course of a KPI: long enough to be one, and with the line of an earlier definition beside it."""

from datetime import date

import attrs
import pytest

from domain.insights.kpis.asked.course import LEAST, course, fitting_grain, stretched
from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.kpi import Amount, Definition, Grain, Kpi
from domain.insights.kpis.slice import Slice
from domain.kernel.windows import Window
from tests.builders.readings.kpis import days, said, some_facts


def everybody(seen: Slice) -> Amount:
    return Amount.people(seen.members())


TWICE = attrs.evolve(
    kpi("active_members"),
    key="twice",
    definition=attrs.evolve(kpi("active_members").definition, version=2),
    earlier=(Definition(version=1, sentence="Everybody.", formula="{numerator} members", compute=everybody),),
)
"""A KPI that once counted everybody, and counts the active ones now."""


def grained(*grains: Grain) -> Kpi:
    return attrs.evolve(kpi("wam"), grains=grains)


@pytest.mark.parametrize(
    ("grains", "count", "grain"),
    [
        (("day", "week", "month"), 7, "day"),
        (("day", "week", "month"), 14, "day"),
        (("day", "week", "month"), 30, "week"),
        (("day", "week", "month"), 420, "week"),
        (("day", "week", "month"), 1000, "month"),
        (("day",), 30, "day"),
        (("day",), 1000, "day"),
        (("week", "month"), 7, "week"),
        (("month",), 7, "month"),
    ],
)
def test_the_grain_is_the_finest_that_can_still_be_read(
    grains: tuple[Grain, ...], count: int, grain: Grain
) -> None:
    assert fitting_grain(grained(*grains), days(1 - count)) == grain


def test_every_kpi_has_a_grain_that_fits_any_window() -> None:
    for one in CATALOGUE:
        for count in (1, 7, 30, 365, 3660):
            assert fitting_grain(one, days(1 - count)) in one.grains, (one.key, count)


def test_a_short_window_is_stretched_to_whole_periods_before_it() -> None:
    found = stretched(Window(first=date(2026, 3, 2), last=date(2026, 3, 8)), "week", date(2020, 1, 1))
    assert (found.first, found.last) == (date(2025, 12, 15), date(2026, 3, 8))
    assert found.days == LEAST * 7


def test_a_course_does_not_begin_before_anything_was_recorded() -> None:
    found = stretched(Window(first=date(2026, 3, 2), last=date(2026, 3, 8)), "month", date(2026, 1, 20))
    assert found.first == date(2026, 1, 1)


def test_a_long_window_is_not_stretched() -> None:
    window = Window(first=date(2020, 1, 1), last=date(2026, 3, 8))
    assert stretched(window, "week", date(2019, 1, 1)) == window


def test_the_line_by_the_definition_before_is_drawn_beside_the_new_one() -> None:
    found = course(TWICE, some_facts(*said(0, -1), count=6), days(-6), "week")
    [old] = found.beside
    assert [one.numerator for one in old.readings] == [6, 6]
    assert [one.numerator for one in found.readings] == [1, 0]
    assert {one.definition.version for one in old.readings} == {1}
    assert "Everybody." in old.why


def test_a_kpi_that_always_meant_the_same_has_one_line() -> None:
    assert course(kpi("wam"), some_facts(*said(0, -1)), days(-6), "week").beside == ()
