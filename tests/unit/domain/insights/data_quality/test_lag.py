"""Quantiles of lag, read from buckets."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.intake import LAG_BOUNDS
from domain.insights.data_quality.lag import BUCKETS, Lag, quantile

COUNTS = st.lists(st.integers(0, 50), min_size=BUCKETS, max_size=BUCKETS)


def filled(**buckets: int) -> tuple[int, ...]:
    """Counts of some buckets: b3=5."""
    return tuple(buckets.get(f"b{number}", 0) for number in range(BUCKETS))


@given(COUNTS, st.floats(0, 1), st.floats(0, 1))
def test_a_quantile_lies_in_the_bucket_in_which_its_place_is(
    buckets: list[int], one: float, other: float
) -> None:
    found = quantile(buckets, one)
    assert 0 <= found <= LAG_BOUNDS[-1]
    if one <= other:
        assert found <= quantile(buckets, other)
    if sum(buckets):
        below = sum(count for count, bound in zip(buckets, LAG_BOUNDS, strict=False) if bound < found)
        upto = sum(
            count for count, low in zip(buckets, (0, *LAG_BOUNDS), strict=False) if low < found or low == 0
        )
        assert below <= one * sum(buckets) + 1e-6
        assert one * sum(buckets) <= upto + 1e-6 or found == LAG_BOUNDS[-1]


@pytest.mark.parametrize(
    ("buckets", "share", "seconds"),
    [
        (filled(), 0.5, 0.0),
        (filled(b0=10), 0.5, LAG_BOUNDS[0] / 2),
        (filled(b4=10), 1.0, LAG_BOUNDS[4]),
        (filled(b4=10), 0.5, LAG_BOUNDS[3] * 2**0.5),
        (filled(b3=1, b5=1), 0.5, LAG_BOUNDS[3]),
        ((0,) * (BUCKETS - 1) + (7,), 0.5, LAG_BOUNDS[-1]),
    ],
)
def test_within_a_bucket_lags_are_spread_evenly_on_their_logarithm(
    buckets: tuple[int, ...], share: float, seconds: float
) -> None:
    assert quantile(buckets, share) == pytest.approx(seconds)


def test_the_median_of_many_is_near_the_true_one() -> None:
    draw = Random(3)
    true = sorted(draw.lognormvariate(0.3, 1.1) for _ in range(20_000))
    counts = [0] * BUCKETS
    for lag in true:
        counts[next((n for n, bound in enumerate(LAG_BOUNDS) if lag <= bound), BUCKETS - 1)] += 1
    found = Lag(source="gateway", buckets=tuple(counts))
    assert found.count == 20_000
    assert found.p50 == pytest.approx(true[10_000], rel=0.05)
    assert found.p95 == pytest.approx(true[19_000], rel=0.1)


def test_a_past_that_was_brought_in_hides_no_slow_listener() -> None:
    found = Lag(source="gateway", buckets=filled(b5=30, b6=70, b25=10_000, b20=1, b21=2))
    assert (found.count, found.afterwards) == (101, 10_002)
    assert LAG_BOUNDS[5] < found.p50 < found.p95 < LAG_BOUNDS[6]
    assert found.count + found.afterwards == sum(found.buckets)


def test_what_was_only_told_afterwards_has_no_lag() -> None:
    found = Lag(source="simulation", buckets=filled(b25=5))
    assert (found.count, found.afterwards, found.p50, found.p95) == (0, 5, 0.0, 0.0)
