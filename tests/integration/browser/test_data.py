"""What was heard, in a real browser: the strips under the charts, and the Data page."""

import itertools

import pytest

from tests.integration.browser.cdp import Tab
from tests.integration.browser.stage import IDS, Stage
from tests.integration.browser.widths import each_width, sticking_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EDGES = """(() => {
  const chart = document.querySelector('#activity-chart .js-plotly-plot');
  const plot = chart._fullLayout._size, left = chart.getBoundingClientRect().left;
  const pieces = [...document.querySelectorAll('#activity .piece:not(.later)')];
  const days = pieces.map(e => e.getBoundingClientRect());
  const margin = document.querySelector('#activity .track').getBoundingClientRect();
  return [left + plot.l - margin.left, left + plot.l + plot.w - margin.right, days[0].left - margin.left,
          margin.right - days.at(-1).right, margin.width];
})()"""


async def test_the_strip_lies_under_the_days_of_the_chart(page: Tab, stage: Stage) -> None:
    for kind, beside in (("gaps", 0), ("huge", 0), ("one day", 0.4)):
        await page.goto(f"{stage.address}/?guild={IDS[kind]}")
        await page.until("!!document.querySelector('#activity-chart .main-svg')")
        async for width in each_width(page):
            await page.until(f"{EDGES}.slice(0, 2).every(off => Math.abs(off) <= 1)")
            _, _, before, behind, whole = await page.js(EDGES)
            assert before == pytest.approx(beside * whole, abs=1), (kind, width)
            assert behind == pytest.approx(beside * whole, abs=1), (kind, width)


async def test_the_gaps_of_a_chart_are_reached_with_the_keyboard_and_lead_on(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?guild={IDS['gaps']}&window=30d")
    await page.until("!!document.querySelector('#activity-chart .main-svg')")
    await page.js("document.querySelector('#activity summary.heard-words').focus()")
    await page.press("Enter")
    await page.until("document.querySelector('#activity .heard-gaps').checkVisibility()")
    assert "the bot was not connected" in await page.text("#activity .heard-gaps")
    await page.js("document.querySelector('#activity .heard-gaps a').focus()")
    await page.press("Enter")
    await page.until("location.pathname === '/data' && !!document.querySelector('#verdict')")
    assert "window=30d" in await page.js("location.search")
    assert "Voice was not heard" in await page.text("#verdict")
    await page.back()
    await page.wait("#activity")


async def test_every_page_that_says_how_much_was_heard_leads_to_the_data_page(
    page: Tab, stage: Stage
) -> None:
    await page.goto(f"{stage.address}/?guild={IDS['gaps']}")
    await page.wait(".tile-hint a")
    hrefs = "[...document.querySelectorAll('.notice a, .tile-hint a')].map(e => e.pathname)"
    assert set(await page.js(hrefs)) == {"/data"}
    await page.until("!!document.querySelector('#activity-chart .main-svg')")
    await page.click(".notice a")
    await page.until("location.pathname === '/data' && !!document.querySelector('#verdict')")


async def test_nothing_sticks_out_at_any_width(page: Tab, stage: Stage) -> None:
    for kind in ("full", "gaps", "imported", "hostile", "huge", "quiet", "empty"):
        await page.goto(f"{stage.address}/data?guild={IDS[kind]}")
        await page.wait("#verdict, [data-state]")
        await page.js("document.querySelectorAll('details').forEach(e => { e.open = true })")
        async for width in each_width(page):
            wide = await sticking_out(page, apart=".groups-place, .figures-place")
            assert wide == [], (kind, width)


async def test_the_bar_has_a_place_for_each_of_its_parts(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/data?guild={IDS['hostile']}")
    await page.wait("#verdict")
    await page.js(
        "document.querySelector('.guild .name').textContent = 'The very long name of a community '.repeat(4)"
    )
    async for width in each_width(page, widths=(1280, 1000, 768, 700, 600, 440, 390)):
        parts = await page.js(
            "[...document.querySelectorAll('.guild, .fresh, .scheme, .visitor')]"
            ".filter(e => e.checkVisibility())"
            ".map(e => e.getBoundingClientRect()).map(r => [r.left, r.right, r.top, r.bottom])"
        )
        assert len(parts) > 1
        for (left, right, top, bottom), other in itertools.combinations(parts, 2):
            beside = right <= other[0] + 1 or other[1] <= left + 1
            assert beside or bottom <= other[2] + 1 or other[3] <= top + 1, (width, parts)


async def test_who_are_you_says_whether_it_is_open(page: Tab, stage: Stage) -> None:
    is_open = "document.querySelector('#who-open').getAttribute('aria-expanded')"
    await page.goto(f"{stage.address}/data?guild={IDS['full']}")
    await page.wait(".who-card")
    await page.until(f"{is_open} === 'true'")
    await page.click("#who-later")
    await page.until(f"{is_open} === 'false'")
    await page.click("#who-open")
    await page.until(f"{is_open} === 'true'")
    await page.press("Escape")
    await page.until(f"{is_open} === 'false'")
