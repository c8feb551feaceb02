"""The channels in a real browser."""

import pytest

from tests.integration.browser.cdp import Tab
from tests.integration.browser.stage import IDS, Stage
from tests.integration.browser.widths import each_width, sticking_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROW = "details.channel > summary"


async def test_a_channel_opens_in_place_and_stays_open_and_links_lead_on(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?guild={IDS['full']}")
    await page.wait(".place")
    await page.click(".nav-link[href^='/channels']")
    await page.wait(ROW)
    assert await page.js(f"document.querySelectorAll('{ROW}').length") == 7
    await page.click(ROW)
    await page.until("document.querySelector('details.channel').open")
    await page.until("document.querySelector('details.channel .writers .to-member').checkVisibility()")
    outside = await page.js(
        "[...document.querySelectorAll('.to-discord')].map(e => [e.href, e.target, e.rel].join(' '))"
    )
    assert outside and all(
        link.startswith(f"https://discord.com/channels/{IDS['full']}/")
        and link.endswith("noopener noreferrer")
        for link in outside
    )
    file = await page.js("fetch(document.querySelector('#channels-csv').href).then(answer => answer.text())")
    assert file.count("\r\n") == 8
    await page.js("window.stays = true; document.querySelector('.newcomer .to-member').click(); 0")
    await page.until("location.pathname === '/members/60'")
    assert await page.js("window.stays"), "the page was not loaded anew"
    await page.back()
    await page.wait(ROW)


async def test_nothing_sticks_out_at_any_width(page: Tab, stage: Stage) -> None:
    for kind in ("full", "hostile", "empty"):
        await page.goto(f"{stage.address}/channels?guild={IDS[kind]}")
        await page.wait(f"{ROW}, [data-state]")
        await page.js("document.querySelectorAll('details').forEach(each => { each.open = true }); 0")
        async for width in each_width(page):
            assert await sticking_out(page) == [], (kind, width)
