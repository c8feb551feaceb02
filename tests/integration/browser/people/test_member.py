"""The page of a member in a real browser."""

import pytest

from tests.builders.readings.profile import ME
from tests.integration.browser.cdp import Tab
from tests.integration.browser.stage import IDS, Stage
from tests.integration.browser.widths import each_width, sticking_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHO = ".who-is"
TITLE = "document.querySelector('h1.of-one')?.innerText"

WATCH_THE_SCROLLING = """
window.stood = new Set();
(function look() { stood.add(scrollY); requestAnimationFrame(look); })()"""


async def test_a_name_of_the_top_ten_leads_to_its_member_and_back(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?guild={IDS['full']}&window=90d")
    await page.wait(".place")
    await page.js("window.sameDocument = true")
    link = f".place[data-member='{ME}'] .to-member"
    name = await page.text(link)
    await page.click(link)
    await page.wait(WHO)
    await page.until(f"{TITLE} === {name!r}")
    assert await page.js("location.pathname + location.search") == (
        f"/members/{ME}?guild={IDS['full']}&window=90d"
    )
    assert await page.js("window.sameDocument")
    assert await page.js("scrollY") == 0
    assert not await page.js("!!document.querySelector('.place')")
    assert await page.js("document.querySelector('.nav-link[aria-current]').pathname") == "/members"
    await page.until(f"document.title.includes({name!r})")
    await page.back()
    await page.wait(".place")
    await page.until("document.querySelector('[aria-current=true].choice').innerText === '90 days'")


async def test_people_are_one_click_from_each_other_and_a_number_opens_to_its_days(
    page: Tab, stage: Stage
) -> None:
    await page.goto(f"{stage.address}/members/{ME}?guild={IDS['full']}")
    await page.wait(WHO)
    await page.wait(".member-chart .main-svg")
    await page.click("[data-amount=messages] summary")
    await page.until("document.querySelector('[data-amount=messages]').open")
    assert "Sum of" in await page.text("[data-amount=messages] tfoot")
    other = await page.js("document.querySelector('.bonds .to-member').getAttribute('href')")
    await page.click(".bonds .to-member")
    await page.until(f"location.pathname + location.search === {other!r}")
    # The page of the other one may still be on its way: whoever clicks too early clicks again.
    back = "document.querySelector('.way-back a')?.click()"
    await page.until(f"location.pathname === '/members' || ({back}, false)")
    await page.wait(".members tbody .to-member")
    await page.js("document.querySelector('.members tbody .to-member').focus()")
    await page.press("Enter")
    await page.wait("[data-state=unknown-member], .who-is")


async def test_more_sessions_come_without_losing_the_place(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/members/{ME}?guild={IDS['full']}&window=all")
    await page.wait(WHO)
    before = await page.js("document.querySelectorAll('.sessions li').length")
    await page.js("document.getElementById('sessions-more').scrollIntoView({block: 'center'})")
    await page.js(WATCH_THE_SCROLLING)
    await page.click("#sessions-more")
    await page.until(f"document.querySelectorAll('.sessions li').length > {before}")
    await page.until("document.activeElement.id === 'sessions-more' && scrollY > 0")
    await page.js("new Promise(wake => setTimeout(wake, 500))")
    assert await page.js("[...stood]") == [await page.js("scrollY")], "the page moved under the reader"


async def test_a_number_that_nobody_has_says_so(page: Tab, stage: Stage) -> None:
    address = f"{stage.address}/members/4242?guild={IDS['full']}"
    await page.goto(address)
    await page.wait("[data-state=unknown-member]")
    assert page.statuses[address] == 404
    page.complaints.clear()  # the browser notes the status
    await page.click("[data-state=unknown-member] .button")
    await page.wait(".members tbody tr")


async def test_nothing_sticks_out_at_any_width(page: Tab, stage: Stage) -> None:
    for kind in ("full", "hostile"):
        await page.goto(f"{stage.address}/members/{ME}?guild={IDS[kind]}")
        await page.wait(WHO)
        await page.js("document.querySelectorAll('details').forEach(e => e.open = true)")
        async for width in each_width(page):
            assert await sticking_out(page) == [], (kind, width)
