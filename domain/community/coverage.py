"""Coverage: when we were listening. Silence is not zero, and a gap is shown as a gap."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

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

HISTORY: Final = "history"
"""The source of what files of the past tell; every other source listens, or listened, as things happened."""

GATEWAY: Final = "gateway"
"""The source of what the bot hears as it happens."""

BACKFILL: Final = "backfill"
"""The source of what a listener catches up with: late by its nature."""

HEARTBEAT: Final = timedelta(minutes=5)
"""A listener that has not said for so long that it still listens is silent."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


COMPARABLE: Final = 0.5
"""A time heard for less than half is no baseline: nobody is called gone because nobody listened."""

UNCLAIMED: Final = "Only what was sent to us: nobody says whether it is all."
"""What to know of a number of a time that nobody says to have listened to."""

THROUGHOUT: Final = 0.995
"""From so much of a time on nothing is missing that anybody would see."""


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


def heard_since(spans: Iterable[CoverageSpan], family: Family, begin: datetime) -> list[CoverageSpan]:
    """The same coverage, and of that family none before: what was heard and never counted is as unknown as
    what was not heard."""
    found = []
    for span in spans:
        if span.family != family or span.start >= begin:
            found.append(span)
        elif span.end > begin:
            found.append(attrs.evolve(span, start=begin))
    return found


class Silence(NamedTuple):
    """A time of which at least one channel was not heard; `whole` when none was."""

    start: datetime
    end: datetime
    whole: bool


def coverage(spans: Iterable[CoverageSpan], family: Family, start: datetime, end: datetime) -> Coverage:
    """How much of [start, end) was heard of a family.

    Each channel that any source names counts the same; a span of all channels covers each of them.
    Gaps are the times that at least one channel was not heard.
    """
    return course(spans, family).coverage(start, end)


def daily_coverage(
    spans: Iterable[CoverageSpan], family: Family, edges: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The share of each day that was heard, as `coverage` counts it.

    `edges` are the instants between days, in seconds since 1970, shape (days + 1,); the result has
    shape (days,), 0 to 1. A day without length (it has not begun) counts as heard.
    """
    return course(spans, family).daily(edges)


def channel_shares(
    spans: Iterable[CoverageSpan], family: Family, start: datetime, end: datetime
) -> dict[int, float]:
    """How much of [start, end) was heard in each channel that any source names, 0 to 1."""
    since, until = _micros(start), _micros(end)
    parts: dict[int | None, list[tuple[int, int]]] = {}
    for span in spans:
        if span.family == family:
            kept = max(since, _micros(span.start)), min(until, _micros(span.end))
            parts.setdefault(span.channel, []).extend([kept] if kept[0] < kept[1] else [])
    everywhere = _union(parts.pop(None, []))
    return {
        channel: sum(b - a for a, b in _union([*own, *everywhere])) / max(1, until - since)
        for channel, own in parts.items()
        if channel is not None
    }


def settled(spans: Iterable[CoverageSpan], asked: datetime) -> datetime:
    """Up to when a question of this moment can be answered: the last word of a listener, if it is recent.

    A listener writes down every few seconds that it still listens; the seconds since then are no gap.
    """
    told = max((span.end for span in spans if span.end <= asked), default=asked)
    return told if asked - told < HEARTBEAT else asked


def least(coverages: Iterable[Coverage]) -> Coverage:
    """The coverage of a number that needs several families: the least of theirs (DESIGN, Coverage)."""
    return min(coverages, key=lambda found: found.share)


class Course(NamedTuple):
    """How many of `channels` were heard from each instant (microseconds since 1970) on; none before.

    Made once for a family, it answers any number of questions.
    """

    instants: NDArray[np.int64]
    heard: NDArray[np.int64]
    channels: int

    def coverage(self, start: datetime, end: datetime) -> Coverage:
        """How much of [start, end) was heard; see the function of that name."""
        if end <= start:
            return Coverage(share=0.0)
        amount = 0
        gaps: list[tuple[int, int]] = []
        for begins, ends, channels in self._pieces(start, end):
            amount += (ends - begins) * channels
            if channels < self.channels:
                gaps.append((begins, ends))
        return Coverage(
            share=amount / ((_micros(end) - _micros(start)) * self.channels),
            gaps=tuple((_instant(begins), _instant(ends)) for begins, ends in _union(gaps)),
        )

    def daily(self, edges: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of each day that was heard; see `daily_coverage`."""
        return self.shares(edges[:-1], edges[1:])

    def shares(self, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.float64]:
        """How much of each [start, end) was heard, in seconds since 1970; of one without length, all."""
        lengths = (ends - starts) * 1e6
        if not len(self.instants):
            return (lengths <= 0).astype(np.float64)
        amounts = self.heard[:-1] / self.channels * np.diff(self.instants)
        until_then = np.concatenate(([0.0], np.cumsum(amounts)))
        heard = np.subtract(*(np.interp(at * 1e6, self.instants, until_then) for at in (ends, starts)))
        ones = np.ones(len(lengths))
        shares: NDArray[np.float64] = np.divide(heard, lengths, out=ones, where=lengths > 0)
        return shares.round(9)

    def silences(self, start: datetime, end: datetime) -> list[Silence]:
        """The gaps of `coverage`, cut where some channels fall silent and others are heard again."""
        found: list[tuple[int, int, bool]] = []
        for begins, ends, channels in self._pieces(start, end) if start < end else []:
            if channels == self.channels:
                continue
            touches = bool(found) and found[-1][1:] == (begins, channels == 0)
            found.append((found.pop()[0] if touches else begins, ends, channels == 0))
        return [Silence(_instant(begins), _instant(ends), whole) for begins, ends, whole in found]

    def _pieces(self, start: datetime, end: datetime) -> list[tuple[int, int, int]]:
        """[start, end) cut where another number of channels begins to be heard: (from, to, channels)."""
        since, until = _micros(start), _micros(end)
        edges = np.concatenate(([since], np.clip(self.instants, since, until), [until]))
        heard = np.concatenate(([0], self.heard))
        some = edges[:-1] < edges[1:]
        columns = edges[:-1][some].tolist(), edges[1:][some].tolist(), heard[some].tolist()
        return list(zip(*columns, strict=True))


def course(spans: Iterable[CoverageSpan], family: Family) -> Course:
    """When a family was heard, in how many of its channels."""
    parts: dict[int | None, list[tuple[int, int]]] = {}
    for span in spans:
        if span.family == family:
            parts.setdefault(span.channel, []).append((_micros(span.start), _micros(span.end)))
    everywhere = parts.pop(None, [])
    steps = [step for since, until in _union(everywhere) for step in ((since, 1, 0), (until, -1, 0))]
    for own in parts.values():
        steps += [step for since, until in _union(own) for step in ((since, 0, 1), (until, 0, -1))]
    table = np.array(steps, dtype=np.int64).reshape(-1, 3)
    table = table[np.lexsort(table.T[::-1])]
    everyone, some = np.cumsum(table[:, 1]), np.cumsum(table[:, 2])
    channels = len(parts) or 1
    return Course(table[:, 0], np.where(everyone > 0, channels, some), channels)


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _instant(micros: int) -> datetime:
    return _EPOCH + micros * _MICROSECOND


def _union(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    union: list[tuple[int, int]] = []
    for since, until in sorted(parts):
        if union and since <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], until))
        else:
            union.append((since, until))
    return union
