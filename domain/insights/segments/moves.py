"""Who would move: the segments by two sets of settings, held together."""

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.insights.segments.rules import NOBODY, SEGMENTS, Segment


@attrs.frozen(kw_only=True)
class Move:
    """The members of one segment who would be in another; `members` are the first of them by number."""

    before: Segment
    after: Segment
    count: int
    members: tuple[int, ...]


def moves(before: NDArray[np.int8], after: NDArray[np.int8], *, most: int = 10) -> tuple[Move, ...]:
    """Every pair of segments that somebody would move between, the largest first; of each at most `most`
    members are told by number."""
    moved = (before != after) & (before < NOBODY) & (after < NOBODY)
    pairs = before[moved].astype(np.int64) * NOBODY + after[moved]
    who = np.flatnonzero(moved)
    found = [
        Move(
            before=SEGMENTS[pair // NOBODY],
            after=SEGMENTS[pair % NOBODY],
            count=count,
            members=tuple(who[pairs == pair][:most].tolist()),
        )
        for pair, count in zip(*(part.tolist() for part in np.unique(pairs, return_counts=True)), strict=True)
    ]
    return tuple(sorted(found, key=lambda move: -move.count))
