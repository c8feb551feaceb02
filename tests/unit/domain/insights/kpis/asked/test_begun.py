"""Windows that go on, or lie ahead: what has not come is neither silence nor a number."""

from typing import Final

import pytest

from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.kpi import By
from domain.insights.kpis.reading import NOT_BEGUN, UNHEARD, read
from domain.kernel.windows import Window
from tests.builders.activities import DAY_ZERO
from tests.builders.readings.kpis import days, heard, reading, said, some_facts

MARCH: Final = Window(first=DAY_ZERO.replace(day=1), last=DAY_ZERO.replace(day=31), open=True)
"""Today is the second of it."""


@pytest.mark.parametrize("key", ["wam", "wam_presence", "voice_rate"])
def test_of_a_month_that_goes_on_the_last_days_are_those_that_have_come(key: str) -> None:
    facts = some_facts((-8, 0, 1, 0, 60), (-6, 1, 1, 0, 60), (0, 2, 1, 0, 60))
    found = reading(key, facts, MARCH)
    assert found.unavailable is None
    assert found.read.span == days(-6).span
    assert found.numerator == reading(key, facts, days(-6)).numerator


def test_of_a_week_that_goes_on_a_month_is_one_that_ends_today() -> None:
    facts = some_facts(*said(0, -29), *said(1, -30), *said(2, 0))
    assert reading("mau", facts, days(0, 6)).numerator == 2


@pytest.mark.parametrize("by", ["segment", "tier"])
def test_what_nobody_heard_is_unknown_in_its_parts_as_well(by: By) -> None:
    facts = some_facts(*said(0, -20), spans=heard(-30, -15))
    for one in CATALOGUE:
        found = read(one, facts, days(-6), by=by) if by in one.by else None
        if found is not None and found.unavailable == UNHEARD:
            assert found.parts, one.key
            assert all(part.numerator is None and part.note for part in found.parts), one.key


def test_what_has_not_begun_has_no_parts() -> None:
    found = read(kpi("leaves"), some_facts(*said(0, 0)), days(3, 9), by="tier")
    assert (found.unavailable, found.parts) == (NOT_BEGUN, ())
