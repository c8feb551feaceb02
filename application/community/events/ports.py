"""What events need of a store, and of who knows how rules repeat."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.community.events.event import Event
from domain.community.events.recurrence import Recurrence


class Events(Protocol):
    """The calendar of one guild."""

    async def of(self, ids: Collection[int]) -> dict[int, Event]:
        """The events with these ids (their own, not Discord's)."""
        ...

    async def mirrored(self, discord_ids: Collection[int]) -> dict[int, Event]:
        """The event that each of these events of Discord is the twin of; of several the one that starts last.

        An event that was found in Discord is its own twin.
        """
        ...

    async def between(self, start: datetime, end: datetime) -> list[Event]:
        """Every event that is planned for, or took place in, any of [start, end), by planned start.

        What is going on has no end yet, and touches everything after its start.
        """
        ...

    async def alive(self) -> list[Event]:
        """Every event that is planned or going on, by planned start."""
        ...

    async def ripe(self, now: datetime) -> list[Event]:
        """The living ones whose planned start or, once they began, planned end has come, by planned start."""
        ...

    async def of_series(self, series: int) -> list[Event]:
        """The events of a series, by occurrence."""
        ...

    async def put(self, events: Collection[Event]) -> None:
        """Keep these as they are now, new or changed.

        Conflict where another living event has the same twin in Discord, or another event of the series
        is that occurrence.
        """
        ...


class Recurrences(Protocol):
    """The series of one guild."""

    async def all(self) -> list[Recurrence]:
        """Every series, by id."""
        ...

    async def put(self, recurrence: Recurrence) -> None:
        """Keep this series as it is now."""
        ...


class ReadRule(NamedTuple):
    """A rule in its normal form, without its end; `last` is its last occurrence, None where it has no end."""

    rule: str
    last: datetime | None


class RecurrenceRules(Protocol):
    """Knows the rules of RFC 5545. All times are wall times, and naive."""

    def read(self, rule: str, first: datetime) -> ReadRule:
        """The rule as somebody wrote it; Invalid says what is wrong with it.

        It is also wrong where `first` is no occurrence: nobody plans a first event that is not part of it.
        """
        ...

    def occurrences(
        self, rule: str, first: datetime, after: datetime, before: datetime
    ) -> Sequence[datetime]:
        """When it occurs in [after, before), the first of all being `first`."""
        ...
