"""A guild's events and series in memory."""

from collections.abc import Collection
from datetime import datetime

import attrs

from adapters.memory.community.state import GuildState, Undo
from domain.community.events.event import Event, Status
from domain.community.events.recurrence import Recurrence
from domain.kernel.errors import Conflict


@attrs.frozen
class MemoryEvents:
    """The calendar."""

    _state: GuildState
    _undo: Undo

    async def of(self, ids: Collection[int]) -> dict[int, Event]:
        """The events with these ids."""
        return {one: self._state.events[one] for one in ids if one in self._state.events}

    async def mirrored(self, discord_ids: Collection[int]) -> dict[int, Event]:
        """The event that each of these events of Discord is the twin of."""
        found: dict[int, Event] = {}
        for event in self._by_start():
            for twin in event.subjects:
                if twin in discord_ids:
                    found[twin] = event
        return found

    async def between(self, start: datetime, end: datetime) -> list[Event]:
        """Every event of [start, end)."""
        return [event for event in self._by_start() if _touches(event, start, end)]

    async def alive(self) -> list[Event]:
        """Every event that is planned or going on."""
        return [event for event in self._by_start() if not event.over]

    async def ripe(self, now: datetime) -> list[Event]:
        """The living ones whose time has come."""
        return [event for event in await self.alive() if event.due(now) is not None]

    async def of_series(self, series: int) -> list[Event]:
        """The events of a series."""
        found = [event for event in self._state.events.values() if event.series == series]
        return sorted(found, key=lambda event: (event.occurrence or event.plan.starts_at, event.event_id))

    async def put(self, events: Collection[Event]) -> None:
        """Keep these as they are now."""
        for event in events:
            self._undo.set(self._state, "touched_events", self._state.revision + 1)
            for other in self._state.events.values():
                if other.event_id != event.event_id and _collide(event, other):
                    raise Conflict(f"“{other.plan.title}” is that event already: look at the calendar")
            self._undo.put(self._state.events, event.event_id, event)

    def _by_start(self) -> list[Event]:
        return sorted(self._state.events.values(), key=lambda event: (event.plan.starts_at, event.event_id))


def _touches(event: Event, start: datetime, end: datetime) -> bool:
    plan = event.plan
    first = min(plan.starts_at, event.started_at or plan.starts_at)
    last = max(plan.starts_at, event.ended_at or plan.ends_at or plan.starts_at)
    return first < end and (event.status is Status.STARTED or last >= start)


def _collide(one: Event, other: Event) -> bool:
    if one.series is not None and (one.series, one.occurrence) == (other.series, other.occurrence):
        return True
    return one.discord_id is not None and one.discord_id == other.discord_id and not (one.over or other.over)


@attrs.frozen
class MemoryRecurrences:
    """The series."""

    _state: GuildState
    _undo: Undo

    async def all(self) -> list[Recurrence]:
        """Every series."""
        return [self._state.recurrences[one] for one in sorted(self._state.recurrences)]

    async def put(self, recurrence: Recurrence) -> None:
        """Keep this series as it is now."""
        self._undo.put(self._state.recurrences, recurrence.series_id, recurrence)
