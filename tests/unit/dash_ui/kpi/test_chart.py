"""What an axis and a tile say of a number: its unit, and its whole where it is a part of one."""

from datetime import date

import attrs
import pytest

from adapters.dash_ui.components.kpi.amounts import beside
from adapters.dash_ui.figures.course import Series, Span, course_figure
from domain.insights.kpis.board import Told
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.kpi import Unit

WEEK = Span(name="2 - 8 Mar", tick="2 Mar", covered=1.0, open=False)


@pytest.mark.parametrize(
    ("unit", "after"),
    [("minutes", " min"), ("seconds", " s"), ("hours", " h"), ("days", " days"), ("people", "")],
)
def test_an_axis_of_time_says_its_unit(unit: Unit, after: str) -> None:
    drawn = course_figure([WEEK], [Series(name="It", colour="messages", values=[90.0], unit=unit)])
    assert drawn["layout"]["yaxis"]["ticksuffix"] == after


def test_shares_added_up_are_not_told_as_so_many_of_so_many() -> None:
    told = Told(
        first=date(2026, 3, 2),
        last=date(2026, 3, 31),
        label="30d",
        open=False,
        numerator=12.6,
        denominator=30.0,
        value=0.42,
        shown=0.42,
        covered=1.0,
        comparable=True,
    )
    assert beside(told, kpi("stickiness")) is None
    assert beside(attrs.evolve(told, numerator=12.0), kpi("hard_churn")) == "12 of 30"
