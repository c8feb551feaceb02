"""What Discord is to show of an event: values that can be compared, by a digest, with what it shows."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import attrs

from domain.community.events.answers import Seats
from domain.community.events.event import OVER, Event, Status


@attrs.frozen(kw_only=True)
class Mirrored:
    """An event as Discord's own list shows it; `channels` are those in which it may take place."""

    title: str
    description: str
    starts_at: datetime
    ends_at: datetime | None
    channels: tuple[int, ...]
    place: str
    status: Status

    @classmethod
    def of(cls, event: Event) -> "Mirrored":
        """What Discord can show of it."""
        plan = event.plan
        return cls(
            title=plan.title,
            description=plan.description,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            channels=plan.channels,
            place=plan.place,
            status=event.status,
        )


@attrs.frozen(kw_only=True)
class Announced:
    """An event as its announcement shows it; hosts by member number."""

    event: int
    title: str
    type: str
    description: str
    starts_at: datetime
    ends_at: datetime | None
    channels: tuple[int, ...]
    place: str
    hosts: tuple[int, ...]
    status: Status
    going: int
    waiting: int
    interested: int
    capacity: int | None

    @classmethod
    def of(cls, event: Event, seats: Seats) -> "Announced":
        """With how many said what by now."""
        plan = event.plan
        return cls(
            event=event.event_id,
            title=plan.title,
            type=plan.type,
            description=plan.description,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            channels=plan.channels,
            place=plan.place,
            hosts=plan.hosts,
            status=event.status,
            going=len(seats.going),
            waiting=len(seats.waiting),
            interested=len(seats.interested),
            capacity=plan.capacity,
        )

    @property
    def open(self) -> bool:
        """Whether somebody can still answer."""
        return self.status not in OVER


@attrs.frozen(kw_only=True)
class Called:
    """Members to call about an event, by number: it begins soon, or they have a place now (`freed`).

    `waiting` are those who still wait; without anybody to call only that is kept.
    """

    event: int
    title: str
    starts_at: datetime
    channels: tuple[int, ...]
    place: str
    people: tuple[int, ...]
    freed: bool = False
    waiting: tuple[int, ...] = ()

    @classmethod
    def reminding(cls, event: Event, seats: Seats) -> "Called":
        """Those who have a place."""
        return cls.about(event, tuple(one.member_no for one in seats.going))

    @classmethod
    def about(cls, event: Event, people: tuple[int, ...], **more: Any) -> "Called":
        """These people."""
        return cls(
            event=event.event_id,
            title=event.plan.title,
            starts_at=event.plan.starts_at,
            channels=event.plan.channels,
            place=event.plan.place,
            people=people,
            **more,
        )


def digest(parts: Sequence[object]) -> str:
    """Tells whether two are the same, and nothing else of them."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@lru_cache(maxsize=10_000)
def digest_of(wanted: Mirrored | Announced) -> str:
    """Of everything that is shown."""
    return digest(attrs.astuple(wanted, recurse=False))


def digest_of_call(wanted: Called, told: str) -> str:
    """Of a reminder only when it begins: whoever decides to come later is not reminded, nor is anybody twice.

    Of freed places also what was told before: the same person may get a place again.
    """
    if wanted.freed:
        return digest(("places", wanted.people, wanted.waiting, told))
    return digest(("reminder", wanted.starts_at))
