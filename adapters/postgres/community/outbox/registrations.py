"""Which commands Discord was told of, in PostgreSQL."""

from datetime import datetime

import attrs

from adapters.postgres.link import Connection

_DIGEST = "select digest from community_os.command_registrations where guild_id = $1"
_KEEP = """
insert into community_os.command_registrations (guild_id, digest, told_at) values ($1, $2, $3)
on conflict (guild_id) do update set digest = excluded.digest, told_at = excluded.told_at
"""


@attrs.frozen
class PostgresRegistrations:
    """The digest of what was told last."""

    _connection: Connection
    _guild: int

    async def digest(self) -> str | None:
        """None where Discord was never told of any."""
        found: str | None = await self._connection.fetchval(_DIGEST, self._guild)
        return found

    async def keep(self, digest: str, at: datetime) -> None:
        """Discord was told of these just now."""
        await self._connection.execute(_KEEP, self._guild, digest, at)
