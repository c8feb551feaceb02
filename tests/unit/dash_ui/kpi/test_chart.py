"""What an axis and a tile say of a number: its unit, and its whole where it is a part of one."""

from datetime import date
from typing import Any

import attrs
import pytest

from adapters.dash_ui.components.kpi.amounts import beside, difference
from adapters.dash_ui.figures.course import Kind, Series, Span, course_figure
from domain.insights.kpis.board import Line, Told
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.kpi import Unit

WEEK = Span(name="2 - 8 Mar", tick="2 Mar", covered=1.0, open=False)
SHARE = Told(
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


@pytest.mark.parametrize(
    ("unit", "after"),
    [("minutes", " min"), ("seconds", " s"), ("hours", " h"), ("days", " days"), ("people", "")],
)
def test_an_axis_of_time_says_its_unit(unit: Unit, after: str) -> None:
    drawn = course_figure([WEEK], [Series(name="It", colour="messages", values=[90.0], unit=unit)])
    assert drawn["layout"]["yaxis"]["ticksuffix"] == after


def test_seconds_of_hours_are_drawn_in_hours() -> None:
    one, other = (
        Series(name="It", colour="messages", values=[value], unit="seconds") for value in (9000.0, 60)
    )
    drawn = course_figure([WEEK], [one, other])
    assert drawn["layout"]["yaxis"]["ticksuffix"] == " h"
    assert [line["y"][0] for line in drawn["data"]] == [2.5, 60 / 3600]
    assert all(line["hovertemplate"].endswith(" h") for line in drawn["data"])


def test_an_axis_of_tiny_shares_does_not_say_nought_percent_at_every_line() -> None:
    few, many = (
        course_figure([WEEK], [Series(name="It", colour="messages", values=[share], unit="share")])
        for share in (0.0007, 0.4)
    )
    assert few["layout"]["yaxis"]["range"] == [0, 0.04]
    assert "range" not in many["layout"]["yaxis"]


def test_a_share_that_hardly_changed_is_not_said_to_have_changed_by_nothing() -> None:
    was, now = (attrs.evolve(SHARE, value=value, shown=value) for value in (0.0, 0.0004))
    assert difference(Line(kpi=kpi("stickiness"), now=now, before=was)) == "under 0.1 points"


def test_shares_added_up_are_not_told_as_so_many_of_so_many() -> None:
    assert beside(SHARE, kpi("stickiness")) is None
    assert beside(attrs.evolve(SHARE, numerator=12.0), kpi("hard_churn")) == "12 of 30"


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
