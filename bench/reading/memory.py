"""What the web process holds in memory once every page of the large guild was seen, and many windows."""

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from bench.made.world import GUILD, LAST_DAY
from bench.reading.pages import paths
from bench.reading.served import chromium, served
from bench.report.lines import Line, note, say
from bootstrap.garbage import GIVE_BACK_EVERY
from tests.integration.browser.cdp import running

_SHOWN = "document.title.includes('Bench') && !document.querySelector('.bone')"

_HOPS: Final = 30
"""Windows of Channels, whose tables are long and of one window each."""


async def run(dsn: str, home: Path) -> list[Line]:
    """Every page in two windows, and Channels in many; then what stays resident, and the most that was."""
    found = chromium()
    if found is None:
        note("no Chromium is found: the memory of the web process is not measured")
        return []
    async with running(found) as browser, served(dsn, home) as (address, process):
        fresh = _megabytes(process, "VmRSS")
        async with browser.tab() as tab:
            for window, path in (*_pages(), *_hops()):
                await tab.send("Page.navigate", url=f"{address}{path}?guild={GUILD}&window={window}")
                await tab.until(_SHOWN)
        await asyncio.sleep(2 * GIVE_BACK_EVERY + 2)
        resident, most = _megabytes(process, "VmRSS"), _megabytes(process, "VmHWM")
    return [
        say(Line(name="web process, just ready", value=fresh, unit="MB")),
        say(Line(name="web process, every page seen", value=resident, unit="MB", target="< 300 MB",
                 met=resident < 300)),
        say(Line(name="web process, the most that it ever held", value=most, unit="MB")),
    ]  # fmt: skip


def _pages() -> Iterator[tuple[str, str]]:
    for window in ("30d", "all"):
        yield from ((window, path) for _, path in paths())


def _hops() -> Iterator[tuple[str, str]]:
    for hop in range(_HOPS):
        first, last = LAST_DAY - timedelta(days=150 - 2 * hop), LAST_DAY - timedelta(days=hop)
        yield f"{first}..{last}", "/channels"


def _megabytes(process: int, what: str) -> float:
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(rf"{what}:\s+(\d+)", told)
    return int(found[1]) / 1024 if found else 0.0
