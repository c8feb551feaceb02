"""Numbers as people read them, each unit in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.kpi import Unit
from domain.insights.kpis.receipt.amounts import number, percent, said, said_step


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234, "1,234"),
        (12.5, "12.5"),
        (12.04, "12"),
        (0.25, "0.25"),
        (0.0123, "0.012"),
        (0.0001, "0"),
        (-0.0001, "0"),
        (-0.0, "0"),
        (-3.5, "\u22123.5"),
        (0.999, "1"),
        (None, "–"),
    ],
)
def test_a_number_is_whole_where_it_is_whole(value: float | None, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (0.0004, "under 0.1%"),
        (0.38, "38%"),
        (0.3333, "33.3%"),
        (0.9996, "over 99.9%"),
        (1, "100%"),
    ],
)
def test_a_little_is_never_nothing_nor_almost_all_everything(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (412, "people", "412"),
        (0.38, "share", "38%"),
        (2.5, "hours", "2.5 hours"),
        (1, "days", "1 day"),
        (72, "points", "72 of 100"),
        (None, "share", "–"),
    ],
)
def test_a_value_is_said_with_its_unit(value: float | None, unit: Unit, text: str) -> None:
    assert said(value, unit) == text


@pytest.mark.parametrize(
    ("step", "unit", "text"),
    [
        (12, "people", "+12"),
        (-0.031, "share", "−3.1 percentage points"),
        (0.01, "share", "+1 percentage point"),
        (0.0031, "share", "+0.3 percentage points"),
        (-0.0005, "share", "−0.1 percentage points"),
        (0.000031, "share", "under 0.1 percentage points"),
        (0.0, "share", "±0"),
        (0, "count", "±0"),
        (1.5, "hours", "+1.5 hours"),
        (-4, "points", "−4"),
    ],
)
def test_a_step_has_its_sign_and_of_shares_is_in_percentage_points(
    step: float, unit: Unit, text: str
) -> None:
    assert said_step(step, unit) == text


@given(st.floats(0, 1))
def test_a_share_between_none_and_all_is_said_to_be_neither(share: float) -> None:
    assert (percent(share) in ("0%", "100%")) == (share in (0, 1))
