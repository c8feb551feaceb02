"""Which sessions changed is found between what two lists have in common."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from application.community.attendance.attending import differing
from domain.community.spans import Span
from tests.builders.activities import TIME_ZERO

SPANS = st.lists(st.integers(0, 3), max_size=6).map(
    lambda hours: [Span(TIME_ZERO + timedelta(hours=hour), None, False, False, 1) for hour in sorted(hours)]
)


@given(SPANS, SPANS)
def test_everything_that_is_in_one_list_only_differs_and_nothing_of_equal_lists(
    before: list[Span], after: list[Span]
) -> None:
    found = differing(before, after)
    assert set(before) ^ set(after) <= set(found)
    assert differing(before, before) == []


@given(SPANS, SPANS, SPANS)
def test_a_common_beginning_and_end_are_left_out(
    start: list[Span], middle: list[Span], end: list[Span]
) -> None:
    assert len(differing([*start, *end], [*start, *middle, *end])) == len(middle)
    assert len(differing([*start, *middle, *end], [*start, *end])) == len(middle)
