"""How much was heard, span by span: each channel that anybody names counts the same."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from domain.community.coverage import CoverageSpan

SILENT = timedelta(minutes=5)


def share(spans: Iterable[CoverageSpan], family: str, start: datetime, end: datetime) -> float:
    """Of [start, end), 0 to 1; of no time nothing."""
    if end <= start:
        return 0.0
    mine = [span for span in spans if span.family == family]
    channels = {span.channel for span in mine} - {None} or {None}
    heard = [
        _length([(s.start, s.end) for s in mine if s.channel in (None, channel)], start, end)
        for channel in channels
    ]
    return sum(heard, timedelta()) / (end - start) / len(channels)


def _length(pieces: Sequence[tuple[datetime, datetime]], start: datetime, end: datetime) -> timedelta:
    whole, reached = timedelta(), start
    for begins, ends in sorted(pieces):
        since, until = max(begins, reached), min(ends, end)
        if since < until:
            whole += until - since
            reached = until
    return whole


def known_until(spans: Iterable[CoverageSpan], moment: datetime) -> datetime:
    """The last word of a listener, where it is at most five minutes old; else the moment itself."""
    told = max((span.end for span in spans if span.end <= moment), default=moment)
    return told if moment - told < SILENT else moment
