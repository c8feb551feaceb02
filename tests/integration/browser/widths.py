"""A page on every screen that people have: loaded once, and made narrower and narrower."""

from collections.abc import AsyncIterator

from tests.integration.browser.cdp import PATIENCE, Tab

WIDTHS = (1280, 768, 390)

_TWO_FRAMES = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"

_WIDE = """(async () => {
    const wide = () => [...document.querySelectorAll('main *, header *')]
        .filter(e => e.checkVisibility() && !e.closest('.spoken, svg%s'))
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.outerHTML.slice(0, 120))
        .concat(document.documentElement.scrollWidth > innerWidth ? ['the whole page'] : []);
    for (const begun = Date.now(); wide().length && Date.now() - begun < %d;)
        await new Promise(wake => setTimeout(wake, 50));
    return wide();
})()"""
"""A chart that follows its screen does so a moment later."""


async def each_width(page: Tab, *, widths: tuple[int, ...] = WIDTHS) -> AsyncIterator[int]:
    """The page that is there, on a screen of each width."""
    for width in widths:
        await page.size(width, 900)
        await page.until(f"innerWidth === {width}")
        await page.js(_TWO_FRAMES)
        yield width


async def sticking_out(page: Tab, *, apart: str = "") -> list[str]:
    """What stays wider than the screen; `apart` is what scrolls in a place of its own."""
    found = await page.js(_WIDE % (f", {apart}" if apart else "", int(PATIENCE * 500)))
    return list(found)
