"""Profiles of a Supabase project, in the schema that its sign-in keeps: read, never written."""

from collections.abc import AsyncIterator

import asyncpg
import attrs

from adapters.postgres.link import Database
from application.community.identity.ports import DiscordProfile
from domain.kernel.errors import NotFound

# The schema is not ours: what may be read of it is for the user of the connection to say. Two ids and nothing
# else are read, neither addresses nor names.
_AS_WHO_CONNECTED = "select set_config('role', 'none', true)"
_PAGE = """
select user_id::text as profile_id, provider_id as discord_id from auth.identities
where provider = 'discord' and provider_id collate "C" > $1 order by provider_id collate "C" limit $2
"""
# A table whose rows are hidden by a policy reads as an empty one: that is to be told.
_HIDDEN = "select row_security_active('auth.identities')"
_NOT_THERE = (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError, asyncpg.UndefinedColumnError)

_UNREADABLE = (
    "auth.identities may not be read by the user of COMMUNITY_OS_DATABASE_URL: connect as the user postgres "
    "of the project, or let it `grant usage on schema auth`, `grant select (provider, provider_id, user_id) "
    "on auth.identities` and make a policy that shows its rows to that user"
)


@attrs.frozen
class SupabaseProfiles:
    """The profiles in the database that we are connected to."""

    _database: Database

    async def pages(self, *, size: int = 1_000) -> AsyncIterator[list[DiscordProfile]]:
        """All of them, each page in a transaction of its own."""
        after = ""
        while page := await self._page(after, size):
            yield page
            after = page[-1].discord_id

    async def _page(self, after: str, size: int) -> list[DiscordProfile]:
        try:
            async with self._database.snapshot() as connection:
                await connection.execute(_AS_WHO_CONNECTED)
                rows = await connection.fetch(_PAGE, after, size)
                if not rows and not after and await connection.fetchval(_HIDDEN):
                    raise NotFound(_UNREADABLE)
                return [DiscordProfile(**row) for row in rows]
        except _NOT_THERE:
            raise NotFound(
                "this database has no auth.identities, so it is not that of a Supabase project: set "
                "COMMUNITY_OS_DATABASE_URL to the project's connection string"
            ) from None
        except asyncpg.InsufficientPrivilegeError:
            raise NotFound(_UNREADABLE) from None
