"""Dead letters in PostgreSQL: those of a guild, and those of the instance whose guild could not be read."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import asyncpg
import attrs
from asyncpg.pgproto.pgproto import UUID

from adapters.postgres.link import Connection
from domain.community.log.admission import clean_text
from domain.community.log.letters import Letter, Parked, names_any


@attrs.frozen(kw_only=True)
class Statements:
    """The statements of one place for letters; $1 is the guild, which the instance's letters lack."""

    park: str
    refuse: str
    waiting: str
    counts: str
    parked: str
    find: str
    resolve: str
    with_records: str
    empty: str


TENANT = Statements(
    park="""
        insert into community_os.dead_letters (
            guild_id, id, received_at, source, format, reason, detail, record, length, resolved_at)
        select $1, unnest($2::uuid[]), unnest($3::timestamptz[]), unnest($4::text[]), unnest($5::text[]),
               unnest($6::text[]), unnest($7::text[]), unnest($8::json[]), unnest($9::bigint[]),
               unnest($10::timestamptz[])
        on conflict do nothing
    """,
    refuse="""
        insert into community_os.refusals as held (guild_id, reason, count) values ($1, $2, $3)
        on conflict (guild_id, reason) do update set count = held.count + excluded.count
    """,
    waiting="""
        select id, guild_id, received_at, source, format, reason, detail, record, length, resolved_at
        from community_os.dead_letters where guild_id = $1 and resolved_at is null
        order by received_at, id limit $2
    """,
    counts="""
        select reason, sum(count)::bigint as count from (
            select reason, count(*) from community_os.dead_letters
            where guild_id = $1 and resolved_at is null group by reason
            union all
            select reason, count from community_os.refusals where guild_id = $1
        ) as all_reasons group by reason
    """,
    parked="""
        select received_at, reason, resolved_at from community_os.dead_letters
        where guild_id = $1 order by received_at, reason
    """,
    find="""
        select id, guild_id, received_at, source, format, reason, detail, record, length, resolved_at
        from community_os.dead_letters where guild_id = $1 and id = $2
    """,
    resolve="""
        update community_os.dead_letters set resolved_at = $3
        where guild_id = $1 and id = any ($2::uuid[])
    """,
    with_records="""
        select id, guild_id, received_at, source, format, reason, detail, record, length, resolved_at
        from community_os.dead_letters
        where guild_id = $1 and (record is not null or detail <> '') and id > $2
        order by id limit 1000
    """,
    empty="""
        update community_os.dead_letters set record = null, detail = ''
        where guild_id = $1 and id = any ($2::uuid[])
    """,
)
INSTANCE = Statements(
    park="""
        insert into community_os_instance.dead_letters (
            id, received_at, source, format, reason, detail, record, length, resolved_at)
        select unnest($2::uuid[]), unnest($3::timestamptz[]), unnest($4::text[]), unnest($5::text[]),
               unnest($6::text[]), unnest($7::text[]), unnest($8::json[]), unnest($9::bigint[]),
               unnest($10::timestamptz[])
        where $1::bigint is null
        on conflict do nothing
    """,
    refuse="""
        insert into community_os_instance.refusals as held (reason, count)
        select $2, $3 where $1::bigint is null
        on conflict (reason) do update set count = held.count + excluded.count
    """,
    waiting="""
        select id, $1::bigint as guild_id, received_at, source, format, reason, detail, record, length,
               resolved_at
        from community_os_instance.dead_letters where resolved_at is null order by received_at, id limit $2
    """,
    counts="""
        select reason, sum(count)::bigint as count from (
            select reason, count(*) from community_os_instance.dead_letters
            where resolved_at is null and $1::bigint is null group by reason
            union all
            select reason, count from community_os_instance.refusals
        ) as all_reasons group by reason
    """,
    parked="""
        select received_at, reason, resolved_at from community_os_instance.dead_letters
        where $1::bigint is null order by received_at, reason
    """,
    find="""
        select id, $1::bigint as guild_id, received_at, source, format, reason, detail, record, length,
               resolved_at
        from community_os_instance.dead_letters where id = $2
    """,
    resolve="""
        update community_os_instance.dead_letters set resolved_at = $3
        where id = any ($2::uuid[]) and $1::bigint is null
    """,
    with_records="""
        select id, $1::bigint as guild_id, received_at, source, format, reason, detail, record, length,
               resolved_at
        from community_os_instance.dead_letters where (record is not null or detail <> '') and id > $2
        order by id limit 1000
    """,
    empty="""
        update community_os_instance.dead_letters set record = null, detail = ''
        where id = any ($2::uuid[]) and $1::bigint is null
    """,
)


@attrs.define
class PostgresDeadLetters:
    """Records that could not be kept, of one guild or, in the instance, of no readable guild."""

    _connection: Connection
    _guild: int | None
    _say: Statements

    @classmethod
    def of(cls, connection: Connection, guild: int) -> "PostgresDeadLetters":
        """The letters of one guild."""
        return cls(connection, guild, TENANT)

    @classmethod
    def of_nobody(cls, connection: Connection) -> "PostgresDeadLetters":
        """The letters whose guild could not be read."""
        return cls(connection, None, INSTANCE)

    async def park(self, letters: Sequence[Letter]) -> None:
        """Keep them; a letter that is there already is kept once."""
        rows = sorted({letter.id: _row(letter) for letter in letters}.values(), key=lambda row: row[0].bytes)
        if rows:
            await self._connection.execute(self._say.park, self._guild, *zip(*rows, strict=True))

    async def refuse(self, reason: str, count: int) -> None:
        """Count records that were refused and not kept."""
        await self._connection.execute(self._say.refuse, self._guild, reason, count)

    async def waiting(self, *, limit: int = 1000) -> list[Letter]:
        """Letters not yet resolved, oldest first."""
        return [_letter(row) for row in await self._connection.fetch(self._say.waiting, self._guild, limit)]

    async def counts(self) -> dict[str, int]:
        """How many letters wait, and how many records were refused, by reason."""
        rows = await self._connection.fetch(self._say.counts, self._guild)
        return {row["reason"]: row["count"] for row in rows}

    async def parked(self) -> list[Parked]:
        """When and why each letter came, oldest first."""
        return [Parked(*row) for row in await self._connection.fetch(self._say.parked, self._guild)]

    async def find(self, letter_id: bytes) -> Letter | None:
        """The letter with this id."""
        row = await self._connection.fetchrow(self._say.find, self._guild, UUID(letter_id))
        return None if row is None else _letter(row)

    async def resolve(self, ids: Sequence[bytes], at: datetime) -> None:
        """They were replayed and landed."""
        await self._connection.execute(self._say.resolve, self._guild, [UUID(one) for one in ids], at)

    async def forget(self, outside_ids: Collection[str]) -> int:
        """Empty the records that name any of these outside ids; how many."""
        emptied, last = 0, UUID(bytes(16))
        while rows := await self._connection.fetch(self._say.with_records, self._guild, last):
            last = rows[-1]["id"]
            named = [row["id"] for row in rows if names_any(_letter(row), outside_ids)]
            if named:
                await self._connection.execute(self._say.empty, self._guild, named)
            emptied += len(named)
        return emptied


def _row(letter: Letter) -> tuple[Any, ...]:
    return (
        UUID(letter.id),
        letter.received_at,
        clean_text(letter.source),
        clean_text(letter.format),
        clean_text(letter.reason),
        clean_text(letter.detail),
        None if letter.record is None else json.dumps(letter.record),
        letter.length,
        letter.resolved_at,
    )


def _letter(row: asyncpg.Record) -> Letter:
    return Letter(
        id=row["id"].bytes,
        guild=row["guild_id"],
        received_at=row["received_at"],
        source=row["source"],
        format=row["format"],
        reason=row["reason"],
        detail=row["detail"],
        record=None if row["record"] is None else json.loads(row["record"]),
        length=row["length"],
        resolved_at=row["resolved_at"],
    )
