"""Troubles in a real browser: each has a page, and the page heals by itself."""

import asyncio

import pytest

from domain.kernel.errors import Unavailable
from tests.integration.browser.cdp import Browser, Tab
from tests.integration.browser.stage import IDS, Stage, staged

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RECOVERING = Unavailable("The database is starting or recovering and will be back soon.")


async def test_a_page_that_opens_while_the_database_is_away_heals_by_itself(page: Tab, stage: Stage) -> None:
    stage.away = RECOVERING
    await page.goto(stage.address)
    await page.wait("[data-state=away]")
    assert "recovering" in await page.text("[data-state=away]")
    await page.js("window.sameDocument = true")
    stage.away = None
    await page.wait(".place")
    assert await page.js("window.sameDocument")
    assert "Ludus Magnus" in await page.text(".guild")


async def test_a_slow_answer_is_waited_for_before_the_next_look(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    stage.away, stage.answers = RECOVERING, asyncio.Event()
    before = stage.asked
    await page.js("dash_clientside.set_props('pulse', {data: Date.now()})")
    asked = await stage.until_asked(before)
    await page.until("new Promise(wake => setTimeout(() => wake(true), 5000))")
    assert stage.asked == asked
    stage.answers.set()
    await page.wait("[data-notice=still-away]")


async def test_who_reads_when_the_database_goes_keeps_the_numbers(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    stage.away = Unavailable("The database does not answer.")
    await page.js("dash_clientside.set_props('pulse', {data: Date.now()})")
    await page.wait("[data-notice=still-away]")
    assert "does not answer" in await page.text("[data-notice=still-away]")
    assert await page.js("document.querySelectorAll('.place').length") == 10
    stage.away, stage.scale = None, 3.0
    await page.until("!document.querySelector('[data-notice=still-away]')")


async def test_new_activity_appears_without_a_reload(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    before = await page.text("[data-tile=messages] .tile-value")
    await page.js("document.querySelector('.place summary').focus()")
    await page.press("Enter")
    await page.until("document.querySelector('.place').open")
    stage.scale = 2.0
    await page.js("dash_clientside.set_props('pulse', {data: Date.now()})")
    await page.until(f"document.querySelector('[data-tile=messages] .tile-value').innerText !== '{before}'")
    assert await page.js("document.querySelector('.place').open")
    assert await page.js("document.activeElement === document.querySelector('.place summary')")


async def test_an_unknown_guild_shows_the_way_to_the_known(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?guild=42")
    await page.wait("[data-state=unknown-guild]")
    await page.click(".choices a")
    await page.wait(".place")
    assert str(IDS["full"]) in await page.js("location.search")


@pytest.mark.parametrize(
    "search",
    ["?window=banana", "?window=2026-03-14..2026-03-01", "?as-of=yesterday", "?window=9999d&as-of=<b>"],
)
async def test_a_nonsense_time_shows_a_way_out(page: Tab, stage: Stage, search: str) -> None:
    await page.goto(f"{stage.address}/{search}")
    await page.wait("[data-state=wrong-address]")
    await page.click("[data-state=wrong-address] .button")
    await page.wait(".place")


async def test_a_page_that_is_not_there_leads_home(browser: Browser, stage: Stage) -> None:
    async with browser.tab() as page:
        await page.goto(f"{stage.address}/nope")
        await page.wait("[data-state=unknown-page]")
        assert page.statuses[f"{stage.address}/nope"] == 404
        await page.click("[data-state=unknown-page] .button")
        await page.wait(".place")


async def test_before_there_is_a_guild_the_page_shows_how_to_begin_and_fills_itself(
    page: Tab, stage: Stage
) -> None:
    stage.guilds = {}
    await page.goto(stage.address)
    await page.wait("[data-state=no-guild]")
    stage.guilds = {IDS["full"]: "full"}
    await page.wait(".place")


async def test_a_mistake_of_ours_shows_a_number_and_not_a_blank_page(page: Tab, stage: Stage) -> None:
    stage.away = RuntimeError("a mistake")
    await page.goto(stage.address)
    await page.wait("[data-state=broken]")
    assert len(await page.text("[data-state=broken] code")) == 8
    stage.away = None
    await page.click("[data-state=broken] .actions a")
    await page.wait(".place")


async def test_when_the_program_itself_is_gone_the_page_says_so(browser: Browser) -> None:
    async with browser.tab() as page:
        async with staged(demo=True) as stage:
            await page.goto(stage.address)
            await page.wait(".place")
            assert await page.text(".demo-badge") == "Demo"
        await page.js("dash_clientside.set_props('pulse', {data: Date.now()})")
        await page.until("document.querySelector('.link-down').checkVisibility()")
