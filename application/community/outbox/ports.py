"""What the outbox needs of a store, and of Discord."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

import attrs

from domain.community.outbox.posting import Part, Posting
from domain.community.outbox.wanted import Announced, Called, Mirrored

PostingKey = tuple[int, Part]
"""(event, part)."""


class Postings(Protocol):
    """What Discord was told of the events of one guild."""

    async def of(self, events: Collection[int]) -> dict[PostingKey, Posting]:
        """Those of these events; what Discord was never told of has none."""
        ...

    async def keep(self, posting: Posting) -> None:
        """Add or replace it."""
        ...


class Registrations(Protocol):
    """Which commands Discord was told of in one guild."""

    async def digest(self) -> str | None:
        """The digest of what was told last; None where it was never told of any."""
        ...

    async def keep(self, digest: str, at: datetime) -> None:
        """It was told of these at that moment."""
        ...


@attrs.frozen(kw_only=True)
class Listed:
    """An event as Discord's own list has it."""

    discord_id: int
    title: str
    starts_at: datetime
    ours: bool
    """Whether our own bot made it."""


class ScheduledEvents(Protocol):
    """Discord's own list of events of each guild.

    Raises Refused in words where Discord refuses, NotFound where it is gone, Unavailable where it is away.
    """

    async def all(self, guild: int) -> list[Listed]:
        """Those that are to come or under way."""
        ...

    async def make(self, guild: int, event: Mirrored) -> int:
        """Its id there."""
        ...

    async def change(self, guild: int, discord_id: int, event: Mirrored) -> None:
        """Have it shown so, as far as Discord allows."""
        ...


class Announcements(Protocol):
    """Messages about events in the channels of each guild; raises as ScheduledEvents does, Refused also for
    a channel of another guild."""

    async def post(self, guild: int, channel: int, event: Announced, names: Mapping[int, str]) -> int:
        """The id of the message; posted again within minutes it is the same message. `names` are the Discord
        ids of the hosts, as far as they are known."""
        ...

    async def edit(self, channel: int, message: int, event: Announced, names: Mapping[int, str]) -> None:
        """Have the message say this."""
        ...

    async def posted(self, channel: int, event: Announced, since: datetime) -> int | None:
        """The id of the message that announces it, if one was written since then."""
        ...

    async def call(self, guild: int, channel: int, event: Called, names: Mapping[int, str]) -> None:
        """Call these people, and nobody else."""
        ...

    async def called(self, channel: int, event: Called, since: datetime) -> Collection[str]:
        """The Discord ids of those who were called so since then."""
        ...
