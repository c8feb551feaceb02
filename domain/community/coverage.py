"""Coverage: when we were listening. Silence is not zero, and a gap is shown as a gap."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.kernel.errors import Invalid
from domain.kernel.instants import utc

Family = Literal[
    "messages", "reactions_given", "reactions_received", "voice", "membership", "events", "commands"
]
FAMILIES: Final[tuple[Family, ...]] = (
    "messages",
    "reactions_given",
    "reactions_received",
    "voice",
    "membership",
    "events",
    "commands",
)


@attrs.frozen(kw_only=True)
class CoverageSpan:
    """From `start` to `end` (exclusive) a source heard everything of a family, in one channel or in all."""

    family: Family
    start: datetime = attrs.field(converter=utc)
    end: datetime = attrs.field(converter=utc)
    source: str
    channel: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise Invalid(f"coverage of {self.family} ends before it starts")


@attrs.frozen(kw_only=True)
class Coverage:
    """How much of a window was heard: a share of 0 to 1, and the gaps that no source covers."""

    share: float
    gaps: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def none(self) -> bool:
        """Nothing at all was heard: the number is unavailable, not zero."""
        return self.share <= 0

    @property
    def full(self) -> bool:
        """Everything was heard."""
        return self.share >= 1


def merged(spans: Iterable[CoverageSpan]) -> list[CoverageSpan]:
    """The same coverage in as few spans as possible: touching spans of one source become one."""
    result: list[CoverageSpan] = []
    order = sorted(spans, key=lambda s: (s.family, s.source, s.channel or 0, s.start, s.end))
    for span in order:
        last = result[-1] if result else None
        if (
            last is not None
            and (last.family, last.source, last.channel) == (span.family, span.source, span.channel)
            and span.start <= last.end
        ):
            result[-1] = attrs.evolve(last, end=max(last.end, span.end))
        else:
            result.append(span)
    return result


def coverage(spans: Iterable[CoverageSpan], family: Family, start: datetime, end: datetime) -> Coverage:
    """How much of [start, end) was heard of a family.

    Each channel that any source names counts the same; a span of all channels covers each of them.
    Gaps are the times that at least one channel was not heard.
    """
    mine = [span for span in spans if span.family == family]
    if end <= start or not mine:
        return Coverage(share=0.0, gaps=((start, end),) if end > start else ())
    named = sorted({span.channel for span in mine if span.channel is not None})
    channels: list[int | None] = [*named] or [None]
    everywhere = [(span.start, span.end) for span in mine if span.channel is None]
    shares: list[float] = []
    gaps: list[tuple[datetime, datetime]] = []
    for channel in channels:
        own = [(span.start, span.end) for span in mine if span.channel == channel and channel is not None]
        missing = _holes(everywhere + own, start, end)
        lost = sum((until - since).total_seconds() for since, until in missing)
        shares.append(1 - lost / (end - start).total_seconds())
        gaps += missing
    return Coverage(share=sum(shares) / len(shares), gaps=tuple(_union(gaps)))


def daily_coverage(
    spans: Iterable[CoverageSpan], family: Family, edges: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The share of each day that was heard, as `coverage` counts it.

    `edges` are the instants between days, in seconds since 1970, shape (days + 1,); the result has
    shape (days,), 0 to 1. A day without length (it has not begun) counts as heard.
    """
    mine = [span for span in spans if span.family == family]
    named = sorted({span.channel for span in mine if span.channel is not None})
    channels: list[int | None] = [*named] or [None]
    lengths = np.diff(edges)
    heard = np.zeros(len(lengths))
    for channel in channels:
        parts = [(span.start, span.end) for span in mine if span.channel in (None, channel)]
        for since, until in _union(parts):
            inside = np.clip(edges, since.timestamp(), until.timestamp())
            heard += np.diff(inside)
    total = lengths * len(channels)
    return np.divide(heard, total, out=np.ones(len(lengths)), where=total > 0)


def least(coverages: Iterable[Coverage]) -> Coverage:
    """The coverage of a number that needs several families: the least of theirs (DESIGN, Coverage)."""
    return min(coverages, key=lambda found: found.share)


def _union(parts: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    union: list[tuple[datetime, datetime]] = []
    for since, until in sorted(parts):
        if union and since <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], until))
        else:
            union.append((since, until))
    return union


def _holes(
    parts: list[tuple[datetime, datetime]], start: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    holes, cursor = [], start
    for since, until in _union(parts):
        if until <= cursor:
            continue
        if since >= end:
            break
        if since > cursor:
            holes.append((cursor, since))
        cursor = until
    if cursor < end:
        holes.append((cursor, end))
    return holes
