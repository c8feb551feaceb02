"""One command's stay with the server: it shares the clients' lock, and calls a keeper where there is none."""

import asyncio
import contextlib
import json
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import attrs

from adapters.postgres.server.faults import ServerUnusable, folder_unusable
from adapters.postgres.server.keeping.keeper import RECOVERY_PATIENCE, KeeperOrders
from adapters.postgres.server.place.binaries import binaries_for
from adapters.postgres.server.place.folders import ServerPlace
from adapters.postgres.server.place.locks import FileLock
from adapters.postgres.server.place.status import KeeperStatus, Stage, read_status, write_status

_ROOT = Path(__file__).resolve().parents[3]
_POLL = 0.02
_WATCH = 1.0
_WATCH_AFTER_FAILURE = 10.0
_CALLS = 3
_CALL_LIMIT = 30.0
_PATIENCE = RECOVERY_PATIENCE + 10  # a keeper that gives up says why, which is better than our own silence
_KEPT_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")  # and none of our secrets
_WORDS = {
    Stage.STARTING: "The database is starting",
    Stage.CREATING: "The database is being created",
    Stage.RECOVERING: "The database is recovering from an unclean stop",
    Stage.STOPPING: "The database is stopping and will start again",
}


class Visit:
    """From the first need of the server until the command ends."""

    def __init__(self, place: ServerPlace, report: Callable[[str], None], linger: float) -> None:
        self._place = place
        self._report = report
        self._linger = linger
        self._clients = FileLock(place.clients_lock)
        self._called: set[str] = set()

    async def enter(self) -> None:
        """Share the clients' lock; a keeper that stops the server holds it alone until that is done."""
        async with _patience("The former database server did not stop in time."):
            while not self._clients.try_shared():  # noqa: ASYNC110 - another process holds it
                await asyncio.sleep(_POLL)

    async def await_server(self, answers: Callable[[Path], Awaitable[bool]]) -> Path:
        """The socket's folder, as soon as the server answers there; calls a keeper where there is none."""
        began = told = asyncio.get_running_loop().time()
        async with _patience("The database was not ready in time; see the log and try again in a minute."):
            while True:
                await self._ensure_keeper()
                status = read_status(self._place.status)
                if (
                    status is not None
                    and status.stage is Stage.READY
                    and await answers(Path(status.socket_folder))
                ):
                    return Path(status.socket_folder)
                now = asyncio.get_running_loop().time()
                if status is not None and status.stage in _WORDS and now - told >= 1.0:
                    told = now
                    self._report(f"{_WORDS[status.stage]} ({now - began:.0f} s so far).")
                await asyncio.sleep(_POLL)

    async def watch(self) -> None:
        """While the command lives: replace a keeper that was killed, so that a long-lived page heals."""
        last_words = ""
        while True:
            await asyncio.sleep(_WATCH_AFTER_FAILURE if last_words else _WATCH)
            try:
                await self._ensure_keeper(persistent=True)
                status = read_status(self._place.status)
                words = status.message if status is not None and status.stage is Stage.FAILED else ""
            except (OSError, ServerUnusable) as problem:
                words = str(problem)
            if words and words != last_words:
                self._report(words)
            last_words = words

    async def leave(self) -> None:
        """Give up the shared lock. A container ends with its first process: that one sees the server off."""
        self._clients.close()
        status = read_status(self._place.status)
        if os.getpid() != 1 or status is None or status.keeper not in self._called:
            return
        with contextlib.suppress(OSError, ServerUnusable), FileLock(self._place.keeper_lock) as lock:
            async with _patience("", 30.0):
                while not lock.try_exclusive():
                    os.kill(status.process, signal.SIGTERM)
                    await asyncio.sleep(_POLL * 5)

    def _heed_failure(self) -> None:
        """A failure counts when a keeper of our own tells it; another's is answered by calling our own."""
        status = read_status(self._place.status)
        if status is not None and status.stage is Stage.FAILED and status.keeper in self._called:
            raise ServerUnusable(status.message)

    async def _ensure_keeper(self, *, persistent: bool = False) -> None:
        with FileLock(self._place.keeper_lock) as lock:
            if not lock.try_exclusive():
                return
            if not persistent:
                self._heed_failure()
                if len(self._called) >= _CALLS:
                    raise ServerUnusable(
                        f"The database's keeper ended {_CALLS} times without a word; see {self._place.log}."
                    )
            await self._call_keeper(lock)

    async def _call_keeper(self, lock: FileLock) -> None:
        """Start a keeper that inherits the lock which we hold: never are there two, and never none."""
        place = self._place
        binaries = await asyncio.to_thread(binaries_for, place.account)
        earlier = read_status(place.status)
        name = secrets.token_hex(8)
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
        socket = earlier.socket_folder if earlier else ""
        try:
            write_status(place.status, KeeperStatus(keeper=name, stage=Stage.STARTING, socket_folder=socket))
            log = os.open(place.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as problem:
            raise folder_unusable(place.room, problem) from problem
        self._called.add(name)
        try:
            await _start_process(orders, log)
        finally:
            os.close(log)


async def _start_process(orders: KeeperOrders, log: int) -> None:
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), *(path for path in sys.path if path)])
    starter = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "adapters.postgres.server.keeping.keeper",
        json.dumps(attrs.asdict(orders)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        env=environment,
        start_new_session=True,
        pass_fds=(orders.lock,),
    )
    async with _patience("The database's keeper could not be started in time.", _CALL_LIMIT):
        if await starter.wait() != 0:
            raise ServerUnusable(
                f"The database's keeper could not be started; see {orders.home_room}/server.log."
            )


@asynccontextmanager
async def _patience(message: str, seconds: float = _PATIENCE) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise ServerUnusable(message) from None
