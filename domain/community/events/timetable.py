"""Many windows at once: which events a session belongs to."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import timedelta

from domain.community.events.attendance import Presence, Window, presence
from domain.community.spans import LONGEST_SESSION, Span
from domain.kernel.instants import LocalCalendar


class Timetable:
    """The windows of a guild's events by channel, so that a session is held only against those near it."""

    def __init__(self, windows: Iterable[Window]) -> None:
        self._of: dict[int, list[Window]] = {}
        for window in sorted(windows, key=lambda each: (each.opens, each.event)):
            for channel in window.channels:
                self._of.setdefault(channel, []).append(window)
        self._longest = {
            channel: max((each.closes - each.opens for each in found), default=timedelta())
            for channel, found in self._of.items()
        }

    def touched_by(self, session: Span) -> Iterator[Window]:
        """The windows in which some of a session lies."""
        found = self._of.get(session.channel or 0)
        if not found or session.channel is None or session.start is None:
            return
        end = session.end or session.start + LONGEST_SESSION
        earliest = session.start - self._longest[session.channel]
        place = bisect_left(found, end, key=lambda each: each.opens)
        while place and found[place - 1].opens >= earliest:
            place -= 1
            if found[place].part(session) is not None:
                yield found[place]

    def presences(self, member_no: int, sessions: Iterable[Span], calendar: LocalCalendar) -> list[Presence]:
        """Where a member was, from all of their sessions."""
        there: dict[int, tuple[Window, list[Span]]] = {}
        for session in sessions:
            for window in self.touched_by(session):
                there.setdefault(window.event, (window, []))[1].append(session)
        found = (presence(window, member_no, parts, calendar) for window, parts in there.values())
        return [one for one in found if one is not None]
