"""What the tests of the embedded server look at: real folders, real processes."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg
import attrs

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0
LINGER = 0.3


async def until(claim: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until the claim holds, with an end."""
    async with asyncio.timeout(seconds):
        while not claim():
            await asyncio.sleep(0.02)


@attrs.frozen
class Home:
    """A home folder and the processes that belong to it."""

    path: Path

    @property
    def room(self) -> Path:
        pointer = self.path / "postgres" / "cluster-location"
        return Path(pointer.read_text().strip()) if pointer.exists() else self.path / "postgres"

    @property
    def data(self) -> Path:
        return self.room / "data"

    def servers(self) -> list[int]:
        """Process ids of the server and of all that work for it."""
        return [pid for pid in _processes() if _comm(pid) == "postgres" and _cwd(pid) == self.data]

    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def keepers(self) -> list[int]:
        return [
            pid
            for pid in _processes()
            if "adapters.postgres.server.keeping.keeper" in (words := _words(pid))
            and f'"{self.room}"' in words
        ]

    def quiet(self) -> bool:
        return not self.servers() and not self.keepers()


@asynccontextmanager
async def a_home(*, inside: str = "home") -> AsyncIterator[Home]:
    """A home folder that is gone afterwards, and its server with it."""
    base = _a_folder()
    home = Home(base / inside)
    try:
        yield home
    finally:
        for pid in [*home.keepers(), *home.servers()]:
            _end(pid, signal.SIGTERM)
        try:
            await until(home.quiet)
        finally:
            if home.room.parent != home.path:
                shutil.rmtree(home.room, ignore_errors=True)
            shutil.rmtree(base, ignore_errors=True)


@attrs.frozen
class Visitor:
    """A command in a process of its own."""

    process: asyncio.subprocess.Process

    async def dsn(self) -> str:
        """Wait until it has its database."""
        async with asyncio.timeout(PATIENCE):
            line = await self.process.stdout.readline()
        return line.decode().strip()

    async def goes(self) -> None:
        """It ends in order."""
        self.process.stdin.close()
        async with asyncio.timeout(PATIENCE):
            assert await self.process.wait() == 0

    async def is_killed(self) -> None:
        self.process.kill()
        async with asyncio.timeout(PATIENCE):
            await self.process.wait()


@asynccontextmanager
async def a_visitor(home: Home, *, linger: float = LINGER, **environment: str) -> AsyncIterator[Visitor]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.postgres_server.visitor",
        str(home.path),
        str(linger),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | environment,
    )
    visitor = Visitor(process)
    try:
        yield visitor
    finally:
        if process.returncode is None:
            await visitor.is_killed()


async def ask(dsn: str, question: str) -> object:
    """One question on a connection of its own."""
    connection = await asyncpg.connect(dsn, timeout=PATIENCE, command_timeout=PATIENCE)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close(timeout=5)


def _a_folder() -> Path:
    base = Path(tempfile.mkdtemp(prefix="community-os-home-", dir="/tmp"))
    base.chmod(0o711)  # as root the server's account has to pass
    return base


def _end(pid: int, how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, how)


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def environment_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def program_of(pid: int) -> Path:
    return Path(f"/proc/{pid}/exe").readlink()


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]


def _comm(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _cwd(pid: int) -> Path | None:
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return None


def _words(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
