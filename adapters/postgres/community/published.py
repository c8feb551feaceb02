"""Published readings in PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

import asyncpg
import attrs

from adapters.postgres.link import Connection
from application.community.published.ports import Mark, PeriodKey
from domain.insights.kpis.publishing.rows import PublishedReading, RowKey
from domain.kernel.errors import Conflict

_LATEST = """
select distinct on (grain, first_day, key, by_what, part)
    key, audience, version, grain, first_day as first, last_day as last, by_what as by, part, title, unit,
    numerator, denominator, value, covered, unavailable, revision
from community_os.kpi_readings
where guild_id = $1 and (grain, first_day) in (select * from unnest($2::text[], $3::date[]))
order by grain, first_day, key, by_what, part, revision desc
"""
_REVISIONS = """
select
    key, audience, version, grain, first_day as first, last_day as last, by_what as by, part, title, unit,
    numerator, denominator, value, covered, unavailable, revision, published_at
from community_os.kpi_readings
where guild_id = $1 and key = $2 and grain = $3 and first_day = $4 and by_what = $5 and part = $6
order by revision
"""
_PUBLISH = """
insert into community_os.kpi_readings (
    guild_id, published_at, key, audience, version, grain, first_day, last_day, by_what, part, title, unit,
    numerator, denominator, value, covered, unavailable, revision)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
"""
_MARKS = "select grain, first_day, revision, digest from community_os.kpi_periods where guild_id = $1"
_MARK = """
insert into community_os.kpi_periods as held (guild_id, grain, first_day, revision, digest)
select $1, unnest($2::text[]), unnest($3::date[]), unnest($4::bigint[]), unnest($5::text[])
on conflict (guild_id, grain, first_day) do update set
    revision = excluded.revision, digest = excluded.digest
where (held.revision, held.digest) is distinct from (excluded.revision, excluded.digest)
"""
_FIELDS: Final = tuple(field.name for field in attrs.fields(PublishedReading))


@attrs.frozen
class PostgresReadings:
    """Rows that are added and never changed."""

    _connection: Connection
    _guild: int

    async def latest(self, periods: Collection[PeriodKey]) -> dict[RowKey, PublishedReading]:
        """The newest revision of every row of these periods."""
        grains, firsts = [grain for grain, _ in periods], [first for _, first in periods]
        rows = await self._connection.fetch(_LATEST, self._guild, grains, firsts)
        found = [PublishedReading(**row) for row in rows]
        return {row.about: row for row in found}

    async def revisions(self, about: RowKey) -> list[tuple[PublishedReading, datetime]]:
        """Everything that was ever published about one thing."""
        rows = await self._connection.fetch(_REVISIONS, self._guild, *about)
        return [
            (PublishedReading(**{name: row[name] for name in _FIELDS}), row["published_at"]) for row in rows
        ]

    async def publish(self, rows: Sequence[PublishedReading], at: datetime) -> None:
        """Add rows."""
        try:
            await self._connection.executemany(_PUBLISH, [(self._guild, at, *_row(row)) for row in rows])
        except asyncpg.UniqueViolationError:
            raise Conflict("a revision of these readings was published meanwhile") from None

    async def marks(self) -> dict[PeriodKey, Mark]:
        """What every published period was read from."""
        rows = await self._connection.fetch(_MARKS, self._guild)
        return {(row["grain"], row["first_day"]): Mark(row["revision"], row["digest"]) for row in rows}

    async def mark(self, marks: Mapping[PeriodKey, Mark]) -> None:
        """These periods were read from this."""
        rows = sorted((*period, *mark) for period, mark in marks.items())
        if rows:
            await self._connection.execute(_MARK, self._guild, *zip(*rows, strict=True))


def _row(row: PublishedReading) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _FIELDS)
