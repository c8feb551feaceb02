"""Ranges of ids behave as the sets of ids that they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.backfill.ranges import Ranges
from domain.kernel.errors import Invalid

IDS = st.integers(0, 40)
PARTS = st.lists(st.tuples(IDS, IDS), max_size=6)


def ids(parts: list[tuple[int, int]]) -> set[int]:
    """The slow truth: every id by itself."""
    return {number for low, high in parts for number in range(low, high)}


def held(ranges: Ranges) -> set[int]:
    return ids(list(ranges))


@given(PARTS)
def test_a_union_holds_every_id_once_in_as_few_ranges_as_possible(parts: list[tuple[int, int]]) -> None:
    union = Ranges.of(parts)
    assert held(union) == ids(parts)
    for (low, high), (after, _) in zip(union.parts, union.parts[1:], strict=False):
        assert low < high < after, "sorted, neither overlapping nor touching"
    assert bool(union) == bool(ids(parts))
    assert all((number in union) == (number in ids(parts)) for number in range(42))


@given(PARTS, PARTS, IDS, IDS)
def test_algebra_is_that_of_sets(
    one: list[tuple[int, int]], other: list[tuple[int, int]], low: int, high: int
) -> None:
    a, b, span = Ranges.of(one), Ranges.of(other), ids([(low, high)])
    assert held(a | b) == ids(one) | ids(other)
    assert held(a.add(low, high)) == ids(one) | span
    assert held(a.within(low, high)) == ids(one) & span
    assert held(a.missing(low, high)) == span - ids(one)
    assert held(a.minus(b)) == ids(one) - ids(other)
    assert a | b == b | a
    assert a.add(low, high) == a | Ranges.of([(low, high)])


def test_an_id_below_zero_is_refused() -> None:
    with pytest.raises(Invalid):
        Ranges.of([(-1, 3)])
