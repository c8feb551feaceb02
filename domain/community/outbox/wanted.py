"""What Discord is to show of an event: values that can be compared, by a digest, with what it shows."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Literal

import attrs

Status = Literal["planned", "started", "completed", "cancelled"]


@attrs.frozen(kw_only=True)
class Mirrored:
    """An event as Discord's own list shows it; `channels` are those in which it may take place."""

    title: str
    description: str
    starts_at: datetime
    ends_at: datetime
    channels: tuple[int, ...]
    place: str
    status: Status


@attrs.frozen(kw_only=True)
class Announced:
    """An event as its announcement shows it; hosts by member number."""

    event: int
    title: str
    type: str
    description: str
    starts_at: datetime
    ends_at: datetime
    channels: tuple[int, ...]
    place: str
    hosts: tuple[int, ...]
    status: Status
    going: int
    waiting: int
    interested: int
    capacity: int | None

    @property
    def open(self) -> bool:
        """Whether somebody can still answer."""
        return self.status in ("planned", "started")


@attrs.frozen(kw_only=True)
class Reminded:
    """Those who are going to an event that begins soon, by member number."""

    event: int
    title: str
    starts_at: datetime
    channels: tuple[int, ...]
    place: str
    people: tuple[int, ...]


def digest(parts: Sequence[object]) -> str:
    """Tells whether two are the same, and nothing else of them."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def digest_of(wanted: Mirrored | Announced) -> str:
    """Of everything that is shown."""
    return digest(attrs.astuple(wanted, recurse=False))


def digest_of_reminder(wanted: Reminded) -> str:
    """Only of when it begins: whoever decides to come later is not reminded, nor is anybody twice."""
    return digest(("reminder", wanted.starts_at))
