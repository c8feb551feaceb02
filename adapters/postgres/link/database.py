"""Units of work: all reading and writing happens in a transaction of one guild, or of the instance."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Self

import asyncpg
from asyncpg.transaction import Transaction

from adapters.postgres.link.address import DatabaseAddress
from adapters.postgres.link.faults import AwayReason, DatabaseAway
from adapters.postgres.link.limits import LinkLimits
from adapters.postgres.link.pool import Connection
from adapters.postgres.link.source import ConnectionSource, Lease

_BEGIN_UNIT = """
select set_config('role', 'community_app', true),
       set_config('app.guild_id', $1, true),
       set_config('statement_timeout', $2, true)
"""
_ATTEMPTS = 3
_ROLLBACK_LIMIT = 2.0
_PREPARED_STATEMENT_LOST = (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)


class Database:
    """One database as the program sees it; connects at the first use, and again after every absence.

    A unit of work commits when its block ends normally and is rolled back when the block raises; there is
    no commit to forget. Everything that it sets ends with its transaction, so that the same code is safe
    through a transaction pooler: never SET, LISTEN or take a session's advisory lock in it. Nothing but the
    database is waited for inside a block. An absence is raised as DatabaseAway, whatever its cause.
    """

    def __init__(self, address: DatabaseAddress, limits: LinkLimits | None = None) -> None:
        self.limits = limits or LinkLimits()
        self._source = ConnectionSource(address, self.limits)

    @property
    def address(self) -> DatabaseAddress:
        """Where it is; after the first use it also tells a pooler that the URL did not name."""
        return self._source.address

    def unit_of_work(self, guild: int) -> AbstractAsyncContextManager[Connection]:
        """Read and write the tables of one guild; its rows are the only ones that exist in the block."""
        return self._unit(str(int(guild)))

    def reading(self, guild: int) -> AbstractAsyncContextManager[Connection]:
        """Read one guild as it was at one instant; nothing can be written."""
        return self._unit(str(int(guild)), isolation="repeatable_read", readonly=True)

    def instance_work(self) -> AbstractAsyncContextManager[Connection]:
        """Read and write the instance's own tables; no guild's row exists in the block."""
        return self._unit("")

    def snapshot(self) -> AbstractAsyncContextManager[Connection]:
        """Read every guild as all were at one instant, each when it is named; nothing can be written."""
        return self._unit("", isolation="repeatable_read", readonly=True)

    async def close(self) -> None:
        """Wait a little for running units, then hang up; a later use opens the link again."""
        await self._source.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @asynccontextmanager
    async def _unit(self, guild: str, **mode: Any) -> AsyncIterator[Connection]:
        lease, transaction = await self._begin(guild, mode)
        try:
            yield lease.connection
            if "readonly" not in mode:
                # A block that swallowed a statement's error must not take the rollback for a commit.
                await lease.connection.execute("select 1")
            await transaction.commit()
        except BaseException as problem:
            undone = await _undo(lease, transaction)
            if isinstance(problem, _PREPARED_STATEMENT_LOST):
                await self._source.turn_to_pooled()
                raise DatabaseAway(AwayReason.LOST) from problem
            if isinstance(problem, TimeoutError) and undone:  # the link is alive, only that statement was not
                raise DatabaseAway(AwayReason.SLOW) from problem
            if "readonly" in mode and isinstance(problem, asyncpg.ReadOnlySQLTransactionError):
                raise  # our own mistake, and no waiting mends it
            away = await self._source.judge(problem, connected=undone)
            if away is None:
                raise
            raise away from problem
        finally:
            await lease.give_back(self.limits.close)

    async def _begin(self, guild: str, mode: dict[str, Any]) -> tuple[Lease, Transaction]:
        """Begin on a connection that works; one that died while it lay idle is replaced unnoticed."""
        for attempt in range(1, _ATTEMPTS + 1):
            lease = await self._source.lease()
            try:
                async with asyncio.timeout(self.limits.acquire):
                    transaction = lease.connection.transaction(**mode)
                    await transaction.start()
                    await lease.connection.fetchrow(_BEGIN_UNIT, guild, f"{self.limits.command * 1000:.0f}ms")
            except BaseException as problem:
                pooler = isinstance(problem, _PREPARED_STATEMENT_LOST)
                stood = lease.stands()
                lease.hang_up()
                await lease.give_back(self.limits.close)
                if not isinstance(problem, Exception):
                    self._source.gave_up()
                    raise
                if pooler:
                    await self._source.turn_to_pooled()
                elif stood or attempt == _ATTEMPTS:
                    away = await self._source.judge(problem, connected=stood)
                    if away is None:
                        raise
                    raise away from problem
            else:
                self._source.answered()
                return lease, transaction
        raise DatabaseAway(AwayReason.LOST)


async def _undo(lease: Lease, transaction: Transaction) -> bool:
    """Roll back what is open; False where the connection was lost or does not answer."""
    try:
        if not lease.stands():
            return False
        if lease.connection.is_in_transaction():
            async with asyncio.timeout(_ROLLBACK_LIMIT):
                await transaction.rollback()
    except BaseException as problem:
        lease.hang_up()
        if not isinstance(problem, Exception):
            raise
        return False
    return True
