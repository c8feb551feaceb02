"""Marks and spans in PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence

import asyncpg
import attrs
from asyncpg.pgproto.pgproto import UUID

from adapters.postgres.community.moved import Moved
from adapters.postgres.link import Connection
from application.community.ports import SpanKey
from domain.community.spans import ANSWER, Mark, Span

_UNMARK = """
delete from community_os.span_marks where guild_id = $1 and family = $2 and member_no = $3 and key = $4
"""
_MARK = """
insert into community_os.span_marks (guild_id, member_no, family, at, key, kind, channel, inferred)
select $1, unnest($2::integer[]), unnest($3::text[]), unnest($4::timestamptz[]), unnest($5::uuid[]),
       unnest($6::text[]), unnest($7::bigint[]), unnest($8::boolean[])
on conflict (guild_id, family, member_no, key) do update set
    at = excluded.at, kind = excluded.kind, channel = excluded.channel, inferred = excluded.inferred
"""
# Each lateral part with an offset is looked up by its key, whatever the planner believes of the guild's size.
_MARKS_OF = """
select mark.*
from unnest($2::integer[], $3::text[]) as wanted (member_no, family)
cross join lateral (
    select member_no, family, at, key, kind, channel, inferred from community_os.span_marks
    where guild_id = $1 and family = wanted.family and member_no = wanted.member_no offset 0
) mark
order by mark.family, mark.member_no, mark.at, mark.key
"""
_OF = """
select span.member_no, span.family, span.start_at, span.end_at, span.start_inferred, span.end_inferred,
       span.channel
from unnest($2::integer[], $3::text[]) as wanted (member_no, family)
cross join lateral (
    select * from community_os.spans
    where guild_id = $1 and family = wanted.family and member_no = wanted.member_no offset 0
) span
order by span.family, span.member_no, span.position
"""
_OPEN = """
select member_no, family, start_at, end_at, start_inferred, end_inferred, channel
from community_os.spans where guild_id = $1 and family = $2 and end_at is null
order by member_no, position
"""
_ABOUT = """
select member_no, family, at, key, kind, channel, inferred from community_os.span_marks
where guild_id = $1 and family = $2 and channel = any ($3::bigint[])
"""
_ABOUT_EVENTS = """
select member_no, family, at, key, kind, channel, inferred from community_os.span_marks
where guild_id = $1 and family = 'answer' and channel = any ($2::bigint[])
"""
_CUT = """
delete from community_os.spans where guild_id = $1 and family = $2 and member_no = $3 and position >= $4
"""
_PUT = """
insert into community_os.spans as held (
    guild_id, family, member_no, position, start_at, end_at, start_inferred, end_inferred, channel)
select $1, unnest($2::text[]), unnest($3::integer[]), unnest($4::integer[]), unnest($5::timestamptz[]),
       unnest($6::timestamptz[]), unnest($7::boolean[]), unnest($8::boolean[]), unnest($9::bigint[])
on conflict (guild_id, family, member_no, position) do update set
    start_at = excluded.start_at, end_at = excluded.end_at, start_inferred = excluded.start_inferred,
    end_inferred = excluded.end_inferred, channel = excluded.channel
where (held.start_at, held.end_at, held.start_inferred, held.end_inferred, held.channel)
      is distinct from
      (excluded.start_at, excluded.end_at, excluded.start_inferred, excluded.end_inferred, excluded.channel)
"""


@attrs.define
class PostgresSpans:
    """Marks and spans of one guild's members, on the connection of one unit of work."""

    _connection: Connection
    _guild: int
    _moved: Moved

    async def mark(self, added: Sequence[Mark], removed: Sequence[Mark]) -> dict[SpanKey, list[Mark]]:
        """Change the marks; returns all marks of every (member, family) that these touch."""
        if removed:
            gone = [(self._guild, mark.family, mark.member_no, UUID(mark.key)) for mark in removed]
            await self._connection.executemany(_UNMARK, gone)
        if added:
            rows = sorted(added, key=lambda mark: (mark.family, mark.member_no, mark.key))
            columns = zip(*((*mark[:3], UUID(mark.key), *mark[4:]) for mark in rows), strict=True)
            await self._connection.execute(_MARK, self._guild, *columns)
        touched = sorted({(mark.member_no, mark.family) for mark in (*added, *removed)})
        self._moved.answers |= any(family == ANSWER for _, family in touched)
        marks: dict[SpanKey, list[Mark]] = {key: [] for key in touched}
        for row in await self._of(_MARKS_OF, touched):
            marks[row["member_no"], row["family"]].append(mark_of(row))
        return marks

    async def of(self, keys: Collection[SpanKey]) -> dict[SpanKey, list[Span]]:
        """The spans as they stand."""
        spans: dict[SpanKey, list[Span]] = {}
        for row in await self._of(_OF, keys):
            spans.setdefault((row["member_no"], row["family"]), []).append(span_of(row))
        return spans

    async def open(self, family: str) -> dict[int, list[Span]]:
        """The spans of a family that last, by member number."""
        spans: dict[int, list[Span]] = {}
        for row in await self._connection.fetch(_OPEN, self._guild, family):
            spans.setdefault(row["member_no"], []).append(span_of(row))
        return spans

    async def about(
        self, family: str, subjects: Collection[int], *, member_no: int | None = None
    ) -> list[Mark]:
        """All marks of a family with one of these as their `channel`; those of answers have an index."""
        wanted = list(subjects)
        if member_no is not None:
            rows = await self._connection.fetch(_MARKS_OF, self._guild, [member_no], [family])
            return [mark for mark in map(mark_of, rows) if mark.channel in wanted]
        if family == ANSWER:
            rows = await self._connection.fetch(_ABOUT_EVENTS, self._guild, wanted)
        else:
            rows = await self._connection.fetch(_ABOUT, self._guild, family, wanted)
        return [mark_of(row) for row in rows]

    async def _of(self, statement: str, keys: Collection[SpanKey]) -> list[asyncpg.Record]:
        if not keys:
            return []
        numbers, families = zip(*keys, strict=True)
        return list(await self._connection.fetch(statement, self._guild, numbers, families))

    async def put(self, spans: Mapping[SpanKey, Sequence[Span]]) -> None:
        """Replace the spans of each (member, family); a row that stays as it is, is not written."""
        if not spans:
            return
        lengths = [(self._guild, family, number, len(found)) for (number, family), found in spans.items()]
        await self._connection.executemany(_CUT, lengths)
        rows = [
            (family, member_no, position, *span)
            for (member_no, family), found in sorted(spans.items())
            for position, span in enumerate(found)
        ]
        if rows:
            await self._connection.execute(_PUT, self._guild, *zip(*rows, strict=True))


def mark_of(row: asyncpg.Record) -> Mark:
    """A row of marks, in the order of the value's fields."""
    return Mark(row[0], row[1], row[2], row[3].bytes, *row[4:])


def span_of(row: asyncpg.Record) -> Span:
    """A row of spans: whose, then the fields of the value in order."""
    return Span(*row[2:])
