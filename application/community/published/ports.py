"""What publishing readings needs of a store."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from domain.insights.kpis.kpi import Grain
from domain.insights.kpis.publishing.rows import PublishedReading, RowKey

PeriodKey = tuple[Grain, date]
"""(grain, first day)."""


class Mark(NamedTuple):
    """What a published period was read from: the revision of the days, and a digest of everything else."""

    revision: int
    digest: str


class Readings(Protocol):
    """The published readings of one guild: rows that are added and never changed."""

    async def latest(self, periods: Collection[PeriodKey]) -> dict[RowKey, PublishedReading]:
        """The newest revision of every row of these periods."""
        ...

    async def revisions(self, about: RowKey) -> list[tuple[PublishedReading, datetime]]:
        """Everything that was ever published about one thing and when, oldest first."""
        ...

    async def publish(self, rows: Sequence[PublishedReading], at: datetime) -> None:
        """Add rows; Conflict where one of that revision is there already."""
        ...

    async def marks(self) -> dict[PeriodKey, Mark]:
        """What every published period was read from."""
        ...

    async def mark(self, marks: Mapping[PeriodKey, Mark]) -> None:
        """These periods were read from this."""
        ...
