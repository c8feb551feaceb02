"""From a page of KPIs to the receipt of one, and on to the people behind it."""

import pytest

from tests.integration.browser.cdp import Tab
from tests.integration.browser.stage import IDS, Stage
from tests.integration.browser.widths import each_width, sticking_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TILE = ".tile[data-tile='wam']"
ELSEWHERE = ".js-plotly-plot, .triangle-place, .groups-place, .figures-place"
PAGES = ("/health", "/events-insight", "/platform", "/kpi/wam?by=segment", "/kpi/events_held?by=series")


async def test_a_tile_opens_its_receipt_and_that_leads_to_its_parts_and_people(
    page: Tab, stage: Stage
) -> None:
    await page.goto(f"{stage.address}/health?guild={IDS['full']}")
    await page.wait(TILE)
    await page.js('window.stays = true; document.querySelector("' + TILE + ' a").click(); 0')
    await page.until("location.pathname === '/kpi/wam' && !!document.querySelector('.kpi-formula')")
    assert await page.js("document.querySelector('.nav-link[aria-current]').textContent") == "Health"
    await page.js(
        "[...document.querySelectorAll('.choice')].find(e => e.textContent === 'Segment').click(); 0"
    )
    await page.until("!!document.querySelector('#parts a[href*=\"of=segment\"]')")
    await page.js("document.querySelector('#parts a[href*=\"of=segment%3Acore\"]').click(); 0")
    await page.until("!!document.querySelector('.only')?.textContent.includes('Core')")
    file = await page.js(
        "fetch(document.querySelector('#course .file-link[href]').href).then(answer => answer.text())"
    )
    assert "Weekly active members,wam,1,window," in file
    await page.js("document.querySelector('#behind .to-member').click(); 0")
    await page.until("location.pathname.startsWith('/members/')")
    assert await page.js("window.stays"), "the page was not loaded anew"


async def test_nothing_sticks_out_at_any_width(page: Tab, stage: Stage) -> None:
    for kind in ("hostile", "empty"):
        for path in PAGES:
            joined = "&" if "?" in path else "?"
            await page.goto(f"{stage.address}{path}{joined}guild={IDS[kind]}&window=90d")
            await page.wait(".board-part, .kpi-number, [data-state]")
            await page.js("document.querySelectorAll('details').forEach(each => { each.open = true }); 0")
            async for width in each_width(page):
                assert await sticking_out(page, apart=ELSEWHERE) == [], (kind, path, width)
            assert await page.js("document.title") != "owned"
