"""The Overview and the pages of KPIs of the large guild in Chromium: how long until they can be read."""

import statistics
import time
from pathlib import Path

from bench.made.world import GUILD
from bench.reading.served import chromium, served
from bench.report.lines import Line, note, say
from tests.integration.browser.cdp import Browser, running

_TEN_NAMES = "document.querySelectorAll('.place').length >= 10"
_TILES = "document.querySelectorAll('.kpi-tiles .tile').length >= 3"
_BOARDS = (("Health", "/health"), ("Events insight", "/events-insight"), ("Platform", "/platform"))
_CHART = "!!document.querySelector('.js-plotly-plot .main-svg .trace')"


async def run(dsn: str, home: Path) -> list[Line]:
    """A new process and a new browser profile for the first figure, new profiles for the second."""
    found = chromium()
    if found is None:
        note("no Chromium is found: the page is not measured")
        return []
    async with running(found) as browser, served(dsn, home) as (address, _):
        async with browser.tab() as tab:  # a browser that has just been started is busy with itself
            await tab.send("Page.navigate", url="data:text/html,<script>document.title='awake'</script>")
            await tab.until("document.title === 'awake'")
        first, _ = await _view(browser, address)
        views = [await _view(browser, address) for _ in range(7)]
        boards = [(name, [await _tiles(browser, address, path) for _ in range(4)]) for name, path in _BOARDS]
    names = statistics.median(names for names, _ in views)
    chart = statistics.median(chart for _, chart in views)
    of = "a browser that has nothing cached"
    return [
        say(Line(name="Overview: Top 10 visible, process and browser cold", value=first, unit="ms", of=of,
                 target="< 2000 ms", met=first < 2000)),
        say(Line(name="Overview: Top 10 visible, browser cold", value=names, unit="ms", of=of,
                 target="< 2000 ms", met=names < 2000)),
        say(Line(name="Overview: chart drawn, cold", value=chart, unit="ms", of=of)),
        *(say(Line(name=f"{name}: tiles visible, first visit", value=times[0], unit="ms", of=of,
                   target="< 2000 ms", met=times[0] < 2000)) for name, times in boards),
        *(say(Line(name=f"{name}: tiles visible, browser cold", value=statistics.median(times[1:]), unit="ms",
                   of=of)) for name, times in boards),
    ]  # fmt: skip


async def _tiles(browser: Browser, address: str, path: str) -> float:
    async with browser.tab() as tab:
        started = time.perf_counter()
        await tab.send("Page.navigate", url=f"{address}{path}?guild={GUILD}&window=90d")
        await tab.until(_TILES)
        return (time.perf_counter() - started) * 1000


async def _view(browser: Browser, address: str) -> tuple[float, float]:
    async with browser.tab() as tab:
        started = time.perf_counter()
        await tab.send("Page.navigate", url=f"{address}/?guild={GUILD}&window=90d")
        await tab.until(_TEN_NAMES)
        names = time.perf_counter() - started
        await tab.until(_CHART)
        return names * 1000, (time.perf_counter() - started) * 1000
