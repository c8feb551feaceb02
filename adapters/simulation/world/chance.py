"""Chance in whole numbers: each person, concern and day has lots of its own, whatever else was drawn.

A lot is a hash, not a state, so that worlds are the same on every machine and version of numpy, and
a new concern moves no old number. The hash is the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

Lots = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

_ALL: Final = 2**64 - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
_ONE: Final = 2**160
"""Chances are kept as whole numbers of 2^-160: none is too small, and none is rounded by a library."""

_STEP: Final = 32
"""Rates of Poisson counts are told apart in steps of 1/32."""

_HIGHEST: Final = 64


class Concern(IntEnum):
    """What lots are drawn for; numbers are never used again for something else."""

    CHARACTER = 1
    HOME = 2
    MEMBERSHIP = 3
    FATE = 4
    BURSTS = 5
    PRESENCE = 6
    COUNT = 7
    WRITING = 8
    ANSWERING = 9
    CHARM = 10
    REACTING = 11
    TALKING = 12
    ATTENDANCE = 13
    EVENTS = 14
    CAMPAIGN = 15
    CHURN_WAVE = 16
    RAID = 17
    GUILD = 18
    LATER = 19
    NOTICE = 20
    RSVPS = 21
    COMMANDS = 22
    ROLES = 23
    INVITES = 24


def _mixed(lots: Lots) -> Lots:
    lots = (lots ^ (lots >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    lots = (lots ^ (lots >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return lots ^ (lots >> np.uint64(31))


def _mixed_number(value: int) -> int:
    return int(_mixed(np.array([value & _ALL], dtype=np.uint64))[0])


def then(lots: Lots, index: int | Numbers) -> Lots:
    """Further lots of the same owners: another one for each index."""
    step = np.asarray(index).astype(np.uint64).reshape(-1) + np.uint64(1)
    return _mixed(lots + step * np.uint64(_GOLDEN))


def below(lots: Lots, bound: int | Numbers) -> Numbers:
    """Whole numbers of 0 to `bound` - 1 (of at most 2^31), each as likely."""
    many = np.asarray(bound).astype(np.uint64).reshape(-1)
    return (((lots >> np.uint64(32)) * many) >> np.uint64(32)).astype(np.int64)


def one_of(lots: Lots, weights: Sequence[int] | Numbers) -> Numbers:
    """Indexes drawn by weight."""
    ends = np.cumsum(np.asarray(weights, dtype=np.int64))
    return np.searchsorted(ends, below(lots, int(ends[-1])), side="right").astype(np.int64)


@attrs.frozen
class Chance:
    """All lots of one seed."""

    seed: int

    def of(self, concern: Concern, people: Numbers, day: int = 0) -> Lots:
        """One lot for each of these people, for that concern on that day."""
        start = _mixed_number(_mixed_number(self.seed * 2 + 1) ^ _mixed_number(int(concern) << 32 | day))
        return _mixed(people.astype(np.uint64) * np.uint64(_GOLDEN) + np.uint64(start))

    def number(self, concern: Concern, bound: int, day: int = 0, owner: int = 0) -> int:
        """A whole number of 0 to `bound` - 1 that belongs to the community and not to a person."""
        return int(below(self.of(concern, np.array([owner + 2**31]), day), bound)[0])


@cache
def _poisson() -> tuple[Numbers, Numbers]:
    """Thresholds of all rates in one sorted row, and where each rate begins in it."""
    shrink = _ONE  # exp(-1/step) by its series
    term, power = _ONE, 0
    while term:
        power += 1
        term //= power * _STEP
        shrink += -term if power % 2 else term
    rows: list[int] = []
    starts: list[int] = []
    first = _ONE
    for rate in range(_HIGHEST * _STEP + 1):
        starts.append(len(rows))
        part = through = first
        count = 0
        while (bound := through >> 128) < 2**32 - 1 and part:
            rows.append(rate << 32 | bound)
            count += 1
            part = part * rate // (_STEP * count)
            through += part
        first = first * shrink >> 160
    return np.array(rows, dtype=np.int64), np.array(starts, dtype=np.int64)


def counts(lots: Lots, thousandths: Numbers) -> Numbers:
    """Poisson counts for rates in thousandths (at most 64,000), by inversion of the distribution.

    The same lot gives a count that only grows with the rate. A rate between two steps is rounded up or
    down by lot, so that the mean is the rate.
    """
    rows, starts = _poisson()
    rate = (np.minimum(thousandths, (_HIGHEST - 1) * 1000) * _STEP + below(then(lots, 1), 1000)) // 1000
    wanted = (rate << 32) | (lots >> np.uint64(32)).astype(np.int64)
    return (np.searchsorted(rows, wanted, side="right") - starts[rate]).astype(np.int64)


def array(values: Any) -> Numbers:  # noqa: ANN401 - whatever numpy makes an array of
    """Whole numbers as numpy holds them."""
    return np.asarray(values, dtype=np.int64)
