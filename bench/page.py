"""The Overview of the large guild in Chromium: how long until the ten names are there."""

import asyncio
import contextlib
import os
import shutil
import statistics
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp

from bench.lines import Line, note, say
from bench.world import GUILD
from tests.integration.browser.cdp import Browser, running

_PORT = 18_060
_TEN_NAMES = "document.querySelectorAll('.place').length >= 10"
_CHART = "!!document.querySelector('.js-plotly-plot .main-svg .trace')"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


async def run(dsn: str, home: Path) -> list[Line]:
    """A new process and a new browser profile for the first figure, new profiles for the second."""
    chromium = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if chromium is None:
        note("no Chromium is found: the page is not measured")
        return []
    async with running(Path(chromium)) as browser, _served(dsn, home) as address:
        async with browser.tab() as tab:  # a browser that has just been started is busy with itself
            await tab.send("Page.navigate", url="data:text/html,<script>document.title='awake'</script>")
            await tab.until("document.title === 'awake'")
        first, _ = await _view(browser, address)
        views = [await _view(browser, address) for _ in range(7)]
    names = statistics.median(names for names, _ in views)
    chart = statistics.median(chart for _, chart in views)
    of = "a browser that has nothing cached"
    return [
        say(Line(name="Overview: Top 10 visible, process and browser cold", value=first, unit="ms", of=of,
                 target="< 2000 ms", met=first < 2000)),
        say(Line(name="Overview: Top 10 visible, browser cold", value=names, unit="ms", of=of,
                 target="< 2000 ms", met=names < 2000)),
        say(Line(name="Overview: chart drawn, cold", value=chart, unit="ms", of=of)),
    ]  # fmt: skip


async def _view(browser: Browser, address: str) -> tuple[float, float]:
    async with browser.tab() as tab:
        started = time.perf_counter()
        await tab.send("Page.navigate", url=f"{address}/?guild={GUILD}&window=90d")
        await tab.until(_TEN_NAMES)
        names = time.perf_counter() - started
        await tab.until(_CHART)
        return names * 1000, (time.perf_counter() - started) * 1000


@contextlib.asynccontextmanager
async def _served(dsn: str, home: Path) -> AsyncIterator[str]:
    """The product's own web process on the benchmark's database."""
    settings = {
        "COMMUNITY_OS_HOME": str(home / "web"),
        "COMMUNITY_OS_DATABASE_URL": dsn,
        "COMMUNITY_OS_SECRET": "bench" * 8,
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
        yield address
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
