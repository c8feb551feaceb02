"""Where units of work get their connections: a pool that opens late, heals, and lets nobody wait for ever."""

import asyncio
import contextlib

import asyncpg
import attrs
from asyncpg.pool import Pool

from adapters.postgres.link.address import DatabaseAddress
from adapters.postgres.link.breaker import Breaker
from adapters.postgres.link.faults import AwayReason, DatabaseAway, away_because
from adapters.postgres.link.limits import LinkLimits
from adapters.postgres.link.pool import Connection, connect, open_pool, stands_behind_a_pooler

_OLDEST_SERVER = 15
_DRIVER_ERRORS = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)


@attrs.frozen(kw_only=True, eq=False)
class Lease:
    """A connection and the pool that it goes back to."""

    pool: Pool
    connection: Connection

    def stands(self) -> bool:
        """Whether the connection is still there; the pool takes a lost one back by itself."""
        try:
            return not self.connection.is_closed()
        except asyncpg.InterfaceError:
            return False

    def hang_up(self) -> None:
        """Drop the connection without a word to the server, which then undoes what was not committed."""
        with contextlib.suppress(asyncpg.InterfaceError):
            self.connection.terminate()

    async def give_back(self, limit: float) -> None:
        """Return it to the pool; what cannot be returned in order is dropped."""
        with contextlib.suppress(*_DRIVER_ERRORS):
            await self.pool.release(self.connection, timeout=limit)


class ConnectionSource:
    """Opens the pool at the first need, learns whether a pooler stands before it, and keeps the breaker."""

    def __init__(self, address: DatabaseAddress, limits: LinkLimits) -> None:
        self.address = address
        self.limits = limits
        self._pool: Pool | None = None
        self._former: list[Pool] = []
        self._opening: asyncio.Task[Pool] | None = None
        self._met = False
        self._breaker = Breaker(limits.pause, limits.connect)

    async def lease(self) -> Lease:
        """A connection, or DatabaseAway in bounded time."""
        self._breaker.check(_now())
        pool: Pool | None = None
        try:
            pool = await self._ready_pool()
            return Lease(pool=pool, connection=await pool.acquire(timeout=self.limits.acquire))
        except _DRIVER_ERRORS as problem:
            if isinstance(problem, TimeoutError) and pool is not None and _exhausted(pool):
                self.gave_up()
                raise DatabaseAway(AwayReason.BUSY) from problem
            away = await self.judge(problem, connected=False)
            if away is None:
                raise
            raise away from problem
        except BaseException:
            self.gave_up()
            raise

    def gave_up(self) -> None:
        """A caller was called off before it learned whether the server is there."""
        self._breaker.gave_up(_now())

    def answered(self) -> None:
        """A unit of work began: the server is there."""
        self._breaker.answered()

    async def judge(self, problem: BaseException, *, connected: bool) -> DatabaseAway | None:
        """Tell an absence from an error of the work itself, and let the other callers know of it."""
        away = away_because(problem, connected=connected)
        if away is not None:
            self._breaker.failed(away, _now())
            if away.reason is AwayReason.SILENT:
                await self._leave_pool()  # its connections all lead through the same silent link
        return away

    async def turn_to_pooled(self) -> None:
        """A prepared statement got lost: a pooler stands between, which the address did not tell."""
        self.address = self.address.as_pooled()
        await self._leave_pool()

    async def close(self) -> None:
        """Wait a little for those who still work, then hang up."""
        if self._opening is not None:
            self._opening.cancel()
        pool, self._pool = self._pool, None
        for former in self._former:
            former.terminate()
        self._former.clear()
        if pool is None:
            return
        try:
            async with asyncio.timeout(self.limits.close):
                await pool.close()
        except _DRIVER_ERRORS:
            pool.terminate()

    async def _ready_pool(self) -> Pool:
        """The pool; all who ask while it is being opened share one attempt and its outcome."""
        if self._pool is not None:
            return self._pool
        if self._opening is None:
            self._opening = asyncio.create_task(self._open())
            self._opening.add_done_callback(self._opened)
        return await asyncio.shield(self._opening)

    async def _open(self) -> Pool:
        async with asyncio.timeout(self.limits.connect + self.limits.acquire):
            if not self._met:
                await self._meet_the_server()
            return await open_pool(self.address, self.limits)

    def _opened(self, opening: asyncio.Task[Pool]) -> None:
        self._opening = None
        if not opening.cancelled() and opening.exception() is None:
            self._pool = opening.result()

    async def _leave_pool(self) -> None:
        """Work goes on with a new pool; those who still use the old one end by their own limits."""
        if self._pool is not None:
            await self._pool.expire_connections()
            self._former = [pool for pool in self._former if pool.get_size()] + [self._pool]
            self._pool = None

    async def _meet_the_server(self) -> None:
        """Before anything is prepared: is it new enough, and is it the server itself?"""
        connection = await connect(self.address.as_pooled(), self.limits)
        try:
            if connection.get_server_version().major < _OLDEST_SERVER:
                raise DatabaseAway(
                    AwayReason.MISCONFIGURED, f"PostgreSQL {_OLDEST_SERVER} or newer is needed"
                )
            if not self.address.direct_by_word and await stands_behind_a_pooler(connection):
                self.address = self.address.as_pooled()
            self._met = True
        finally:
            connection.terminate()


def _exhausted(pool: Pool) -> bool:
    return bool(pool.get_size() >= pool.get_max_size() and pool.get_idle_size() == 0)


def _now() -> float:
    return asyncio.get_running_loop().time()
