"""The directory in a real browser."""

import csv
import io
import json

import pytest

from tests.integration.browser.cdp import Tab
from tests.integration.browser.stage import IDS, Stage
from tests.integration.browser.widths import each_width, sticking_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROW = ".members tbody tr"
NAMES = "[...document.querySelectorAll('.members tbody .name')].map(e => e.textContent)"


async def test_members_are_searched_sorted_and_paged_and_taken_home(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?guild={IDS['huge']}")
    await page.wait(".place")
    await page.click(".nav-link[href^='/members']")
    await page.wait(ROW)
    assert await page.js(f"document.querySelectorAll('{ROW}').length") == 50
    assert "of 99,997 members found" in await page.text(".found")

    first = await page.js(NAMES)
    await page.js("document.querySelector('#page-next').click()")
    await page.until("location.search.includes('page=2')")
    await page.until(f"JSON.stringify({NAMES}) !== {json.dumps(json.dumps(first, separators=(',', ':')))}")
    assert "51–100" in await page.text(".found")

    await page.click("#sort-name")
    await page.until("location.search.includes('sort=name') && !location.search.includes('page')")
    await page.until("!!document.querySelector('[aria-sort=ascending] #sort-name')")
    await page.until("document.activeElement.id === 'sort-name'")
    await page.press("Enter")
    await page.until("!!document.querySelector('[aria-sort=descending] #sort-name')")

    await page.click("#members-search")
    await page.write("OCTAVIA 1")
    await page.press("Enter")
    await page.until("location.search.includes('search=OCTAVIA')")
    await page.until(f"{NAMES}.length > 0 && {NAMES}.every(name => name.startsWith('octavia 1'))")
    await page.until("document.activeElement.id === 'members-search'")
    await page.back()
    await page.until(f"!{NAMES}.every(name => name.startsWith('octavia 1'))")

    await page.goto(f"{stage.address}/members?guild={IDS['hostile']}&search=HYPERLINK&sort=name")
    await page.wait(ROW)
    file = await page.js("fetch(document.querySelector('#members-csv').href).then(answer => answer.text())")
    lines = list(csv.reader(io.StringIO(file.removeprefix("\ufeff"))))
    assert len(lines) == 1 + await page.js(f"document.querySelectorAll('{ROW}').length")
    assert all(line[0].startswith("'=HYPERLINK") for line in lines[1:])


async def test_nothing_sticks_out_at_any_width(page: Tab, stage: Stage) -> None:
    for kind in ("full", "hostile", "huge", "empty"):
        await page.goto(f"{stage.address}/members?guild={IDS[kind]}")
        await page.wait(f"{ROW}, [data-state]")
        async for width in each_width(page):
            assert await sticking_out(page) == [], (kind, width)


async def test_a_tier_is_chosen_sorted_by_and_left_again(page: Tab, stage: Stage) -> None:
    cells = "[...document.querySelectorAll('.members [data-column=tier]')].map(e => e.textContent)"
    await page.goto(f"{stage.address}/members?guild={IDS['full']}")
    await page.wait(ROW)
    await page.click("#sort-tier")
    await page.until("!!document.querySelector('[aria-sort=descending] #sort-tier')")
    await page.until(f"{cells}[0] === 'Staff'")
    await page.click("#tier-host")
    await page.until("location.search.includes('tier=host')")
    await page.until(f"{cells}.length > 0 && {cells}.every(text => text === 'Host')")
    assert "only of the tier Host" in await page.text(".card-under")
    assert "tier=host" in await page.js("document.querySelector('#members-csv').getAttribute('href')")
    await page.click("#tier-any")
    await page.until(f"!location.search.includes('tier=host') && {cells}.includes('Member')")


async def test_on_a_telephone_the_tab_of_the_page_is_in_sight(page: Tab, stage: Stage) -> None:
    await page.size(390, 800)
    for path in ("/data", "/"):
        await page.goto(f"{stage.address}{path}?guild={IDS['full']}")
        await page.wait(f".nav-link[aria-current][href^='{path}']")
        await page.until(
            "(box => box.left >= 0 && box.right <= innerWidth)"
            "(document.querySelector('.nav-link[aria-current]').getBoundingClientRect())"
        )
