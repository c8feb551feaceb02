"""Who entered and left each segment in a time."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.health.segment_moves import Flow, segment_moves
from domain.insights.kpis.slice import Slice
from domain.insights.segments import SEGMENTS
from domain.kernel.windows import AsOf, Window
from tests.builders.readings.kpis import MONTH, WEEK, belonging, days, heard, reading, said, some_facts
from tests.unit.domain.insights.kpis.health.test_lifecycle import JOINS, SHEETS


def moved(facts: Any, window: Window = WEEK) -> dict[tuple[Any, str], set[int]]:
    found = segment_moves(Slice(facts=facts, window=window))
    return {(flow.other, one.segment): set(flow.members.tolist()) for one in found for flow in one.entered}


def test_who_moved_is_told_from_where_and_by_number() -> None:
    facts = some_facts(
        *said(0, *range(-40, -20)),
        *said(1, -35),
        *said(2, -3),
        people=belonging(5, (3, -3, None), (4, -90, -1)),
    )
    assert moved(facts) == {
        ("regular", "inactive"): {1},
        ("lurker", "regular"): {2},
        ("lurker", "left"): {4},
        (None, "fresh"): {3},
        ("core", "regular"): {0},
    }


def test_nobody_enters_or_leaves_where_nothing_happens() -> None:
    assert moved(some_facts(*said(0, -2, -9), people=belonging(3))) == {}


def test_where_silence_was_not_heard_no_move_is_told() -> None:
    [*found] = segment_moves(Slice(facts=some_facts(*said(0, -3), spans=heard(-10, 1)), window=WEEK))
    assert all(one.unheard and not one.entered and not one.left for one in found)


@given(SHEETS, JOINS, st.integers(0, 40), st.sets(st.integers(0, 6)))
def test_a_segment_is_what_it_was_and_who_entered_less_who_left(
    rows: Any, joins: Any, length: int, erased: set[int]
) -> None:
    facts = some_facts(*rows, people=belonging(7, *joins, erased=erased))
    window = days(-length)
    found = {one.segment: one for one in segment_moves(Slice(facts=facts, window=window))}

    def count(flows: tuple[Flow, ...]) -> int:
        return sum(flow.count for flow in flows)

    for one in found.values():
        assert one.after == one.before + count(one.entered) - count(one.left)
        assert one.after == reading(f"segment_{one.segment}", facts, window).numerator
    gone = {(one.segment, flow.other): flow.members.tolist() for one in found.values() for flow in one.left}
    came = {
        (flow.other, one.segment): flow.members.tolist()
        for one in found.values()
        for flow in one.entered
        if flow.other is not None
    }
    assert gone == came
    assert len(found) == len(SEGMENTS)


def test_the_moves_of_a_month_are_between_its_ends() -> None:
    facts = some_facts(*said(0, *range(-20, -5)), people=belonging(1))
    assert moved(facts, MONTH) == {("lurker", "core"): {0}}


def test_of_days_that_have_not_begun_nothing_is_known_that_came_after_the_moment() -> None:
    facts = some_facts(*said(0, *range(-6, 7)), as_of=AsOf.end_of(days(0).last, "UTC"), count=1)
    ahead = {
        one.segment: (one.before, one.after) for one in segment_moves(Slice(facts=facts, window=days(7, 9)))
    }
    now = {one.segment: one.after for one in segment_moves(Slice(facts=facts, window=days(-6)))}
    assert ahead == {segment: (count, count) for segment, count in now.items()}
