"""The first look of a day: the score, what moved it, and no more than three numbers beside it."""

from datetime import date

import attrs
import pytest

from domain.insights.kpis.asked.glance import glance
from domain.insights.kpis.asked.standing_out import how_far
from domain.insights.kpis.board import Board, Line, Told
from domain.insights.kpis.health.score import COMPONENTS, SCORE
from domain.insights.kpis.kpi import Part
from domain.kernel.windows import AsOf
from tests.unit.domain.insights.kpis.asked.test_standing_out import a_board, line, told

AS_OF = AsOf.end_of(date(2026, 3, 8), "UTC")


def a_score(**points: float | None) -> Told:
    """Of these components; what is not named earned a half, what is None is not known."""
    halves = {one.key: one.weight / 2 for one in COMPONENTS}
    parts = tuple(
        Part(
            key=one.key,
            title=one.key,
            numerator=(halves | points)[one.key],
            denominator=one.weight,
            kpi=one.key,
        )
        for one in COMPONENTS
    )
    known = [part for part in parts if part.numerator is not None]
    return told(
        sum(part.numerator or 0.0 for part in known),
        sum(part.denominator or 0.0 for part in known) / 100,
        parts=parts,
    )


def a_day(*lines: Line) -> Board:
    return attrs.evolve(a_board(*lines), as_of=AS_OF)


def test_of_all_that_stands_out_the_three_that_moved_furthest_are_named() -> None:
    moved = [("joins", 90, 20), ("leaves", 60, 20), ("members", 500, 420), ("wam", 40, 38), ("dau", 80, 30)]
    lines = [line(key, told(now), told(before)) for key, now, before in moved]
    seen = glance(a_day(line(SCORE, a_score(wam=1.0), a_score(wam=30.0)), *lines))
    assert [one.kpi.key for one in seen.standing] == ["joins", "dau", "leaves"]
    far = [abs(how_far(one) or 0.0) for one in seen.standing]
    assert far == sorted(far, reverse=True) and min(far) >= 1


@pytest.mark.parametrize("missing", [None, "stickiness"])
def test_what_moved_the_score_sums_to_its_change_by_component(missing: str | None) -> None:
    gone = {} if missing is None else {missing: None}
    now, before = a_score(wam=27.0, monthly_churn_hard=6.0), a_score(retention_week_4=12.5, **gone)
    score = line(SCORE, now, before)
    seen = glance(a_day(score))
    assert seen.score is score
    strongest = [abs(one.change or 0.0) for one in seen.movers]
    assert strongest == sorted(strongest, reverse=True)
    if missing is None:
        assert [one.key for one in seen.movers] == ["wam", "retention_week_4", "monthly_churn_hard"]
        assert sum(one.change or 0.0 for one in seen.movers) == pytest.approx(
            (now.shown or 0.0) - (before.shown or 0.0)
        )


def test_less_than_a_tenth_of_a_point_is_left_to_the_receipt() -> None:
    now, before = a_score(wam=27.0, stickiness=10.05), a_score(wam=15.0)
    assert [one.key for one in glance(a_day(line(SCORE, now, before))).movers] == ["wam"]


def test_without_a_time_before_nothing_moved_it_and_nothing_stands_out() -> None:
    seen = glance(a_day(line(SCORE, a_score(), None), line("joins", told(90), None)))
    assert (seen.movers, seen.standing, seen.compared) == ((), (), False)


def test_without_a_score_what_stands_out_is_told_all_the_same() -> None:
    seen = glance(a_day(line("joins", told(90), told(20))))
    assert seen.score is None
    assert [one.kpi.key for one in seen.standing] == ["joins"]
