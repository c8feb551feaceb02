"""Live pages in a real browser: they change by themselves, and a lost connection comes back by itself."""

import contextlib
from collections.abc import AsyncIterator

import pytest

from adapters.dash_ui.live import LiveRules
from tests.builders.activities import TIME_ZERO, a_message
from tests.builders.house import House
from tests.integration.browser.cdp import Browser, Tab
from tests.integration.live.feed import Feed, feeding, message

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIVE = "document.documentElement.dataset.live === 'live'"
MESSAGES = "document.querySelector('[data-tile=messages] .tile-value').innerText"
TOP = "[...document.querySelectorAll('.place .name')].map(e => e.textContent).join()"
NO_LOOK = "dash_clientside.set_props = new Proxy(dash_clientside.set_props, {apply(f, t, a) {" \
    "if (a[0] === 'pulse') window.looked = true; return f.apply(t, a)}})"  # fmt: skip
SLOW_LINE = """
    window.slow = false;
    window.onItsWay = [];
    window.WebSocket = class extends WebSocket {
        set onmessage(hear) {
            super.onmessage = (event) => slow ? onItsWay.push(() => hear(event)) : hear(event);
        }
    };
"""
"""A connection whose messages arrive when a test says so."""


@contextlib.asynccontextmanager
async def opened(browser: Browser, feed: Feed, href: str = "/") -> AsyncIterator[Tab]:
    """A page that is live; it may complain of nothing."""
    async with browser.tab() as page:
        await page.goto(feed.address + href)
        await page.until(LIVE)
        await page.js("window.sameDocument = true")
        await page.js(NO_LOOK)
        yield page
        assert await page.js("window.sameDocument")


async def test_a_recorded_message_changes_the_page_without_a_reload_or_a_look(browser: Browser) -> None:
    async with feeding() as feed, opened(browser, feed) as page:
        assert await page.text("#bar-live") == "Live"
        assert await page.js(TOP) == "Person 2,Person 1"
        await feed.house.told(*(message(number) for number in range(10, 15)))
        await page.until(f"{MESSAGES} === '8'")
        await page.until(f"{TOP} === 'Person 1,Person 2'")
        assert not await page.js("window.looked")
        assert page.complaints == []


async def test_what_is_on_its_way_is_not_drawn_over_a_page_asked_for_since(browser: Browser) -> None:
    async with feeding() as feed, browser.tab() as page:
        await page.send("Page.addScriptToEvaluateOnNewDocument", source=SLOW_LINE)
        await page.goto(feed.address)
        await page.until(LIVE)
        await page.js("slow = true")
        await feed.house.told(message(10))
        await page.until("onItsWay.length")
        await feed.house.told(*(message(number) for number in range(11, 15)))
        await page.js("dash_clientside.set_props('pulse', {data: Date.now()})")
        await page.until(f"{MESSAGES} === '8'")
        await page.until("onItsWay.length > 2")
        await page.js("onItsWay.shift()(); new Promise(wake => setTimeout(wake, 300))")
        assert await page.js(MESSAGES) == "8"
        await page.js("slow = false; onItsWay.forEach(arrives => arrives())")
        await feed.house.told(message(15))
        await page.until(f"{MESSAGES} === '9'")


async def test_an_open_receipt_stays_open_and_focused_while_its_row_moves(browser: Browser) -> None:
    async with feeding() as feed, opened(browser, feed) as page:
        await page.js("document.querySelectorAll('.place summary')[1].focus()")
        await page.press("Enter")
        await page.until("document.querySelectorAll('.place')[1].open")
        await feed.house.told(*(message(number) for number in range(10, 15)))
        await page.until(f"{TOP} === 'Person 1,Person 2'")
        assert await page.js("document.querySelectorAll('.place')[0].open")
        assert not await page.js("document.querySelectorAll('.place')[1].open")
        assert await page.js("document.activeElement === document.querySelectorAll('.place summary')[0]")


async def test_numbers_count_up_and_rows_move_and_both_end_where_they_belong(browser: Browser) -> None:
    async with feeding() as feed, opened(browser, feed) as page:
        await page.js(
            "window.painted = []; window.said = []; window.moved = 0;"
            "const animate = Element.prototype.animate;"
            "Element.prototype.animate = function (...a) {if (this.dataset.flip) moved += 1;"
            "return animate.apply(this, a)};"
            "const tile = document.querySelector('[data-tile=messages] .count');"
            "new MutationObserver(() => {said.push(tile.textContent);"
            "if (tile.dataset.shown) painted.push(tile.dataset.shown)})"
            ".observe(tile, {attributes: true, characterData: true, subtree: true, childList: true})"
        )
        await feed.house.told(*(message(number) for number in range(10, 110)))
        await page.until(f"{MESSAGES} === '103'")
        await page.until("painted.length && !document.querySelector('[data-shown]')")
        painted = [int(text) for text in await page.js("painted")]
        assert painted == sorted(painted)
        assert 3 <= painted[0] <= painted[-1] <= 103
        assert set(await page.js("said")) <= {"3", "103"}
        assert await page.js("moved") == 2


async def test_who_wants_no_motion_sees_the_end_at_once(browser: Browser) -> None:
    async with feeding() as feed, browser.tab() as page:
        motion = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        await page.send("Emulation.setEmulatedMedia", features=motion)
        await page.goto(feed.address)
        await page.until(LIVE)
        await page.js(
            "window.painted = 0; new MutationObserver(() => painted += 1)"
            ".observe(document.body, {attributes: true, subtree: true, attributeFilter: ['data-shown']})"
        )
        await feed.house.told(*(message(number) for number in range(10, 110)))
        await page.until(f"{MESSAGES} === '103'")
        await page.until("new Promise(wake => setTimeout(() => wake(true), 200))")
        assert await page.js("painted") == 0


async def test_the_chart_grows_but_not_under_the_pointer_of_who_reads_it(browser: Browser) -> None:
    async with feeding() as feed, opened(browser, feed) as page:
        highest = "Math.max(...(document.querySelector('.js-plotly-plot')?.data?.[0].y ?? []))"
        await page.until(f"{highest} === 3")
        await feed.house.told(message(10))
        await page.until(f"{highest} === 4")
        await page.js("document.querySelector('#activity-chart').scrollIntoView({block: 'center'})")
        await page.hover("#activity-chart")
        await page.until("document.querySelector('#activity-chart').matches(':hover')")
        await feed.house.told(message(11))
        await page.until(f"{MESSAGES} === '5'")
        assert await page.js(highest) == 4
        await page.hover(".bar")
        await page.until(f"{highest} === 5")


async def test_the_last_activity_is_told_in_seconds_and_follows_the_news(browser: Browser) -> None:
    async with feeding() as feed, opened(browser, feed) as page:
        told = "document.querySelector('#bar-fresh time')"
        before = await page.js(f"{told}.dateTime")
        await page.js(f"Date.now = () => Date.parse('{TIME_ZERO.isoformat()}') + 2000")
        await feed.house.told(a_message(TIME_ZERO))
        await page.until(f"{told}.dateTime !== {before!r}")
        await page.until(f"{told}.innerText === '2 s ago'")


async def test_a_lost_connection_is_shown_and_heals_with_what_was_missed(browser: Browser) -> None:
    house = House.built()
    async with feeding(house) as feed:
        port = int(feed.host.partition(":")[2])
        async with browser.tab() as page:
            await page.goto(feed.address)
            await page.until(LIVE)
            await page.js("window.sameDocument = true")
            await feed.stop()
            await page.until("document.querySelector('#bar-live').innerText === 'Reconnecting'")
            await house.told(*(message(number) for number in range(10, 15)))
            async with feeding(house, port=port):
                await page.until(LIVE)
                await page.until(f"{MESSAGES} === '8'")
                assert await page.text("#bar-live") == "Live"
                assert await page.js("window.sameDocument")


async def test_a_program_that_stopped_says_so_and_brings_the_feed_back_with_it(
    browser: Browser,
) -> None:
    house = House.built()
    async with feeding(house) as feed, browser.tab() as page:
        port = int(feed.host.partition(":")[2])
        await page.goto(feed.address)
        await page.until(LIVE)
        await page.js("Math.random = () => -0.49")  # no patience between two tries
        await feed.stop()
        await page.until("document.querySelector('.link-down').checkVisibility()")
        await page.js("Math.random = () => 30")  # and now no further try for half an hour
        await page.js("new Promise(wake => setTimeout(wake, 1500))")
        async with feeding(house, port=port):
            await page.until(LIVE)


async def test_without_a_seat_the_page_says_how_often_it_looks_and_looks(browser: Browser) -> None:
    async with feeding(rules=LiveRules(most_viewers=0)) as feed, browser.tab() as page:
        await page.goto(feed.address)
        await page.until("document.querySelector('#bar-live')?.innerText === 'Every 30 s'")
        await feed.house.told(*(message(number) for number in range(10, 15)))
        await page.js("dash_clientside.set_props('pulse', {data: Date.now()})")
        await page.until(f"{MESSAGES} === '8'")


async def test_another_time_and_another_page_are_live_too(browser: Browser) -> None:
    async with feeding() as feed, opened(browser, feed) as page:
        await page.click(".picker a:nth-of-type(1)")
        await page.until("document.querySelector('.subtitle').innerText.includes('24 Feb')")
        await feed.house.told(message(10))
        await page.until(f"{MESSAGES} === '4'")
        await page.click(".nav-link[href*='/members']")
        await page.wait("#directory")
        cell = "document.querySelector('[data-column=messages]')?.innerText"
        await page.until(f"{cell} === '2'")
        await feed.house.told(message(11))
        await page.until(f"{cell} === '3'")


async def test_colours_switch_while_the_page_lives(browser: Browser) -> None:
    async with feeding() as feed, opened(browser, feed) as page:
        before = await page.js("document.documentElement.dataset.mantineColorScheme")
        await page.click(".scheme")
        await feed.house.told(message(10))
        await page.until(f"{MESSAGES} === '4'")
        assert await page.js("document.documentElement.dataset.mantineColorScheme") != before
        assert page.complaints == []


async def test_while_nobody_looks_the_feed_rests_and_then_goes_on(browser: Browser) -> None:
    async with feeding() as feed, opened(browser, feed) as page:
        hidden = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
        turn = "document.dispatchEvent(new Event('visibilitychange'))"
        # Ten seconds are waited before resting; the page's own clock is not ours to wait for.
        await page.js(
            "window.realTimeout = window.setTimeout;"
            "window.setTimeout = (f, ms, ...rest) => realTimeout(f, ms === 10000 ? 0 : ms, ...rest)"
        )
        await page.js(hidden % "true" + turn)
        await page.until("document.documentElement.dataset.live === 'paused'")
        await feed.house.told(message(10))
        await page.js(hidden % "false" + turn)
        await page.until(LIVE)
        await page.until(f"{MESSAGES} === '4'")
