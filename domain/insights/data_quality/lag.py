"""How late things were told: quantiles read from buckets of lag."""

from collections.abc import Sequence
from math import log2
from typing import Final

import attrs

from domain.community.log.intake import LAG_BOUNDS

BUCKETS: Final = len(LAG_BOUNDS) + 1
AFTERWARDS: Final = 2.0**17
"""Seconds, 36 hours: what is told later than that is a past that was brought in, and no listener's lag."""

_LIVE: Final = LAG_BOUNDS.index(AFTERWARDS) + 1


@attrs.frozen(kw_only=True)
class Lag:
    """How late a source told things: seconds that half of them, and 19 of 20, took at most.

    `buckets` has a count for each bucket of LAG_BOUNDS and one for what was later than all of them. What was
    told afterwards is counted by itself: a year that is brought in would hide a listener that is slow.
    """

    source: str
    buckets: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many things were told live, with an exact time."""
        return sum(self.live)

    @property
    def live(self) -> tuple[int, ...]:
        """The buckets of what was told within AFTERWARDS."""
        return self.buckets[:_LIVE]

    @property
    def afterwards(self) -> int:
        """How many things were told later than that."""
        return sum(self.buckets[_LIVE:])

    @property
    def p50(self) -> float:
        """The median."""
        return quantile(self.live, 0.5)

    @property
    def p95(self) -> float:
        """19 of 20 took at most so long."""
        return quantile(self.live, 0.95)


def quantile(buckets: Sequence[int], share: float, bounds: Sequence[float] = LAG_BOUNDS) -> float:
    """The time in seconds below which `share` (0 to 1) of the counted lie; 0.0 where nothing was counted.

    Bucket n ends with bound n. Within a bucket counts are taken to be spread evenly on the logarithm of the
    time, as its bounds are (Prometheus, `histogram_quantile` of exponential buckets). The first bucket begins
    at 0, where there is no logarithm: within it they are spread evenly. The last has no end: its answer is
    its beginning.
    """
    total = sum(buckets)
    if not total:
        return 0.0
    wanted, below = share * total, 0
    for bucket, count in enumerate(buckets):
        if count and below + count >= wanted:
            return _within(bucket, max(0.0, (wanted - below) / count), bounds)
        below += count
    return bounds[-1]


def _within(bucket: int, part: float, bounds: Sequence[float]) -> float:
    if bucket == 0:
        return bounds[0] * part
    if bucket >= len(bounds):
        return bounds[-1]
    low, high = log2(bounds[bucket - 1]), log2(bounds[bucket])
    return float(2 ** (low + (high - low) * part))
