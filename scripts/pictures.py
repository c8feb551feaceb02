#!/usr/bin/env python3
"""Takes the pictures of the README from running dashboards.

.venv/bin/community-os demo --port 8061 &
COMMUNITY_OS_HOME=$(mktemp -d) .venv/bin/community-os web --port 8062 &
.venv/bin/python scripts/pictures.py --full http://127.0.0.1:8061 --empty http://127.0.0.1:8062
"""

import argparse
import asyncio
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.conftest import find_chromium  # noqa: E402
from tests.integration.browser.cdp import Browser, running  # noqa: E402

WIDTH = 1280
LARGEST = 300_000
"""Bytes a picture may have: a README should load at once."""


async def take(browser: Browser, address: str, scheme: str, path: Path) -> None:
    """One whole page, without the question who is looking, in a window as high as the page."""
    async with browser.tab(width=WIDTH, height=900) as tab:
        await tab.prefers(scheme)
        await tab.goto(address)
        await tab.js("sessionStorage.setItem('community-os-who-later', '1'); 0")
        await tab.goto(address)
        await tab.until(
            "!!document.querySelector('[data-state], .nothing') || !!document.querySelector('.main-svg')"
        )
        height = await tab.js("Math.max(720, document.querySelector('main').getBoundingClientRect().bottom)")
        await tab.size(WIDTH, int(height))
        await tab.js("document.fonts.ready.then(() => new Promise(wake => setTimeout(wake, 1500)))")
        await tab.screenshot(path)
    size = (await asyncio.to_thread(path.stat)).st_size
    print(f"{path.name}: {size:,} bytes" + (" (too large for the README)" if size > LARGEST else ""))


async def take_all(full: str | None, empty: str | None, folder: Path) -> None:
    """Both schemes of every dashboard that is named."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium was found: install one, or name it in COMMUNITY_OS_TEST_CHROMIUM")
    async with running(chromium) as browser:
        for name, address in (("overview", full), ("overview-empty", empty)):
            for scheme in ("light", "dark"):
                if address is not None:
                    await take(browser, address, scheme, folder / f"{name}-{scheme}.png")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", metavar="ADDRESS", help="a dashboard with activity, such as the demo's")
    parser.add_argument("--empty", metavar="ADDRESS", help="a dashboard that knows no community yet")
    parser.add_argument("--to", metavar="FOLDER", type=Path, default=ROOT / "docs" / "pictures")
    given = parser.parse_args()
    if not (given.full or given.empty):
        parser.error("name at least one address: --full or --empty")
    given.to.mkdir(parents=True, exist_ok=True)
    asyncio.run(take_all(given.full, given.empty, given.to))


if __name__ == "__main__":
    main()
