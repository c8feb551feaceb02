"""Who puts an emoji on which message, and how soon."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from adapters.simulation.world.chance import Numbers, array, below, counts, then
from adapters.simulation.world.days.writing import Posts
from adapters.simulation.world.people.archetypes import column
from adapters.simulation.world.people.population import Population

_CHARM: Final = array([30, 50, 70, 90, 120, 150, 180, 220, 260, 300, 380, 450, 600, 900, 1_400, 2_400])
"""Reactions that messages have, in thousandths: a few have most."""

_DELAYS: Final = array(
    [5, 12, 30, 60, 120, 200, 300, 450, 600, 900, 1_300, 1_900, 2_800, 4_500, 8_000, 14_000]
)
"""Seconds until somebody reacts."""

_MOST: Final = 12
_REACTS = column("reacts")


def reactions(
    people: Population, day: int, strength: Numbers, posts: Posts
) -> Iterator[tuple[int, int, int, int]]:
    """(row of the message, who, milliseconds of the day, which emoji); each person once on a message."""
    eager = np.where(people.joined < day, _REACTS[people.kind] * strength // 1000, 0)
    ends = np.cumsum(eager)
    total = int(ends[-1])
    if not total or not len(posts.author):
        return
    lots = then(posts.lots, 5)
    lively = np.minimum(counts(lots, _CHARM[below(then(lots, 1), len(_CHARM))]), _MOST)
    row = np.repeat(np.arange(len(posts.author)), lively)
    index = np.arange(len(row)) - np.repeat(np.cumsum(lively) - lively, lively)
    each = then(then(lots, 2)[row], index)
    who = np.searchsorted(ends, _far_below(each, total), side="right")
    _, once = np.unique(row * len(people.kind) + who, return_index=True)
    once = once[who[once] != posts.author[row[once]]]
    row, who, each = row[once], who[once], each[once]
    seconds = _DELAYS[below(then(each, 1), len(_DELAYS))]
    ms = posts.ms[row] + seconds * 1000 + below(then(each, 2), 1000) * seconds
    emoji = below(then(each, 3), 3) + below(then(lots, 3), 7)[row]
    yield from zip(row.tolist(), who.tolist(), ms.tolist(), emoji.tolist(), strict=True)


def _far_below(lots: np.ndarray, bound: int) -> Numbers:
    """Whole numbers below a bound that may be larger than 2^31."""
    return (lots >> np.uint64(1)).astype(np.int64) % bound
