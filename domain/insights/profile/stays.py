"""Stays: voice sessions that touch a window, and memberships, from spans as they stood at a moment."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from domain.community.spans import Span
from domain.insights.cut import as_it_stood
from domain.insights.profile.parts import Session, Sessions, Stay
from domain.kernel.instants import zone

PAGE: Final = 20
"""Sessions that are shown at first, and how many more at each further look."""


def sessions(
    spans: Iterable[Span],
    names: Mapping[int, str],
    between: tuple[datetime, datetime],
    moment: datetime,
    *,
    most: int = PAGE,
) -> Sessions:
    """The sessions that touch `between`, known at a moment, latest first; one without a start is none."""
    start, end = between
    known = [
        Session(
            start=span.start,
            end=span.end,
            channel=_channel(span.channel, names),
            start_inferred=span.start_inferred,
            end_inferred=span.end_inferred,
        )
        for span in as_it_stood(spans, moment)
        if span.start is not None and span.start < end and (span.end is None or span.end > start)
    ]
    known.sort(key=lambda session: session.start, reverse=True)
    over = [session for session in known if session.end is not None]
    return Sessions(
        shown=tuple(known[:most]),
        count=len(known),
        longest=max(over, key=lambda session: session.seconds, default=None),
    )


def _channel(channel: int | None, names: Mapping[int, str]) -> str:
    if channel is None:
        return "a voice channel"
    return names.get(channel) or f"channel {channel}"


def stays(memberships: Iterable[Span], moment: datetime) -> tuple[Stay, ...]:
    """The memberships known at a moment, oldest first."""
    return tuple(
        Stay(
            joined=span.start,
            left=span.end,
            joined_inferred=span.start_inferred,
            left_inferred=span.end_inferred,
        )
        for span in as_it_stood(memberships, moment)
    )


def as_days(held: Iterable[Stay], zone_name: str) -> list[tuple[date | None, date | None]]:
    """The local days of joins and leaves."""
    tz = zone(zone_name)

    def day(at: datetime | None) -> date | None:
        return None if at is None else at.astimezone(tz).date()

    return [(day(stay.joined), day(stay.left)) for stay in held]
