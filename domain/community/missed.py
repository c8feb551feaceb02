"""Times that nobody listened, for a reason that the listener itself knows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import attrs

from domain.community.coverage import GATEWAY, CoverageSpan, Family
from domain.kernel.errors import Invalid
from domain.kernel.instants import utc

RESTARTED: Final = "restarted"
"""The bot was not running: it was restarted, or its machine was."""

SESSION_LOST: Final = "session_lost"
"""Discord ended the session, and a new one does not say what happened in between."""

DEAF: Final = "deaf"
"""The connection was open and told nothing any more."""

NO_INTENT: Final = "no_intent"
"""A switch in Discord's developer portal is off, without which this is not told."""

OUTAGE: Final = "outage"
"""Discord itself could not reach the server."""

JOURNAL_FULL: Final = "journal_full"
"""The bot had no room left for what it had not yet brought to the database."""

JOURNAL_FAILED: Final = "journal_failed"
"""The disk of the bot refused to be written."""

JOURNAL_DAMAGED: Final = "journal_damaged"
"""What the bot had kept on its disk was damaged."""

MISSED: Final = frozenset(
    {RESTARTED, SESSION_LOST, DEAF, NO_INTENT, OUTAGE, JOURNAL_FULL, JOURNAL_FAILED, JOURNAL_DAMAGED}
)


@attrs.frozen(kw_only=True)
class NotedGap:
    """From `start` to `end` (exclusive) the bot did not hear a family, and knows why."""

    family: Family
    start: datetime = attrs.field(converter=utc)
    end: datetime = attrs.field(converter=utc)
    reason: str

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise Invalid(f"a gap of {self.family} ends before it starts")


def merged(gaps: Iterable[NotedGap]) -> list[NotedGap]:
    """The same gaps in as few as possible: touching ones of one reason become one, empty ones are none."""
    result: list[NotedGap] = []
    for gap in sorted(gaps, key=lambda each: (each.family, each.reason, each.start, each.end)):
        last = result[-1] if result else None
        if last and (last.family, last.reason) == (gap.family, gap.reason) and gap.start <= last.end:
            result[-1] = attrs.evolve(last, end=max(last.end, gap.end))
        elif gap.start < gap.end:
            result.append(gap)
    return result


def without(spans: Iterable[CoverageSpan], gaps: Iterable[NotedGap]) -> list[CoverageSpan]:
    """What the bot heard, less what it says that it missed; other sources heard what they heard."""
    left = list(spans)
    for gap in gaps:
        left = [part for span in left for part in _less(span, gap)]
    return left


def _less(span: CoverageSpan, gap: NotedGap) -> list[CoverageSpan]:
    touched = span.source == GATEWAY and span.family == gap.family
    if not touched or gap.end <= span.start or span.end <= gap.start or gap.start == gap.end:
        return [span]
    parts = []
    if span.start < gap.start:
        parts.append(attrs.evolve(span, end=gap.start))
    if gap.end < span.end:
        parts.append(attrs.evolve(span, start=gap.end))
    return parts
