"""What an axis and a tile say of a number: its unit, and its whole where it is a part of one."""

from datetime import date
from typing import Any

import attrs
import pytest

from adapters.dash_ui.components.kpi.amounts import beside
from adapters.dash_ui.figures.course import Kind, Series, Span, course_figure
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


def a_course(*values: float | None, open_last: bool, kind: Kind = "lines") -> list[dict[str, Any]]:
    weeks = [
        Span(name=f"week {at}", tick=str(at), covered=1.0, open=open_last and at == len(values) - 1)
        for at in range(len(values))
    ]
    one = Series(name="It", colour="messages", values=values, unit="people")
    return list(course_figure(weeks, [one], kind)["data"])


def test_a_number_whose_neighbours_are_unknown_is_a_dot_as_no_line_leads_to_it() -> None:
    line, way = a_course(None, 4.0, None, 5.0, 6.0, None, 7.0, open_last=True)
    assert [size > 0 for size in line["marker"]["size"]] == [False, True, *([False] * 5)]
    assert way["y"] == [None, 7.0]
    assert way["marker"]["size"][-1] > 0, "what is not over yet is seen also where nothing is before it"


def test_areas_are_broken_where_nothing_is_known_and_pale_where_it_is_not_over_yet() -> None:
    before, after, still = a_course(3.0, 4.0, None, 5.0, 6.0, 2.0, open_last=True, kind="areas")
    assert [trace["y"] for trace in (before, after, still)] == [[3.0, 4.0], [5.0, 6.0], [6.0, 2.0]]
    assert len({trace["stackgroup"] for trace in (before, after, still)}) == 3
    assert before["fillcolor"] == after["fillcolor"] != still["fillcolor"]
