"""Voice at events: the part of a session that lies in an event's window, in the event's channel."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import attrs

from domain.community.spans import Span
from domain.kernel.errors import Invalid


@attrs.frozen(kw_only=True)
class EventWindow:
    """When voice in a channel belongs to an event: from a while before its start to its end (exclusive)."""

    event: int
    channel: int
    start: datetime
    end: datetime

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise Invalid(f"the window of event {self.event} ends before it starts")


class VoicePart(NamedTuple):
    """A part of a session; of `event_voice` the event is named, of plain `voice` it is None."""

    start: datetime
    end: datetime
    channel: int | None
    event: int | None


def voice_parts(sessions: Iterable[Span], windows: Iterable[EventWindow]) -> list[VoicePart]:
    """Finished sessions cut by the windows of events in their channel, in order; their sum is unchanged.

    Where two events of a channel overlap, the time belongs to the one that began first. A session that lasts
    is left out: who asks for now ends it now.
    """
    by_channel: dict[int | None, list[EventWindow]] = {}
    for window in sorted(windows, key=lambda each: (each.start, each.event)):
        by_channel.setdefault(window.channel, []).append(window)
    parts: list[VoicePart] = []
    for session in sessions:
        if session.start is not None and session.end is not None:
            parts += _cut(session.start, session.end, session.channel, by_channel.get(session.channel, []))
    return sorted(parts, key=lambda part: part[:2])


def _cut(
    start: datetime, end: datetime, channel: int | None, windows: Iterable[EventWindow]
) -> list[VoicePart]:
    parts: list[VoicePart] = []
    cursor = start
    for window in windows:
        since, until = max(cursor, window.start), min(end, window.end)
        if since >= until:
            continue
        if cursor < since:
            parts.append(VoicePart(cursor, since, channel, None))
        parts.append(VoicePart(since, until, channel, window.event))
        cursor = until
    if cursor < end:
        parts.append(VoicePart(cursor, end, channel, None))
    return parts
