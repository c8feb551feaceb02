"""What the front door did, counted in PostgreSQL: one small statement for each batch."""

import attrs

from adapters.postgres.link import Connection
from domain.community.log.intake import WHAT, Intake, IntakeKey, Received

_ADD = """
insert into community_os.intake as held (guild_id, day, source, what, kind, bucket, count)
select $1, unnest($2::integer[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::smallint[]), unnest($7::bigint[])
on conflict (guild_id, day, source, what, kind, bucket) do update set count = held.count + excluded.count
"""
_BETWEEN = """
select day, source, what, kind, bucket, count from community_os.intake
where guild_id = $1 and day >= $2 and day < $3
"""
_RECEIVED = """
with summed as (
    select day, source collate "C" as source, what, bucket::integer, sum(count)::bigint as count
    from community_os.intake where guild_id = $1 group by 1, 2, 3, 4
), numbered as (
    select *, dense_rank() over (order by source)::integer - 1 as place from summed order by day
)
select coalesce(array_agg(day), '{}') as day, coalesce(array_agg(place), '{}') as source,
       coalesce(array_agg(array_position($2::text[], what) - 1), '{}') as what,
       coalesce(array_agg(bucket), '{}') as bucket, coalesce(array_agg(count), '{}') as count,
       array(select distinct source from summed order by source) as sources
from numbered
"""


@attrs.define
class PostgresIntakeCounts:
    """Counts of one guild, on the connection of one unit of work."""

    _connection: Connection
    _guild: int

    async def add(self, counts: Intake) -> None:
        """Add to the counts, keys sorted as everywhere."""
        rows = sorted((*key, count) for key, count in counts.items())
        if rows:
            await self._connection.execute(_ADD, self._guild, *zip(*rows, strict=True))

    async def between(self, first: int, end: int) -> dict[IntakeKey, int]:
        """The counts of these days of receipt."""
        rows = await self._connection.fetch(_BETWEEN, self._guild, first, end)
        return {IntakeKey(*row[:5]): row[5] for row in rows}

    async def received(self) -> Received:
        """All of them as columns: one row of arrays, since a year has some ten thousand counts."""
        [found] = await self._connection.fetch(_RECEIVED, self._guild, list(WHAT))
        return Received.columns(**dict(found))
