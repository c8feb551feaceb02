"""The product's own web process on the benchmark's database."""

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final, NamedTuple

import aiohttp

_PORT: Final = 18_060
SECRET: Final = "bench" * 8
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


class Served(NamedTuple):
    """Where it answers, and its process id."""

    address: str
    process: int


def chromium() -> Path | None:
    """A browser of this machine, if there is one."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return Path(found) if found else None


@contextlib.asynccontextmanager
async def served(dsn: str, home: Path) -> AsyncIterator[Served]:
    """Serve from ready to the end of the block."""
    settings = {
        "COMMUNITY_OS_HOME": str(home / "web"),
        "COMMUNITY_OS_DATABASE_URL": dsn,
        "COMMUNITY_OS_SECRET": SECRET,
        "COMMUNITY_OS_PORT": str(_PORT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bootstrap.main", "web",
        env={**os.environ, **settings},
        stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{_PORT}"
        await _until_ready(address)
        yield Served(address, process.pid)
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 20)


async def _until_ready(address: str) -> None:
    async with asyncio.timeout(60), aiohttp.ClientSession() as http:
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with http.get(f"{address}/readyz") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)
