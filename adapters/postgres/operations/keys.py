"""The keys of other programs, in PostgreSQL."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from adapters.postgres.link import Database
from domain.kernel.errors import Conflict
from domain.operations.keys import ApiKey

_ADD = """
insert into community_os_instance.api_keys (
    id, name, hash, scopes, guild_id, per_minute, created_at, created_by, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id
"""
_OF = """
select id, name, hash, scopes, guild_id as guild, per_minute, created_at, created_by, expires_at, revoked_at,
       used_at
from community_os_instance.api_keys where id = any ($1::text[])
"""
_ALL = """
select id, name, hash, scopes, guild_id as guild, per_minute, created_at, created_by, expires_at, revoked_at,
       used_at
from community_os_instance.api_keys order by created_at, id
"""
_REVOKE = """
update community_os_instance.api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1
returning id, name, hash, scopes, guild_id as guild, per_minute, created_at, created_by, expires_at,
          revoked_at, used_at
"""
_USED = """
update community_os_instance.api_keys set used_at = $2 where id = $1 and (used_at is null or used_at < $2)
"""


class PostgresApiKeys:
    """One row each; every method raises Unavailable without a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, key: ApiKey) -> None:
        """Keep a new one; Conflict where its id is taken."""
        row = (
            key.id,
            key.name,
            key.hash,
            sorted(key.scopes),
            key.guild,
            key.per_minute,
            key.created_at,
            key.created_by,
            key.expires_at,
        )
        async with self._database.instance_work() as connection:
            if await connection.fetchval(_ADD, *row) is None:
                raise Conflict(f"there is a key {key.id} already: try again")

    async def of(self, ids: Collection[str]) -> dict[str, ApiKey]:
        """Those with these ids."""
        async with self._database.instance_work() as connection:
            return {row["id"]: _key(row) for row in await connection.fetch(_OF, list(ids))}

    async def all(self) -> list[ApiKey]:
        """Every one that was ever made, oldest first."""
        async with self._database.instance_work() as connection:
            return [_key(row) for row in await connection.fetch(_ALL)]

    async def revoke(self, key_id: str, at: datetime) -> ApiKey | None:
        """It opens nothing from now on."""
        async with self._database.instance_work() as connection:
            row = await connection.fetchrow(_REVOKE, key_id, at)
            return None if row is None else _key(row)

    async def used(self, key_id: str, at: datetime) -> None:
        """It was shown at that moment."""
        async with self._database.instance_work() as connection:
            await connection.execute(_USED, key_id, at)


def _key(row: Any) -> ApiKey:  # noqa: ANN401 — a row of asyncpg
    known = dict(row)
    return ApiKey(**{**known, "scopes": frozenset(known["scopes"])})
