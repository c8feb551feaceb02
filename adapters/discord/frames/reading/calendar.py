"""The calendar: what becomes of an event, by the moment for which it was planned."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

import attrs

from adapters.discord.frames.format.calendar import ACTIVE, CANCELLED, COMPLETED, SCHEDULED, Event, Interested
from adapters.discord.frames.format.parts import Who
from adapters.discord.frames.reading.moment import Moment, person
from application.community.hearing.told import EventSeen, EventsListed, Told
from domain.community.events.event import Status
from domain.community.events.following import Shown
from domain.community.log.activity import (
    EVENT_CANCELLED,
    EVENT_COMPLETED,
    EVENT_SCHEDULED,
    EVENT_STARTED,
    EVENT_UPDATED,
    RSVP_ADDED,
    RSVP_REMOVED,
    Activity,
)
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import milliseconds

_BECOMES: Final = {ACTIVE: EVENT_STARTED, COMPLETED: EVENT_COMPLETED, CANCELLED: EVENT_CANCELLED}
_ENDS: Final = {SCHEDULED: EVENT_CANCELLED, ACTIVE: EVENT_COMPLETED}
"""What it means that an event is deleted: one that ended already is only tidied away."""

_STATUS: Final = {ACTIVE: Status.STARTED, COMPLETED: Status.COMPLETED, CANCELLED: Status.CANCELLED}
_MOST: Final = 10_000


class Calendar:
    """Reads frames of events; remembers which are going on, since an event that recurs just starts over."""

    def __init__(self) -> None:
        self._last: dict[int, Event] = {}

    def present(self, events: Iterable[Event], now: Moment) -> Iterator[Told]:
        """The events that are planned or going on when the bot arrives; nobody saw those begin.

        What is not among them has ended, or was called off, while nobody listened.
        """
        events = tuple(events)
        yield EventsListed(guild=now.guild, at=now.at, ids=frozenset(event.id for event in events))
        for event in events:
            self._remember(event)
            yield _planned(event, now)
            began = min(event.starts, now.at)
            if event.status == ACTIVE:
                yield attrs.evolve(_tells(EVENT_STARTED, event, now, at=began), inferred=True)
            yield from _seen(event, now, at=began.astimezone(UTC) if event.status == ACTIVE else None)

    def planned(self, event: Event, now: Moment) -> Iterator[Told]:
        """An event was put on the calendar."""
        self._remember(event)
        yield _planned(event, now)
        yield from _seen(event, now)

    def changed(self, event: Event, now: Moment) -> Iterator[Told]:
        """An event began, ended, was called off, or is planned otherwise than before."""
        before = self._last.get(event.id)
        self._remember(event)
        if kind := _BECOMES.get(event.status):
            yield _tells(kind, event, now)
        elif before is not None and before.status == ACTIVE:
            yield _tells(EVENT_COMPLETED, before, now)
            yield _tells(EVENT_SCHEDULED, event, now)
            yield from _seen(before, now, COMPLETED)
        else:
            changed = _tells(EVENT_UPDATED, event, now)
            yield attrs.evolve(changed, natural_id=now.id)
        yield from _seen(event, now)

    def deleted(self, event: Event, now: Moment) -> Iterator[Told]:
        """An event was taken off the calendar."""
        self._last.pop(event.id, None)
        if kind := _ENDS.get(event.status):
            yield _tells(kind, event, now)
            yield from _seen(event, now, CANCELLED if kind == EVENT_CANCELLED else COMPLETED)

    def _remember(self, event: Event) -> None:
        self._last.pop(event.id, None)
        self._last[event.id] = event
        while len(self._last) > _MOST:
            del self._last[next(iter(self._last))]


def _planned(event: Event, now: Moment) -> Activity:
    return _tells(EVENT_SCHEDULED, event, now, at=snowflake_instant(event.id))


def _seen(
    event: Event, now: Moment, status: int | None = None, *, at: datetime | None = None
) -> Iterator[EventSeen]:
    """How the event is shown; a status that Discord may invent one day is taken for planned.

    What an older version kept has no title: it says nothing of the plan.
    """
    if not event.title:
        return
    shown = Shown(
        discord_id=event.id,
        at=at or now.at,
        status=_STATUS.get(status or event.status, Status.PLANNED),
        title=event.title,
        description=event.about,
        channel=event.channel,
        place=event.place,
        starts_at=event.starts.astimezone(UTC),
        ends_at=None if event.ends is None else event.ends.astimezone(UTC),
        recurs=event.recurs,
    )
    by = None if event.by is None else person(Who(event.by, bot=bool(event.by_bot)))
    yield EventSeen(guild=now.guild, at=now.at, event=shown, by=by, by_bot=event.by_bot)


def _tells(kind: str, event: Event, now: Moment, *, at: datetime | None = None) -> Activity:
    starts = event.starts.astimezone(UTC)
    return now.tells(
        kind,
        None if event.by is None else Who(event.by),
        channel=event.channel,
        subject=event.id,
        natural_id=f"{event.id}:{milliseconds(starts)}:{kind.removeprefix('event_')}",
        at=at,
        starts=f"{starts:%Y-%m-%dT%H:%M:%SZ}",
    )


def promised(told: Interested, now: Moment) -> Iterator[Activity]:
    """Somebody said that they would come."""
    yield now.tells(RSVP_ADDED, Who(told.by), subject=told.event)


def withdrawn(told: Interested, now: Moment) -> Iterator[Activity]:
    """Somebody took that back."""
    yield now.tells(RSVP_REMOVED, Who(told.by), subject=told.event)
