"""The importer as people run it: messages a second, and its memory on a file four times as large."""

import asyncio
import os
import re
import sys
import time
from pathlib import Path

import attrs

from bench.report.lines import Line, note, say
from tests.builders.exports import GUILD, write_large

MEGABYTES = 100
TIMES = 4


@attrs.frozen
class Run:
    """One import: how long it took and the most memory that it ever had."""

    messages: int
    seconds: float
    peak_mb: float


async def run(dsn: str, home: Path) -> list[Line]:
    """A small export and a large one, each into a guild that knows nothing of it yet."""
    small = await _import(dsn, home, MEGABYTES, seed=1)
    large = await _import(dsn, home, MEGABYTES * TIMES, seed=2)
    rate, growth = large.messages / large.seconds, large.peak_mb / small.peak_mb
    note(f"import: {large.messages:,} messages of {MEGABYTES * TIMES} MB in {large.seconds:.1f} s")
    of = f"the same of {MEGABYTES} MB"
    return [
        say(Line(name="import of a Discord export, start to end", value=rate, unit="messages/s",
                 target=">= 15,000 messages/s", met=rate >= 15_000)),
        say(Line(name=f"import of {MEGABYTES * TIMES} MB: peak of memory", value=large.peak_mb, unit="MB",
                 ratio=growth, of=of, target="< 300 MB and flat", met=large.peak_mb < 300 and growth < 1.2)),
    ]  # fmt: skip


async def _import(dsn: str, home: Path, megabytes: int, *, seed: int) -> Run:
    path = home / f"export-{megabytes}.json"
    messages = await asyncio.to_thread(write_large, path, megabytes, seed=seed, guild=GUILD + seed)
    settings = {
        "COMMUNITY_OS_HOME": str(home / f"import-{megabytes}"),
        "COMMUNITY_OS_DATABASE_URL": dsn,
        "COMMUNITY_OS_SECRET": "bench" * 8,
    }
    started = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "bootstrap.main", "import", "discord-export", str(path)],
        {**os.environ, **settings},
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    ended, peak, status = 0, 0.0, 0
    while not ended:
        await asyncio.sleep(0.05)
        peak = max(peak, _peak_mb(process))
        ended, status = os.waitpid(process, os.WNOHANG)
    seconds = time.perf_counter() - started
    path.unlink()
    assert os.waitstatus_to_exitcode(status) == 0, f"the import of {megabytes} MB failed"
    return Run(messages, seconds, peak)


def _peak_mb(process: int) -> float:
    """The most that it ever had; what the kernel tells at its end would count the benchmark's own too."""
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+)", told)
    return int(found[1]) / 1024 if found else 0.0
