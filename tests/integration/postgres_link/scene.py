"""A link that can be cut, and impatient limits to notice it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import attrs

from adapters.postgres.link import Database, DatabaseAddress, DatabaseAway, LinkLimits

IMPATIENT = LinkLimits(connect=0.5, acquire=0.5, command=1.0, close=0.5, pause=0.1, connections=4)


@attrs.define(eq=False)
class Link:
    """A relay on TCP before the server's socket: it can go silent in both directions, or be gone."""

    upstream: Path
    port: int = 0
    connects: int = 0
    _open: asyncio.Event = attrs.field(factory=asyncio.Event)
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = attrs.field(factory=set)

    async def start(self) -> None:
        self._open.set()
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def address(self, of: DatabaseAddress) -> DatabaseAddress:
        return DatabaseAddress.parse(
            f"postgresql://community_owner@127.0.0.1:{self.port}/{of.database}?sslmode=disable"
        )

    def go_silent(self) -> None:
        """Everything is still accepted, nothing is passed on."""
        self._open.clear()

    def speak_again(self) -> None:
        self._open.set()

    async def end(self) -> None:
        """Nobody listens any more."""
        self._server.close()
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connects += 1
        task = asyncio.current_task()
        self._tasks.add(task)
        their_writer = None
        try:
            their_reader, their_writer = await asyncio.open_unix_connection(str(self.upstream))
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pass_on(reader, their_writer))
                both.create_task(self._pass_on(their_reader, writer))
        except (OSError, ExceptionGroup, asyncio.CancelledError):
            pass
        finally:
            for each in filter(None, (writer, their_writer)):
                with suppress(OSError):
                    each.close()
            self._tasks.discard(task)

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            await self._open.wait()
            sink.write(data)
            await sink.drain()
        raise ConnectionResetError


@asynccontextmanager
async def a_link(to: DatabaseAddress) -> AsyncIterator[Link]:
    """A relay to the server behind this address of a socket."""
    folder = dict(part.split("=") for part in to.url.partition("?")[2].split("&"))["host"]
    link = Link(Path(folder.replace("%2F", "/")) / ".s.PGSQL.5432")
    await link.start()
    try:
        yield link
    finally:
        await link.end()


async def works(database: Database) -> bool:
    try:
        async with database.instance_work() as connection:
            return await connection.fetchval("select 1") == 1
    except DatabaseAway:
        return False


async def comes_true(claim: Callable[[], Awaitable[bool]], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not await claim():
            await asyncio.sleep(0.05)
