"""An event and what becomes of it: planned, started, completed, or cancelled before it began."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import attrs

from domain.community.events.plan import Plan
from domain.community.log.activity import (
    EVENT_CANCELLED,
    EVENT_COMPLETED,
    EVENT_SCHEDULED,
    EVENT_STARTED,
    EVENT_UPDATED,
    Activity,
)
from domain.kernel.errors import Conflict

PRODUCT: Final = "community-os"
"""What the product itself tells the log bears this, whoever pressed the button."""


class Status(StrEnum):
    """How far an event has come."""

    PLANNED = "planned"
    STARTED = "started"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


OVER: Final = frozenset({Status.COMPLETED, Status.CANCELLED})

_FIXED: Final[Mapping[Status, tuple[str, frozenset[str]]]] = {
    Status.PLANNED: ("", frozenset()),
    Status.STARTED: ("has begun", frozenset({"starts_at"})),
    Status.COMPLETED: ("is over", frozenset({"starts_at", "ends_at", "capacity"})),
}
"""What can no longer be changed, and why. Where and how attendance is counted can be mended afterwards."""


@attrs.frozen(kw_only=True)
class Event:
    """An event of a guild's calendar.

    `event_id` is Discord's where it was found there, else ours; `discord_id` is its twin in Discord.
    `occurrence` is the start that the rule of its `series` gave it, also when it was moved since.
    `created_by` and `changed_by` are member numbers, None where nobody of the guild is known to have done it.
    `version` counts its changes.
    """

    event_id: int
    plan: Plan
    status: Status = Status.PLANNED
    started_at: datetime | None = None
    ended_at: datetime | None = None
    series: int | None = None
    occurrence: datetime | None = None
    discord_id: int | None = None
    created_by: int | None = None
    changed_by: int | None = None
    version: int = 1

    @property
    def begins(self) -> datetime:
        """When it began, or is to: it is of that day, also where it was planned for another."""
        return self.started_at or self.plan.starts_at

    @property
    def over(self) -> bool:
        """Nothing more can become of it."""
        return self.status in OVER

    @property
    def subjects(self) -> tuple[int, ...]:
        """The ids under which the log tells of it: answers to any of them are answers to it."""
        both = (self.event_id, self.discord_id)
        return tuple(dict.fromkeys(one for one in both if one is not None))

    def edited(self, wishes: Mapping[str, Any], at: datetime, by: int | None) -> "Transition":
        """Change what is planned; Conflict for what can no longer be changed."""
        if self.status is Status.CANCELLED:
            raise Conflict(f"{self._named} was cancelled: plan a new one instead")
        plan = self.plan.changed(wishes)
        why, fixed = _FIXED[self.status]
        for name in plan.differs(self.plan):
            if name in fixed:
                raise Conflict(f"{self._named} {why}: {name} can no longer be changed")
        return self._becomes(EVENT_UPDATED, at, by, plan=plan)

    def start(self, at: datetime, by: int | None, *, began: datetime | None = None) -> "Transition":
        """It begins, however early or late; `began` is when it did, if not just now."""
        if self.status is not Status.PLANNED:
            raise Conflict(f"{self._named} {_WAS[self.status]}")
        return self._becomes(EVENT_STARTED, at, by, status=Status.STARTED, started_at=began or at)

    def end(self, at: datetime, by: int | None, *, ended: datetime | None = None) -> "Transition":
        """It is over; only what began can be. `ended` is since when, if not just now."""
        if self.status is Status.PLANNED:
            raise Conflict(f"{self._named} has not begun: start it first, or cancel it")
        if self.status is not Status.STARTED or self.started_at is None:
            raise Conflict(f"{self._named} {_WAS[self.status]}")
        last = max(ended or at, self.started_at)
        return self._becomes(EVENT_COMPLETED, at, by, status=Status.COMPLETED, ended_at=last)

    def cancel(self, at: datetime, by: int | None) -> "Transition":
        """It will not take place; what has begun is ended instead."""
        if self.status is Status.STARTED:
            raise Conflict(f"{self._named} has begun: end it instead")
        if self.status is not Status.PLANNED:
            raise Conflict(f"{self._named} {_WAS[self.status]}")
        return self._becomes(EVENT_CANCELLED, at, by, status=Status.CANCELLED, ended_at=at)

    def due(self, now: datetime) -> "Transition | None":
        """What it becomes by itself, since its time has come: it begins and ends as it was planned."""
        plan = self.plan
        if self.status is Status.PLANNED and plan.starts_at <= now:
            return self.start(now, None, began=plan.starts_at)
        if self.status is Status.STARTED and plan.ends_at is not None and plan.ends_at <= now:
            return self.end(now, None, ended=plan.ends_at)
        return None

    @property
    def _named(self) -> str:
        return f"“{self.plan.title}”"

    def _becomes(self, kind: str, at: datetime, by: int | None, **changes: Any) -> "Transition":
        after = attrs.evolve(self, version=self.version + 1, changed_by=by, **changes)
        return Transition(event=after, told=_telling(after, kind, at), by=by)


_WAS: Final = {
    Status.STARTED: "has begun already",
    Status.COMPLETED: "is over already",
    Status.CANCELLED: "was cancelled",
}


@attrs.frozen(kw_only=True)
class Transition:
    """What an event has become, and what the log is told of it, done by that member if by any."""

    event: Event
    told: Activity
    by: int | None


def scheduled(event: Event, at: datetime) -> Transition:
    """A new event is put on the calendar."""
    return Transition(event=event, told=_telling(event, EVENT_SCHEDULED, at), by=event.created_by)


def _telling(event: Event, kind: str, at: datetime) -> Activity:
    """The guild is named by who records it."""
    return Activity(
        guild=0,
        kind=kind,
        natural_id=f"{event.event_id}:{event.version}",
        occurred_at=at,
        source=PRODUCT,
        namespace=PRODUCT,
        channel=event.plan.channels[0] if event.plan.channels else None,
        subject=event.event_id,
        details={"starts": f"{event.plan.starts_at:%Y-%m-%dT%H:%M:%SZ}"},
    )
