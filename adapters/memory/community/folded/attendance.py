"""Attendance in memory."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from adapters.memory.community.state import GuildState, Undo
from application.community.attendance.ports import PresenceKey
from domain.community.events.attendance import Presence, Window
from domain.community.spans import VOICE, Span


@attrs.frozen
class MemoryAttendance:
    """Windows by event, and presences by event and member."""

    _state: GuildState
    _undo: Undo

    async def windows(self, start: datetime | None = None, end: datetime | None = None) -> list[Window]:
        """The windows that overlap [start, end), or all."""
        return [
            window
            for _, window in sorted(self._state.windows.items())
            if (end is None or window.opens < end) and (start is None or window.closes > start)
        ]

    async def put_window(self, event: int, window: Window | None) -> None:
        """Replace the window of an event."""
        if window is None:
            self._undo.drop(self._state.windows, event)
        else:
            self._undo.put(self._state.windows, event, window)

    async def sessions(self, window: Window) -> dict[int, list[Span]]:
        """The voice sessions of which some part lies in a window."""
        found = {
            member_no: [span for span in spans if window.part(span) is not None]
            for (member_no, family), spans in sorted(self._state.spans.items())
            if family == VOICE
        }
        return {member_no: spans for member_no, spans in found.items() if spans}

    async def of_event(self, event: int) -> list[Presence]:
        """Everybody who was at an event."""
        return [row for (of, _), row in sorted(self._state.attendance.items()) if of == event]

    async def of_member(self, member_no: int) -> list[Presence]:
        """Every event that a member was at."""
        return [row for (_, who), row in sorted(self._state.attendance.items()) if who == member_no]

    async def put(self, rows: Mapping[PresenceKey, Presence | None]) -> None:
        """Replace rows."""
        for key, row in rows.items():
            if row is None:
                self._undo.drop(self._state.attendance, key)
            else:
                self._undo.put(self._state.attendance, key, row)
