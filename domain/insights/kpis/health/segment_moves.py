"""Who entered each segment in a time, from where, and who left it, and where to."""

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.insights.kpis.health.segments import silence_unheard
from domain.insights.kpis.known import segments_at
from domain.insights.kpis.slice import Slice
from domain.insights.segments import SEGMENTS, TOLD, Segment
from domain.kernel.instants import day_number

_NOBODY: Final = len(SEGMENTS)


@attrs.frozen(kw_only=True, eq=False)
class Flow:
    """Who moved between a segment and another one, as member numbers; None is whoever was not here before."""

    other: Segment | None
    members: NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.members)


@attrs.frozen(kw_only=True, eq=False)
class SegmentChange:
    """A segment at the start of a time and at its end: after = before + entered - left. Largest flows first.

    `unheard` says why nobody can be called silent at one of both ends; then the flows are not told.
    """

    segment: Segment
    before: int
    after: int
    entered: tuple[Flow, ...]
    left: tuple[Flow, ...]
    unheard: str | None = None


def segment_moves(seen: Slice) -> tuple[SegmentChange, ...]:
    """Every segment, from the start of the slice to its end, neither of them later than the moment."""
    come = day_number(seen.facts.as_of.last_day) + 1
    before, after = (segments_at(seen.facts, min(end, come)) for end in (seen.span[0], seen.end))
    unheard = silence_unheard(seen) or silence_unheard(seen.previous())
    everybody = seen.within(np.ones(seen.facts.size, dtype=np.bool_))
    return tuple(
        SegmentChange(
            segment=segment,
            before=int(np.count_nonzero(everybody & (before == place))),
            after=int(np.count_nonzero(everybody & (after == place))),
            entered=() if unheard else _flows(everybody & (after == place) & (before != place), before),
            left=() if unheard else _flows(everybody & (before == place) & (after != place), after),
            unheard=unheard,
        )
        for segment in TOLD
        for place in [SEGMENTS.index(segment)]
    )


def _flows(moved: NDArray[np.bool_], places: NDArray[np.int8]) -> tuple[Flow, ...]:
    who = np.flatnonzero(moved)
    found = [
        Flow(other=None if place == _NOBODY else SEGMENTS[place], members=who[places[who] == place])
        for place in np.unique(places[who]).tolist()
    ]
    return tuple(sorted(found, key=lambda flow: -flow.count))
