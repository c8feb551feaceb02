"""What a command sees of the embedded server: it is there as long as the command lives."""

import asyncio
import contextlib
import json
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import asyncpg
import attrs

from adapters.postgres.server.binaries import binaries_for
from adapters.postgres.server.cluster import DATABASE, OWNER, check_version
from adapters.postgres.server.faults import ServerUnusable, folder_unusable
from adapters.postgres.server.keeper import RECOVERY_PATIENCE, KeeperOrders
from adapters.postgres.server.locks import FileLock
from adapters.postgres.server.places import ServerPlace, settle
from adapters.postgres.server.status import KeeperStatus, Stage, read_status, write_status

_ROOT = Path(__file__).resolve().parents[3]
_POLL = 0.02
_WATCH = 1.0
_SPAWNS = 3
_PROBE_TIMEOUT = 5.0
_WORDS = {
    Stage.STARTING: "The database is starting",
    Stage.CREATING: "The database is being created",
    Stage.RECOVERING: "The database is recovering from an unclean stop",
    Stage.STOPPING: "The database is stopping and will start again",
}


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
    """Keep the home folder's server running while the block lasts, together with every other command."""
    place = await asyncio.to_thread(settle, home)
    try:
        if place.data.exists():
            check_version(place.data)
        clients = FileLock(place.clients_lock)
    except OSError as problem:
        raise folder_unusable(place.room, problem) from problem
    visit = _Visit(place, clients, report, linger)
    try:
        await visit.enter()
        server = await visit.await_server()
        watch = asyncio.create_task(visit.watch(), name="embedded database watch")
        try:
            yield server
        finally:
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch
    finally:
        await visit.leave()


class _Visit:
    """One command's stay: the shared lock, and a keeper whenever there is none."""

    def __init__(
        self, place: ServerPlace, clients: FileLock, report: Callable[[str], None], linger: float
    ) -> None:
        self._place = place
        self._clients = clients
        self._report = report
        self._linger = linger
        self._started: dict[str, subprocess.Popen[bytes]] = {}

    async def enter(self) -> None:
        """Share the clients' lock; a keeper that is stopping the server holds it alone until it is done."""
        async with _patience("The former database server did not stop in time."):
            while not (self._clients.try_shared() and self._clients.still_in_place()):
                if not self._clients.still_in_place():
                    self._clients.close()
                    self._clients = FileLock(self._place.clients_lock)
                await asyncio.sleep(_POLL)

    async def await_server(self) -> EmbeddedServer:
        """Until the server answers; starts a keeper where there is none."""
        began = asyncio.get_running_loop().time()
        told = 0.0
        async with _patience(
            "The database was not ready in time; it goes on starting: try again in a minute."
        ):
            while True:
                await self._ensure_keeper()
                status = read_status(self._place.status)
                if status is not None:
                    self._believe(status)
                    if status.stage is Stage.READY and await _answers(Path(status.socket_folder)):
                        return self._reached(Path(status.socket_folder))
                waited = asyncio.get_running_loop().time() - began
                if status is not None and waited - told >= 1.0 and status.stage in _WORDS:
                    told = waited
                    self._report(f"{_WORDS[status.stage]} ({waited:.0f} s so far).")
                await asyncio.sleep(_POLL)

    async def watch(self) -> None:
        """While the command lives: a keeper that was killed is replaced, so that a long-lived page heals by itself."""
        while True:
            await asyncio.sleep(_WATCH)
            try:
                await self._ensure_keeper(limit=False)
            except (OSError, ServerUnusable) as problem:
                self._report(f"The database could not be started again: {problem}")

    async def leave(self) -> None:
        """Give up the shared lock; as the first process of a container, which takes all with it, wait for the end."""
        self._clients.close()
        for keeper in self._started.values():
            if os.getpid() == 1 and keeper.poll() is None:
                keeper.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    await asyncio.to_thread(keeper.wait, 30)
            keeper.poll()
            keeper.returncode = (
                keeper.returncode if keeper.returncode is not None else 0
            )  # it outlives us on purpose

    def _reached(self, folder: Path) -> EmbeddedServer:
        return EmbeddedServer(dsn=socket_dsn(folder), socket_folder=folder, place=self._place)

    def _believe(self, status: KeeperStatus) -> None:
        """A failure counts when our own keeper tells it; another's is answered with a keeper of our own."""
        if status.stage is Stage.FAILED and status.keeper in self._started:
            raise ServerUnusable(status.message)

    async def _ensure_keeper(self, *, limit: bool = True) -> None:
        lock = FileLock(self._place.keeper_lock)
        with lock:
            if not lock.try_exclusive():
                return
            status = read_status(self._place.status)
            if status is not None:
                self._believe(status)
            for keeper in self._started.values():
                keeper.poll()
            if limit and len(self._started) >= _SPAWNS:
                raise ServerUnusable(
                    f"The database's keeper ended {_SPAWNS} times without a reason; see {self._place.log}."
                )
            await self._spawn(lock, status)

    async def _spawn(self, lock: FileLock, earlier: KeeperStatus | None) -> None:
        """Start a keeper that inherits the lock which we hold: there is never a moment with two, or with none."""
        place = self._place
        binaries = await asyncio.to_thread(binaries_for, place.account)
        name = secrets.token_hex(8)
        socket = earlier.socket_folder if earlier else ""
        write_status(place.status, KeeperStatus(keeper=name, stage=Stage.STARTING, socket_folder=socket))
        orders = KeeperOrders(
            name=name,
            home_room=str(place.home_room),
            room=str(place.room),
            uid=place.account.uid,
            gid=place.account.gid,
            foreign=place.account.foreign,
            binaries=str(binaries.folder),
            linger=self._linger,
            lock=lock.descriptor,
        )
        self._started[name] = subprocess.Popen(
            [sys.executable, "-P", "-m", "adapters.postgres.server.keeper", json.dumps(attrs.asdict(orders))],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            start_new_session=True,
            pass_fds=(lock.descriptor,),
        )


@asynccontextmanager
async def _patience(message: str) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(RECOVERY_PATIENCE):
            yield
    except TimeoutError:
        raise ServerUnusable(message) from None


async def _answers(folder: Path) -> bool:
    try:
        connection = await asyncpg.connect(socket_dsn(folder), timeout=_PROBE_TIMEOUT, statement_cache_size=0)
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    try:
        return bool(await connection.fetchval("select 1", timeout=_PROBE_TIMEOUT) == 1)
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    finally:
        connection.terminate()
