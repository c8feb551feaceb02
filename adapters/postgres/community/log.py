"""The append-only log in PostgreSQL; policies forbid the program to change or delete what is in it."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import asyncpg
import attrs
from asyncpg.pgproto.pgproto import UUID

from adapters.postgres.community import staging
from adapters.postgres.link import Connection
from domain.community.log.entry import Entry

STAGED_FROM: Final = 500
"""Entries from which on staging is faster; below, making the staging table would cost more than it saves."""

_KNOWN = """
select key, digest, kind, member_no, bot, message_type, occurred_at, inferred, received_at, source, schema,
       channel, parent, subject, toward_no, details
from community_os.activity_log where guild_id = $1 and key = any ($2::uuid[])
"""
_PAGE = """
select key, digest, kind, member_no, bot, message_type, occurred_at, inferred, received_at, source, schema,
       channel, parent, subject, toward_no, details
from community_os.activity_log where guild_id = $1 and (key, digest) > ($2, $3) order by key, digest limit $4
"""
_REST_OF_KEY = """
select key, digest, kind, member_no, bot, message_type, occurred_at, inferred, received_at, source, schema,
       channel, parent, subject, toward_no, details
from community_os.activity_log where guild_id = $1 and key = $2 and digest > $3 order by digest
"""
_INSERT = """
insert into community_os.activity_log (
    guild_id, key, digest, kind, member_no, bot, message_type, occurred_at, inferred, received_at, source,
    schema, channel, parent, subject, toward_no, details)
select $1, unnest($2::uuid[]), unnest($3::bigint[]), unnest($4::text[]), unnest($5::integer[]),
       unnest($6::boolean[]), unnest($7::integer[]), unnest($8::timestamptz[]), unnest($9::boolean[]),
       unnest($10::timestamptz[]), unnest($11::text[]), unnest($12::smallint[]), unnest($13::bigint[]),
       unnest($14::bigint[]), unnest($15::bigint[]), unnest($16::integer[]), unnest($17::json[])
on conflict do nothing
"""
_BETWEEN = """
select key, digest, kind, member_no, bot, message_type, occurred_at, inferred, received_at, source, schema,
       channel, parent, subject, toward_no, details
from community_os.activity_log
where guild_id = $1 and key in (
    select key from community_os.activity_log where guild_id = $1 and occurred_at >= $2 and occurred_at < $3
)
order by key, digest
"""
_STRADDLING = """
select distinct early.key
from community_os.activity_log early
join community_os.activity_log late on late.guild_id = early.guild_id and late.key = early.key
where early.guild_id = $1 and early.occurred_at < $2 and late.guild_id = $1 and late.occurred_at >= $2
order by 1
"""
_DELETE = "select community_os.delete_activities($1, $2::uuid[])"


@attrs.define
class PostgresActivityLog:
    """The log of one guild, on the connection of one unit of work."""

    _connection: Connection
    _guild: int
    _staged: bool = False

    async def known(self, keys: Sequence[bytes]) -> dict[bytes, list[Entry]]:
        """The copies that are already in the log, by key."""
        return _by_key(await self._connection.fetch(_KNOWN, self._guild, [UUID(key) for key in keys]))

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add copies; one whose (key, digest) is there already is dropped."""
        if len(entries) >= STAGED_FROM:
            await self._stage(entries)
        elif entries:
            keys, *columns = zip(*entries, strict=True)
            await self._connection.execute(_INSERT, self._guild, [UUID(key) for key in keys], *columns)

    async def _stage(self, entries: Sequence[Entry]) -> None:
        """COPY is refused where policies hold, therefore it goes into a table of this transaction's own."""
        await self._connection.execute(staging.EMPTY if self._staged else staging.CREATE)
        self._staged = True
        await self._connection.copy_to_table(
            "staged_activity", schema_name="pg_temp", source=staging.copied(entries), format="binary"
        )
        try:
            async with self._connection.transaction():
                await self._connection.execute(staging.LAND, self._guild)
        except asyncpg.UniqueViolationError:  # seldom: who records, has asked before what is known
            await self._connection.execute(staging.LAND_THE_NEW, self._guild)

    async def pages(self, *, size: int = 10_000) -> AsyncIterator[list[Entry]]:
        """The whole log ordered by key; all copies of a key are on one page."""
        last, digest = UUID(bytes(16)), -(2**63)
        while rows := await self._connection.fetch(_PAGE, self._guild, last, digest, size):
            last, digest = rows[-1]["key"], rows[-1]["digest"]
            if len(rows) == size:
                rest = await self._connection.fetch(_REST_OF_KEY, self._guild, last, digest)
                rows += rest
                digest = rest[-1]["digest"] if rest else digest
            yield _entries(rows)

    async def between(self, start: datetime, end: datetime) -> dict[bytes, list[Entry]]:
        """All copies of every key that has a copy in [start, end), by key."""
        return _by_key(await self._connection.fetch(_BETWEEN, self._guild, start, end))

    async def straddling(self, before: datetime) -> list[bytes]:
        """Keys with a copy before that instant and another one at or after it."""
        rows = await self._connection.fetch(_STRADDLING, self._guild, before)
        return [row["key"].bytes for row in rows]

    async def delete(self, before: datetime, keys: Collection[bytes]) -> int:
        """Delete every copy before that instant, and every copy of these keys; how many went."""
        return int(await self._connection.fetchval(_DELETE, before, [UUID(key) for key in keys]))


def _by_key(rows: Iterable[Any]) -> dict[bytes, list[Entry]]:
    found: dict[bytes, list[Entry]] = {}
    for entry in _entries(rows):
        found.setdefault(entry.key, []).append(entry)
    return found


def _entries(rows: Iterable[Any]) -> list[Entry]:
    return [Entry(row[0].bytes, *row[1:]) for row in rows]
