"""A browser at the dashboard of a real house in memory: what a form changes, a test finds in the house."""

import contextlib
import json
from collections.abc import AsyncIterator

import attrs

from tests.integration.browser.cdp import Browser, Tab
from tests.integration.live.feed import Feed, feeding

ACTS = "/do/"


@attrs.frozen
class Visit:
    """Somebody at a page of the house."""

    feed: Feed
    tab: Tab

    async def at(self, path: str) -> None:
        """Go there without being asked who one is."""
        await self.tab.goto(self.feed.address + path)
        await self.tab.js("sessionStorage.setItem('community-os-who-later', '1'); 0")
        await self.tab.until("!document.querySelector('.bone') && !!document.querySelector('#page-head h1')")

    async def known_as(self, name: str) -> None:
        """Say who one is."""
        await known_as(self.tab, name)

    async def fill(self, selector: str, text: str) -> None:
        """Write into a field in place of what is in it."""
        await fill(self.tab, selector, text)

    async def opens(self, opener: str, dialog: str) -> None:
        """Click until the dialog is open: a page that is on its way moves under the pointer."""
        open_now = f"document.querySelector({json.dumps(dialog)}).open"
        await self.tab.wait(opener)
        while not await self.tab.js(open_now):
            await self.tab.click(opener)

    async def told(self, words: str) -> None:
        """Wait until the page says so at its foot."""
        said = "document.querySelector('#toast[data-shown]')?.innerText.includes"
        await self.tab.until(f"{said}({json.dumps(words)})")


async def known_as(tab: Tab, name: str) -> None:
    """Say who one is, as the form at the top of the page does."""
    body = json.dumps({"name": name})
    await tab.js(
        "fetch('/who', {method: 'POST', headers: {'Content-Type': 'application/json'}, "
        f"body: {json.dumps(body)}}}).then(answer => answer.ok)"
    )


async def fill(tab: Tab, selector: str, text: str) -> None:
    """Write into a field in place of what is in it."""
    await tab.wait(selector)
    field = f"document.querySelector({json.dumps(selector)})"
    await tab.js(f"{field}.select()")
    await tab.js(f"{field}.focus()")
    await tab.write(text)


@contextlib.asynccontextmanager
async def visiting(browser: Browser, *, width: int = 1280) -> AsyncIterator[Visit]:
    """A page that may complain of nothing but what an act refused, and may ask nobody but us."""
    async with feeding() as feed, browser.tab(width=width) as tab:
        yield Visit(feed, tab)
        assert tab.foreign(feed.address) == []
        assert [each for each in tab.complaints if ACTS not in each] == []
