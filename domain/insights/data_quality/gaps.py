"""Gaps and their reasons: why nobody heard what may have happened then."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

import attrs

from domain.community.coverage import FAMILIES, HISTORY, CoverageSpan, Family, silences


class Reason(StrEnum):
    """Why a time was not heard, as far as the coverage itself tells."""

    DISCONNECTED = "disconnected"
    """Between two times in which a live source heard it."""
    STOPPED = "stopped"
    """After the last word of a live source."""
    BEFORE = "before"
    """Before a live source began to hear it."""
    UNTOLD = "untold"
    """Other things were heard then, by a source that never tells this one."""
    NO_FILE = "no_file"
    """Only history files ever told of it, and none of this time."""
    CHANNELS = "channels"
    """Some channels were heard then, and others were not."""
    NEVER = "never"
    """No source ever told of it."""


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
    spans: Sequence[CoverageSpan], families: Iterable[Family], start: datetime, end: datetime
) -> tuple[Gap, ...]:
    """The gaps of these families in [start, end), in order of time; equal gaps of several are one."""
    found: dict[tuple[datetime, datetime, Reason], list[Family]] = {}
    for family in families:
        for since, until, reason in _of_family(spans, family, start, end):
            found.setdefault((since, until, reason), []).append(family)
    return tuple(
        Gap(start=since, end=until, reason=reason, families=tuple(sorted(who, key=FAMILIES.index)))
        for (since, until, reason), who in sorted(found.items())
    )


@attrs.frozen(kw_only=True)
class _Told:
    """Who tells of a family: when live sources did, and whether any file does."""

    live: list[tuple[datetime, datetime]]
    any_file: bool
    others: list[tuple[datetime, datetime]]
    """When other families were heard by sources that never tell this one."""

    def why(self, start: datetime, end: datetime) -> Reason:
        """Why all channels were silent in [start, end), which no edge of `live` or `others` cuts."""
        was = any(until <= start for _, until in self.live)
        will = any(since >= end for since, _ in self.live)
        if was:
            return Reason.DISCONNECTED if will else Reason.STOPPED
        if any(since <= start and end <= until for since, until in self.others):
            return Reason.UNTOLD
        if will:
            return Reason.BEFORE
        return Reason.NO_FILE if self.any_file else Reason.NEVER


def _told(spans: Sequence[CoverageSpan], family: Family) -> _Told:
    own = [span for span in spans if span.family == family]
    tellers = {span.source for span in own}
    live = [(span.start, span.end) for span in own if span.source != HISTORY]
    others = {(s.start, s.end) for s in spans if s.family != family and s.source not in tellers}
    return _Told(
        live=live, any_file=any(span.source == HISTORY for span in own), others=_joined(sorted(others))
    )


def _of_family(
    spans: Sequence[CoverageSpan], family: Family, start: datetime, end: datetime
) -> list[tuple[datetime, datetime, Reason]]:
    silent = silences(spans, family, start, end)
    told = _told(spans, family) if any(silence.whole for silence in silent) else None
    found: list[tuple[datetime, datetime, Reason]] = []
    for silence in silent:
        if not silence.whole or told is None:
            found.append((silence.start, silence.end, Reason.CHANNELS))
            continue
        cuts = {at for span in told.others for at in span if silence.start < at < silence.end}
        for since, until in pairwise([silence.start, *sorted(cuts), silence.end]):
            reason = told.why(since, until)
            touches = bool(found) and found[-1][1:] == (since, reason)
            found.append((found.pop()[0] if touches else since, until, reason))
    return found


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    joined: list[tuple[datetime, datetime]] = []
    for since, until in spans:
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((since, until))
    return joined
