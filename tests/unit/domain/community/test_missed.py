"""What the bot missed: gaps in as few as possible, and no coverage where it says that it heard nothing."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.coverage import GATEWAY, HISTORY, CoverageSpan, course
from domain.community.missed import NotedGap, merged, without
from domain.kernel.errors import Invalid
from tests.builders.activities import MINUTE, TIME_ZERO


def gap(since: int, until: int, **changes: object) -> NotedGap:
    start, end = TIME_ZERO + since * MINUTE, TIME_ZERO + until * MINUTE
    return attrs.evolve(NotedGap(family="voice", start=start, end=end, reason="deaf"), **changes)


def span(since: int, until: int, **changes: object) -> CoverageSpan:
    start, end = TIME_ZERO + since * MINUTE, TIME_ZERO + until * MINUTE
    return attrs.evolve(CoverageSpan(family="voice", start=start, end=end, source=GATEWAY), **changes)


def test_a_gap_never_ends_before_it_starts() -> None:
    with pytest.raises(Invalid):
        gap(2, 1)


def test_touching_gaps_of_one_reason_are_one_and_empty_ones_are_none() -> None:
    other = gap(0, 3, reason="restarted")
    assert merged([gap(2, 4), other, gap(0, 2), gap(9, 9)]) == [gap(0, 4), other]


def test_only_what_the_bot_itself_claimed_is_taken_back() -> None:
    others = [span(0, 9, source=HISTORY), span(0, 9, family="messages")]
    assert without([span(0, 9), *others], [gap(2, 3), gap(8, 20)]) == [span(0, 2), span(3, 8), *others]


PARTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=6)


@given(PARTS, PARTS)
def test_nothing_of_a_gap_is_covered_and_all_else_is(
    spans: list[tuple[int, int]], gaps: list[tuple[int, int]]
) -> None:
    left = course(without([span(a, a + n) for a, n in spans], [gap(a, a + n) for a, n in gaps]), "voice")
    for minute in range(41):
        start = TIME_ZERO + minute * MINUTE
        missed = any(a <= minute < a + n for a, n in gaps)
        heard = any(a <= minute < a + n for a, n in spans) and not missed
        assert left.coverage(start, start + MINUTE).share == (1.0 if heard else 0.0)
