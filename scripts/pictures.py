#!/usr/bin/env python3
"""Takes pictures of every page from running dashboards: full and empty, light and dark, wide and narrow.

.venv/bin/community-os demo --port 8061 &
COMMUNITY_OS_HOME=$(mktemp -d) .venv/bin/community-os web --port 8062 &
.venv/bin/python scripts/pictures.py --full http://127.0.0.1:8061 --empty http://127.0.0.1:8062

--bot names a dashboard whose bot listens, for the picture of its Data page: against the Discord of
tests/loopback, or one of your own.

Without --all only those of the README are taken.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from adapters.dash_ui.pages import PAGES  # noqa: E402
from tests.conftest import find_chromium  # noqa: E402
from tests.integration.browser.cdp import Browser, running  # noqa: E402

WIDE, NARROW = 1280, 390
LARGEST = 330_000
"""Bytes a picture may have: a README should load at once."""

TALLEST = 1750
"""Pixels: the fifty rows of a list need not all be seen."""

MEMBER = "/members?sort=-score"
EVENT = "/events?show=list"
RECEIPT = "/kpi/wam?by=segment"
LEADS_TO = {
    MEMBER: "document.querySelector('main a[href^=\"/members/\"]')?.getAttribute('href')",
    EVENT: "document.querySelector('#past tr.over .to-event')?.getAttribute('href')",
}
"""Where lists lead: to the one who gives most, and to the last event that took place."""

OF_THE_README = frozenset(
    {
        *("overview-light", "overview-dark", "overview-empty-light", "overview-empty-dark"),
        *("members-light", "member-dark", "channels-light", "data-dark"),
        *("settings-light", "settings-dark"),
        *("events-light", "event-dark", "bot-light"),
        *("health-light", "receipt-dark", "events-insight-light", "platform-dark"),
    }
)


class Picture(NamedTuple):
    """What is to be taken, and what it is called."""

    name: str
    address: str
    scheme: str
    width: int


def pictures(full: str | None, empty: str | None, bot: str | None) -> Iterator[Picture]:
    """Every page of every dashboard that is named, in both schemes and widths; of the bot's the Data page."""
    if bot:
        yield Picture("bot-light", f"{bot}/data", "light", WIDE)
    pages = [(page.title.lower().replace(" ", "-"), page.path) for page in PAGES]
    pages += [("member", MEMBER), ("event", EVENT), ("receipt", RECEIPT)]
    for kind, address in (("", full), ("-empty", empty)):
        for name, path in pages if address else ():
            if kind and path in (MEMBER, EVENT, RECEIPT):
                continue  # nobody is there, and nothing took place
            for scheme in ("light", "dark"):
                for width, size in ((WIDE, ""), (NARROW, "-narrow")):
                    yield Picture(f"{name}{kind}-{scheme}{size}", f"{address}{path}", scheme, width)


async def take(browser: Browser, wanted: Picture, folder: Path) -> None:
    """One whole page, without the question who is looking, in a window as high as the page."""
    async with browser.tab(width=wanted.width, height=900) as tab:
        await tab.prefers(wanted.scheme)
        await tab.goto(wanted.address)
        await tab.js("sessionStorage.setItem('community-os-who-later', '1'); 0")
        await tab.goto(wanted.address)
        for of_all, first in LEADS_TO.items():
            if wanted.address.endswith(of_all):
                there = await tab.until(first)
                await tab.goto(wanted.address.removesuffix(of_all) + there)
        await tab.until(
            "document.querySelector('#page-head h1, [data-state]') && !document.querySelector('.bone') &&"
            "[...document.querySelectorAll('.js-plotly-plot')].every(plot => plot.querySelector('.main-svg'))"
        )
        bottom = await tab.js("document.querySelector('main').getBoundingClientRect().bottom")
        await tab.size(wanted.width, int(min(max(720, bottom), TALLEST)))
        await tab.js("document.fonts.ready.then(() => new Promise(wake => setTimeout(wake, 1500)))")
        path = folder / f"{wanted.name}.png"
        await tab.screenshot(path)
    size = (await asyncio.to_thread(path.stat)).st_size
    print(f"{path.name}: {size:,} bytes" + (" (too large for the README)" if size > LARGEST else ""))


async def take_all(wanted: list[Picture], folder: Path) -> None:
    """One after the other, in one browser."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium was found: install one, or name it in COMMUNITY_OS_TEST_CHROMIUM")
    async with running(chromium) as browser:
        for picture in wanted:
            await take(browser, picture, folder)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", metavar="ADDRESS", help="a dashboard with activity, such as the demo's")
    parser.add_argument("--empty", metavar="ADDRESS", help="a dashboard that knows no community yet")
    parser.add_argument("--bot", metavar="ADDRESS", help="a dashboard with a bot that listens")
    parser.add_argument("--to", metavar="FOLDER", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--all", action="store_true", help="every page in every way, not the README's alone")
    given = parser.parse_args()
    if not (given.full or given.empty or given.bot):
        parser.error("name at least one address: --full, --empty or --bot")
    given.to.mkdir(parents=True, exist_ok=True)
    wanted = [
        each
        for each in pictures(given.full, given.empty, given.bot)
        if given.all or each.name in OF_THE_README
    ]
    asyncio.run(take_all(wanted, given.to))


if __name__ == "__main__":
    main()
