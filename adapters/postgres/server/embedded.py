"""What a command sees of the embedded server: it is there as long as the command lives."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import asyncpg
import attrs

from adapters.postgres.server.faults import folder_unusable
from adapters.postgres.server.keeping.cluster import DATABASE, OWNER, check_version
from adapters.postgres.server.place.folders import ServerPlace, settle
from adapters.postgres.server.visit import Visit

_PROBE_TIMEOUT = 5.0


@attrs.frozen(kw_only=True)
class EmbeddedServer:
    """A running server and how to reach it."""

    dsn: str
    socket_folder: Path
    place: ServerPlace


def socket_dsn(folder: Path, database: str = DATABASE) -> str:
    """The URL of a database behind a socket folder, whatever characters the folder's name has."""
    options = urlencode({"host": str(folder), "port": "5432"}, quote_via=quote)
    return f"postgresql://{OWNER}@/{database}?{options}"


@asynccontextmanager
async def embedded_server(
    home: Path, *, report: Callable[[str], None] = lambda _: None, linger: float = 10.0
) -> AsyncIterator[EmbeddedServer]:
    """Keep the home folder's server running while the block lasts, together with every other command.

    `linger` is how many seconds the server waits for a next command after the last one has ended.
    """
    place = await asyncio.to_thread(settle, home)
    try:
        if place.data.exists():
            check_version(place.data)
        elif place.room != place.home_room:
            report(f"Running as root: the database is kept in {place.room}.")
        visit = Visit(place, report, linger)
    except OSError as problem:
        raise folder_unusable(place.room, problem) from problem
    try:
        await visit.enter()
        folder = await visit.await_server(_answers)
        watch = asyncio.create_task(visit.watch(), name="embedded database watch")
        try:
            yield EmbeddedServer(dsn=socket_dsn(folder), socket_folder=folder, place=place)
        finally:
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch
    finally:
        await visit.leave()


async def _answers(folder: Path) -> bool:
    try:
        connection = await asyncpg.connect(socket_dsn(folder), timeout=_PROBE_TIMEOUT, statement_cache_size=0)
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    try:
        return bool(await connection.fetchval("select 1", timeout=_PROBE_TIMEOUT) == 1)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    finally:
        connection.terminate()
