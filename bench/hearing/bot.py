"""The product's own bot process, pointed at the loopback Discord."""

import asyncio
import contextlib
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bench.hearing.elsewhere import Elsewhere

NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"
"""A database that is away: what is heard stays in the journal."""


@contextlib.asynccontextmanager
async def listening(there: Elsewhere, home: Path, dsn: str = NOWHERE) -> AsyncIterator[int]:
    """The bot, from connected to the end of the block; its process id."""
    settings = {
        "COMMUNITY_OS_HOME": str(home),
        "COMMUNITY_OS_DATABASE_URL": dsn,
        "COMMUNITY_OS_SECRET": "bench" * 8,
        "COMMUNITY_OS_DISCORD_API": there.api,
        "COMMUNITY_OS_DISCORD_GATEWAY": there.gateway,
        "COMMUNITY_OS_SHARD_COUNT": "1",
        "DISCORD_TOKEN": there.token,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bootstrap.main", "bot",
        env={**os.environ, **settings},
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await there.does("connected")
        await asyncio.sleep(3)  # members come in chunks, and are written down
        yield process.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), 60)


def megabytes(process: int, what: str) -> float:
    """`VmRSS`, or `VmHWM` for the most that it ever had."""
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(rf"{what}:\s+(\d+)", told)
    return int(found[1]) / 1024 if found else 0.0
