"""Published readings in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import attrs

from adapters.memory.community.state import GuildState, Undo
from application.community.published.ports import Mark, PeriodKey
from domain.insights.kpis.publishing.rows import PublishedReading, RowKey
from domain.kernel.errors import Conflict


@attrs.frozen
class MemoryReadings:
    """Rows that are added and never changed."""

    _state: GuildState
    _undo: Undo

    async def latest(self, periods: Collection[PeriodKey]) -> dict[RowKey, PublishedReading]:
        """The newest revision of every row of these periods."""
        return {
            about: kept[-1][0]
            for about, kept in self._state.readings.items()
            if (about.grain, about.first) in periods
        }

    async def revisions(self, about: RowKey) -> list[tuple[PublishedReading, datetime]]:
        """Everything that was ever published about one thing."""
        return list(self._state.readings.get(about, ()))

    async def publish(self, rows: Sequence[PublishedReading], at: datetime) -> None:
        """Add rows."""
        for row in rows:
            before = self._state.readings.get(row.about, ())
            if any(kept.revision == row.revision for kept, _ in before):
                raise Conflict(f"revision {row.revision} of {row.key} was published meanwhile")
            self._undo.put(self._state.readings, row.about, (*before, (row, at)))

    async def marks(self) -> dict[PeriodKey, Mark]:
        """What every published period was read from."""
        return dict(self._state.periods)

    async def mark(self, marks: Mapping[PeriodKey, Mark]) -> None:
        """These periods were read from this."""
        for period, mark in marks.items():
            self._undo.put(self._state.periods, period, mark)
