"""The calendar in a real browser: by keys, by the mouse, and at any width."""

import pytest

from tests.builders.overview import GUILD
from tests.integration.browser.cdp import Tab
from tests.integration.browser.stage import IDS, Stage
from tests.integration.browser.widths import each_width, sticking_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ON = "document.activeElement?.dataset.day"
LAST_ONE = GUILD + 1009
RUNS = GUILD + 1031
AHEAD = GUILD + 1040


async def test_the_month_is_walked_by_keys_and_an_event_opened(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/events?guild={IDS['full']}")
    await page.wait(".month .today")
    assert await page.js("document.querySelectorAll('.month [tabindex=\"0\"]').length") == 1
    await page.js("document.querySelector('.month [tabindex=\"0\"]').focus(); 0")
    assert await page.js(ON) == "2026-03-14"
    await page.press("ArrowRight")
    await page.press("ArrowDown")
    assert await page.js(ON) == "2026-03-22"
    await page.press("PageDown")
    await page.until(f"{ON} === '2026-04-22' && location.search.includes('month=2026-04')")
    await page.press("t")
    await page.until(f"{ON} === '2026-03-14' && !location.search.includes('month=')")
    await page.press("Enter")
    assert "Open practice" in await page.js("document.activeElement.textContent")
    await page.press("Escape")
    assert await page.js(ON) == "2026-03-14"
    await page.press("Enter")
    await page.press("Enter")
    await page.until(f"location.pathname === '/events/{RUNS}'")
    await page.back()
    await page.wait(".month .today")


async def test_the_plus_of_a_day_opens_the_form_with_that_day(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/events?guild={IDS['full']}")
    await page.hover("[data-day='2026-03-26']")
    await page.click("[data-day='2026-03-26'] .day-plan")
    await page.until("document.querySelector('#plan-event-dialog').open")
    times = "['starts_at', 'ends_at'].map(name => document.getElementById('plan-event-form-' + name).value)"
    await page.until(f"{times}[0].startsWith('2026-03-26T')")
    starts, ends = await page.js(times)
    assert ends.startswith("2026-03-26T") and starts < ends
    await page.press("Escape")
    await page.until("!document.querySelector('#plan-event-dialog').open")


async def test_types_views_and_the_file_have_addresses(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/events?guild={IDS['full']}")
    await page.wait(".month")
    await page.click("#type-1")
    await page.until("location.search.includes('type=Cup')")
    await page.until("document.querySelector('#next')?.textContent.includes('Nothing planned')")
    await page.wait("#type-1[aria-current]")
    await page.click("#view-list")
    await page.until("!!document.querySelector('#past .to-event')")
    titles = await page.js("[...document.querySelectorAll('#past .to-event')].map(e => e.textContent)")
    assert titles and all("Grand Cup" in title for title in titles)
    file = await page.js("fetch(document.querySelector('#events-csv').href).then(answer => answer.text())")
    assert file.count("\r\n") == 1 + len(titles)


async def test_nothing_sticks_out_at_any_width(page: Tab, stage: Stage) -> None:
    paths = ["/events", "/events?show=list", *(f"/events/{number}" for number in (LAST_ONE, RUNS, AHEAD))]
    for kind in ("full", "hostile", "empty"):
        for path in paths if kind != "empty" else paths[:2]:
            sign = "&" if "?" in path else "?"
            await page.goto(f"{stage.address}{path}{sign}guild={IDS[kind]}")
            await page.wait(".month, .event-list, .event-is, [data-state]")
            async for width in each_width(page):
                assert await sticking_out(page, apart=".day-plan") == [], (kind, path, width)
                out = await page.js(
                    "[...document.querySelectorAll('.day .chip')]"
                    ".filter(e => e.checkVisibility() && e.getBoundingClientRect().right >"
                    " e.closest('.day').getBoundingClientRect().right)"
                    ".map(e => e.outerHTML.slice(0, 80))"
                )
                assert out == [], (kind, path, width)
