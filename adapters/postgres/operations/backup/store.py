"""Every guild on the connection of one transaction: what it sees is of one instant."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import attrs

from adapters.postgres.community.acquaintances import Acquaintances
from adapters.postgres.community.heard.letters import PostgresDeadLetters
from adapters.postgres.community.store import PostgresWork
from adapters.postgres.link import Connection
from application.community.ports import DeadLetters, GuildWork
from domain.kernel.errors import Refused

_SEE = "select set_config('app.guild_id', $1, true)"
_GUILDS = "select guild_id from community_os_instance.guild_register order by guild_id"


async def see(connection: Connection, guild: int | None) -> None:
    """From here on the policies show this guild, or none."""
    await connection.fetchval(_SEE, "" if guild is None else str(guild))


@attrs.frozen
class OneTransaction:
    """A store to read from; who asks for another guild has done with the one before."""

    _connection: Connection

    async def guilds(self) -> list[int]:
        """Every guild that something was recorded for."""
        return [row["guild_id"] for row in await self._connection.fetch(_GUILDS)]

    @asynccontextmanager
    async def reading(self, guild: int) -> AsyncIterator[GuildWork]:
        """One guild as this transaction sees it."""
        await see(self._connection, guild)
        yield PostgresWork.on(self._connection, guild, Acquaintances())

    def writing(self, guild: int) -> AbstractAsyncContextManager[GuildWork]:
        """Nobody writes here."""
        raise Refused(f"guild {guild} is only read while a copy is made")

    @asynccontextmanager
    async def unaddressed(self) -> AsyncIterator[DeadLetters]:
        """The letters of no guild."""
        yield PostgresDeadLetters.of_nobody(self._connection)
