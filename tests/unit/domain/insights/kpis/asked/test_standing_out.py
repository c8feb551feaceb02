"""What stands out: what moved further than chance moves it, and whether that is better or worse."""

from datetime import date
from typing import Any

import attrs
import pytest

from domain.insights.kpis.asked.standing_out import how_far, standing_out
from domain.insights.kpis.board import Board, Line, Told
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.kpi import Part
from domain.kernel.windows import Window

WEEK = Window(first=date(2026, 3, 2), last=date(2026, 3, 8))


def told(numerator: float, denominator: float | None = None, **more: Any) -> Told:
    value = numerator if denominator is None else numerator / denominator
    given = Told(
        first=WEEK.first,
        last=WEEK.last,
        label="7d",
        open=False,
        numerator=float(numerator),
        denominator=denominator,
        value=float(value),
        shown=float(value),
        covered=1.0,
        comparable=True,
    )
    return attrs.evolve(given, **more)


def line(key: str, now: Told, before: Told | None) -> Line:
    return Line(kpi=kpi(key), now=now, before=before)


def a_board(*lines: Line, window: Window = WEEK) -> Board:
    made: Any = {field.name: None for field in attrs.fields(Board)}
    made |= {"window": window, "lines": lines, "apart": {}, "apart_over_time": {}}
    return Board(**made)


@pytest.mark.parametrize(
    ("now", "before", "stands_out"),
    [(43, 18, True), (13, 24, False), (348, 341, False), (3, 0, False), (20, 0, True), (200, 300, True)],
)
def test_people_stand_out_where_they_are_more_or_fewer_than_chance_makes_them(
    now: float, before: float, stands_out: bool
) -> None:
    far = how_far(line("joins", told(now), told(before)))
    assert far is not None
    assert (abs(far) >= 1) is stands_out


def test_a_share_of_few_never_stands_out_and_one_of_many_does() -> None:
    assert how_far(line("hard_churn", told(5, 10), told(0, 10))) == 0
    assert (how_far(line("hard_churn", told(50, 100), told(20, 100))) or 0) > 1
    assert abs(how_far(line("hard_churn", told(22, 100), told(20, 100))) or 0) < 1


def test_an_average_stands_out_from_a_quarter_on() -> None:
    assert how_far(line("event_time", told(2000, 20), told(1600, 20))) == pytest.approx(1.0)
    assert how_far(line("event_time", told(1700, 20), told(1600, 20))) == pytest.approx(0.25)
    assert how_far(line("event_time", told(200, 2), told(80, 2))) == 0, "two who came say nothing"


@pytest.mark.parametrize("key", ["command_latency_p95", "lag_p50", "funnel_days_to_command"])
def test_the_middle_of_few_never_stands_out_and_that_of_many_does(key: str) -> None:
    def middle(value: float, of: int) -> Told:
        return told(value, middle_of=of)

    assert how_far(line(key, middle(9, 3), middle(2, 200))) == 0
    assert how_far(line(key, middle(9, 200), middle(2, 3))) == 0
    assert (how_far(line(key, middle(9, 200), middle(2, 200))) or 0) > 1


def test_what_is_left_of_joins_and_leaves_scatters_as_both_of_them_do() -> None:
    def growth(joins: float, leaves: float) -> Told:
        parts = (Part(key="joins", title="Joins", numerator=joins),)
        parts += (Part(key="leaves", title="Leaves", numerator=-leaves),)
        return told(joins - leaves, parts=parts)

    assert abs(how_far(line("net_growth", growth(500, 480), growth(500, 500))) or 0) < 1
    assert (how_far(line("net_growth", growth(700, 480), growth(500, 500))) or 0) > 1
    assert (how_far(line("net_growth", growth(40, 0), growth(10, 0))) or 0) > 1


def test_what_is_neither_better_nor_worse_and_what_has_nothing_to_compare_with_is_left_out() -> None:
    before = told(20)
    assert how_far(line("lifecycle_new", told(90), None)) is None
    assert how_far(line("lifecycle_new", told(90), attrs.evolve(before, comparable=False))) is None
    neither = next(one for one in ("segment_left", "segment_fresh") if kpi(one).better == "neither")
    assert how_far(line(neither, told(90), before)) is None


def test_fewer_of_what_should_be_more_is_worse_and_the_strongest_is_first() -> None:
    found = standing_out(
        a_board(
            line("joins", told(40), told(90)),
            line("leaves", told(300), told(90)),
            line("lifecycle_returning", told(300), told(100)),
        )
    )
    assert [one.kpi.key for one in found.worse] == ["leaves", "joins"]
    assert [one.kpi.key for one in found.better] == ["lifecycle_returning"]
    assert found.compared


def test_one_number_under_two_names_is_told_once() -> None:
    now, before = told(90, 300), told(30, 300)
    board = a_board(line("soft_inactivity", now, before), line("monthly_churn_soft", now, before))
    assert [one.kpi.key for one in standing_out(board).worse] == ["soft_inactivity"]


def test_a_few_days_that_go_on_are_not_held_against_whole_ones() -> None:
    two = Window(first=date(2026, 3, 7), last=date(2026, 3, 8), open=True)
    found = standing_out(a_board(line("joins", told(0), told(90)), window=two))
    assert (found.worse, found.better, found.compared) == ((), (), False)
    assert standing_out(a_board(line("joins", told(0), told(90)), window=attrs.evolve(WEEK, open=True))).worse
