"""What attendance needs of a store: the windows of events, and who was in them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from domain.community.events.attendance import Presence, Window
from domain.community.spans import Span

PresenceKey = tuple[int, int]
"""(event, member number)."""


class Attendance(Protocol):
    """Who was at which event of one guild: facts, from which the rules say who attended."""

    async def windows(self, start: datetime | None = None, end: datetime | None = None) -> list[Window]:
        """The windows of events that overlap [start, end), or all of them, by the event's id."""
        ...

    async def put_window(self, event: int, window: Window | None) -> None:
        """Replace the window of an event; None where it has none."""
        ...

    async def sessions(self, window: Window) -> dict[int, list[Span]]:
        """The voice sessions of which some part lies in a window, by member number, in their order."""
        ...

    async def of_event(self, event: int) -> list[Presence]:
        """Everybody who was at an event, by member number."""
        ...

    async def of_member(self, member_no: int) -> list[Presence]:
        """Every event that a member was at, by the event's id."""
        ...

    async def put(self, rows: Mapping[PresenceKey, Presence | None]) -> None:
        """Replace rows; None where a member was not at that event after all."""
        ...
