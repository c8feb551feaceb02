"""Coverage, and the gaps that are known, in PostgreSQL."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from adapters.postgres.link import Connection
from domain.community.coverage import GATEWAY, CoverageSpan, merged
from domain.community.missed import NotedGap, without
from domain.community.missed import merged as merged_gaps

_ALL_CHANNELS = 0  # in the key, which has no gaps; Discord's ids begin at 1

_SPANS = """
select family, start_at as start, end_at as end, source, nullif(channel, 0) as channel
from community_os.coverage where guild_id = $1
"""
# A guild may have spans of ten thousand threads: only those that may touch the new ones are read.
_NEIGHBOURS = """
select held.family, held.start_at as start, held.end_at as end, held.source,
       nullif(held.channel, 0) as channel
from unnest($2::text[], $3::text[], $4::bigint[]) as touched (family, source, channel)
cross join lateral (
    select * from community_os.coverage
    where guild_id = $1 and family = touched.family and source = touched.source
      and channel = touched.channel offset 0
) held
"""
_DROP = """
delete from community_os.coverage held
using unnest($2::text[], $3::text[], $4::bigint[], $5::timestamptz[])
      as gone (family, source, channel, start_at)
where held.guild_id = $1 and held.family = gone.family and held.source = gone.source
  and held.channel = gone.channel and held.start_at = gone.start_at
"""
_ADD = """
insert into community_os.coverage (guild_id, family, source, channel, start_at, end_at)
select $1, unnest($2::text[]), unnest($3::text[]), unnest($4::bigint[]), unnest($5::timestamptz[]),
       unnest($6::timestamptz[])
"""

_GAPS = """
select family, start_at as start, end_at as end, reason from community_os.gaps where guild_id = $1
"""
_GAPS_WITHIN = """
select family, start_at as start, end_at as end, reason from community_os.gaps
where guild_id = $1 and family = any ($2::text[]) and start_at < $4 and end_at > $3
"""
_MISSED = """
select held.family, held.start_at as start, held.end_at as end, held.source,
       nullif(held.channel, 0) as channel
from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) as missed (family, start_at, end_at)
cross join lateral (
    select * from community_os.coverage
    where guild_id = $1 and family = missed.family and source = $5
      and start_at < missed.end_at and end_at > missed.start_at offset 0
) held
"""
_TOUCHING = """
select held.family, held.start_at as start, held.end_at as end, held.reason
from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
     as told (family, reason, start_at, end_at)
cross join lateral (
    select * from community_os.gaps
    where guild_id = $1 and family = told.family and reason = told.reason
      and start_at <= told.end_at and end_at >= told.start_at offset 0
) held
"""
_FORGET_GAPS = """
delete from community_os.gaps held
using unnest($2::text[], $3::text[], $4::timestamptz[]) as gone (family, reason, start_at)
where held.guild_id = $1 and held.family = gone.family and held.reason = gone.reason
  and held.start_at = gone.start_at
"""
_NOTE = """
insert into community_os.gaps (guild_id, family, reason, start_at, end_at)
select $1, unnest($2::text[]), unnest($3::text[]), unnest($4::timestamptz[]), unnest($5::timestamptz[])
"""


@attrs.define
class PostgresListening:
    """When we were listening to one guild."""

    _connection: Connection
    _guild: int

    async def add(self, spans: Iterable[CoverageSpan]) -> None:
        """Add coverage; touching spans of one source become one. What the bot noted as missed stays so."""
        added = await self._heard_of(list(spans))
        held = await self._neighbours(added)
        await self._replace(held, merged([*held, *added]))

    async def _heard_of(self, spans: list[CoverageSpan]) -> list[CoverageSpan]:
        live = [span for span in spans if span.source == GATEWAY]
        if not live:
            return spans
        start, end = min(span.start for span in live), max(span.end for span in live)
        families = sorted({span.family for span in live})
        rows = await self._connection.fetch(_GAPS_WITHIN, self._guild, families, start, end)
        return without(spans, [NotedGap(**row) for row in rows])

    async def _replace(self, held: list[CoverageSpan], after: list[CoverageSpan]) -> None:
        before, now = set(held), set(after)
        if gone := [_key(span) for span in held if span not in now]:
            await self._connection.execute(_DROP, self._guild, *zip(*gone, strict=True))
        if new := [(*_key(span), span.end) for span in after if span not in before]:
            await self._connection.execute(_ADD, self._guild, *zip(*new, strict=True))

    async def _neighbours(self, spans: Iterable[CoverageSpan]) -> list[CoverageSpan]:
        lines = sorted({_key(span)[:3] for span in spans})
        if not lines:
            return []
        rows = await self._connection.fetch(_NEIGHBOURS, self._guild, *zip(*lines, strict=True))
        return [CoverageSpan(**row) for row in rows]

    async def spans(self) -> list[CoverageSpan]:
        """All coverage."""
        rows = await self._connection.fetch(_SPANS, self._guild)
        return merged(CoverageSpan(**row) for row in rows)

    async def note(self, gaps: Iterable[NotedGap]) -> None:
        """Keep why the bot did not hear; it then covers nothing of that time."""
        added = merged_gaps(gaps)
        if not added:
            return
        columns = zip(*((gap.family, gap.start, gap.end) for gap in added), strict=True)
        rows = await self._connection.fetch(_MISSED, self._guild, *columns, GATEWAY)
        held = list({CoverageSpan(**row) for row in rows})
        await self._replace(held, without(held, added))
        columns = zip(*((gap.family, gap.reason, gap.start, gap.end) for gap in added), strict=True)
        rows = await self._connection.fetch(_TOUCHING, self._guild, *columns)
        before = {NotedGap(**row) for row in rows}
        after = set(merged_gaps([*before, *added]))
        if gone := [(gap.family, gap.reason, gap.start) for gap in before - after]:
            await self._connection.execute(_FORGET_GAPS, self._guild, *zip(*gone, strict=True))
        if new := sorted((gap.family, gap.reason, gap.start, gap.end) for gap in after - before):
            await self._connection.execute(_NOTE, self._guild, *zip(*new, strict=True))

    async def noted(self) -> list[NotedGap]:
        """Every gap with its reason; touching ones of one reason are one."""
        rows = await self._connection.fetch(_GAPS, self._guild)
        return merged_gaps(NotedGap(**row) for row in rows)


def _key(span: CoverageSpan) -> tuple[str, str, int, datetime]:
    return span.family, span.source, span.channel or _ALL_CHANNELS, span.start
