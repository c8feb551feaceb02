"""Gaps and their reasons: why nobody heard what may have happened then."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import chain, pairwise

import attrs

from domain.community.coverage import (
    BACKFILL,
    FAMILIES,
    HISTORY,
    Course,
    CoverageSpan,
    Family,
    Silence,
    course,
)
from domain.community.missed import (
    DEAF,
    JOURNAL_DAMAGED,
    JOURNAL_FAILED,
    JOURNAL_FULL,
    NO_INTENT,
    OUTAGE,
    RESTARTED,
    SESSION_LOST,
    NotedGap,
)


class Reason(StrEnum):
    """Why a time was not heard: as the bot itself noted it, else as far as the coverage tells."""

    DISCONNECTED = "disconnected"
    """Between two times in which a live source heard it."""
    STOPPED = "stopped"
    """After the last word of a live source."""
    BEFORE = "before"
    """Before a live source began to hear it."""
    UNTOLD = "untold"
    """Other things were heard then, by a source that never tells this one."""
    NOT_KEPT = "not_kept"
    """Other things of the time before the bot were caught up with; of this Discord keeps no past."""
    NO_FILE = "no_file"
    """Only history files ever told of it, and none of this time."""
    CHANNELS = "channels"
    """Some channels were heard then, and others were not."""
    NEVER = "never"
    """No source ever told of it."""

    RESTARTED = RESTARTED
    SESSION_LOST = SESSION_LOST
    DEAF = DEAF
    OUTAGE = OUTAGE
    NO_INTENT = NO_INTENT
    JOURNAL_FULL = JOURNAL_FULL
    JOURNAL_FAILED = JOURNAL_FAILED
    JOURNAL_DAMAGED = JOURNAL_DAMAGED

    @classmethod
    def noted(cls, word: str) -> "Reason":
        """The reason that the bot noted; of one that this version does not know, only that it was away."""
        return cls(word) if word in cls._value2member_map_ else cls.DISCONNECTED


@attrs.frozen(kw_only=True)
class Gap:
    """A time that was not heard, of the families that share it, with its reason."""

    start: datetime
    end: datetime
    reason: Reason
    families: tuple[Family, ...]

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return (self.end - self.start).total_seconds()


def explained(
    spans: Sequence[CoverageSpan],
    families: Iterable[Family],
    start: datetime,
    end: datetime,
    noted: Sequence[NotedGap] = (),
) -> tuple[Gap, ...]:
    """The gaps of these families in [start, end), in order of time; equal gaps of several are one."""
    return together(of_family(spans, family, course(spans, family), start, end, noted) for family in families)


def together(gaps: Iterable[Iterable[Gap]]) -> tuple[Gap, ...]:
    """Gaps of several families in order of time, each of which says whose it is."""
    found: dict[tuple[datetime, datetime, Reason], set[Family]] = {}
    for gap in chain.from_iterable(gaps):
        found.setdefault((gap.start, gap.end, gap.reason), set()).update(gap.families)
    return tuple(
        Gap(start=since, end=until, reason=reason, families=tuple(sorted(who, key=FAMILIES.index)))
        for (since, until, reason), who in sorted(found.items(), key=lambda one: one[0])
    )


def of_family(
    spans: Sequence[CoverageSpan],
    family: Family,
    heard: Course,
    start: datetime,
    end: datetime,
    noted: Sequence[NotedGap] = (),
) -> list[Gap]:
    """The gaps of one family, whose course is `heard`; why, if the bot noted it, else as it is told."""
    silent = heard.silences(start, end)
    told = _told(spans, family, noted) if any(silence.whole for silence in silent) else None
    found: list[tuple[datetime, datetime, Reason]] = []
    for silence in silent:
        if not silence.whole or told is None:
            found.append((silence.start, silence.end, Reason.CHANNELS))
            continue
        for since, until in pairwise([silence.start, *told.cuts(silence), silence.end]):
            reason = told.why(since, until)
            touches = bool(found) and found[-1][1:] == (since, reason)
            found.append((found.pop()[0] if touches else since, until, reason))
    return [Gap(start=since, end=until, reason=why, families=(family,)) for since, until, why in found]


@attrs.frozen(kw_only=True)
class _Told:
    """Who tells of a family: since and until when live sources did, and whether any file does."""

    first_end: datetime | None
    last_start: datetime | None
    """Of the spans of live sources; None where there are none."""

    any_file: bool
    others: list[datetime]
    """When other families were heard by sources that never tell this one: begin, end, begin, end ..."""

    caught_up: list[datetime]
    """The same of what was caught up with alone."""

    noted: list[NotedGap]
    """What the bot noted of this family, in order of their beginnings."""

    edges: list[datetime]
    """Where the reason may change: the edges of both, in order."""

    def cuts(self, silence: Silence) -> list[datetime]:
        """Where within a silence the reason may change."""
        return self.edges[bisect_right(self.edges, silence.start) : bisect_left(self.edges, silence.end)]

    def why(self, start: datetime, end: datetime) -> Reason:
        """Why all channels were silent in [start, end), which no live span touches and no cut divides.

        Of several notes the one that began last is the nearest to what happened.
        """
        begun = self.noted[: bisect_right(self.noted, start, key=_began)]
        if note := next((gap for gap in reversed(begun) if gap.end >= end), None):
            return Reason.noted(note.reason)
        was = self.first_end is not None and self.first_end <= start
        will = self.last_start is not None and self.last_start >= end
        if was:
            return Reason.DISCONNECTED if will else Reason.STOPPED
        if bisect_right(self.caught_up, start) % 2:
            return Reason.NOT_KEPT
        if bisect_right(self.others, start) % 2:
            return Reason.UNTOLD
        if will:
            return Reason.BEFORE
        return Reason.NO_FILE if self.any_file else Reason.NEVER


def _began(gap: NotedGap) -> datetime:
    return gap.start


def _told(spans: Sequence[CoverageSpan], family: Family, noted: Sequence[NotedGap]) -> _Told:
    own = [span for span in spans if span.family == family]
    tellers = {span.source for span in own}
    live = [span for span in own if span.source != HISTORY]
    apart = [span for span in spans if span.source not in tellers]
    others, caught_up = _edges(apart), _edges(span for span in apart if span.source == BACKFILL)
    notes = sorted((gap for gap in noted if gap.family == family), key=lambda gap: (gap.start, gap.reason))
    return _Told(
        first_end=min((span.end for span in live), default=None),
        last_start=max((span.start for span in live), default=None),
        any_file=len(live) < len(own),
        others=others,
        caught_up=caught_up,
        noted=notes,
        edges=sorted({*others, *caught_up, *(at for gap in notes for at in (gap.start, gap.end))}),
    )


def _edges(spans: Iterable[CoverageSpan]) -> list[datetime]:
    """Where these spans begin and end, those that touch as one: begin, end, begin, end ..."""
    joined: list[tuple[datetime, datetime]] = []
    for since, until in sorted({(span.start, span.end) for span in spans}):
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        elif since < until:
            joined.append((since, until))
    return [at for span in joined for at in span]
