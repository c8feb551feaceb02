"""The overview in a real browser."""

import json

import pytest

from tests.builders.overview_kinds import EVERY_KIND, LEGIBLE
from tests.integration.browser.cdp import Tab
from tests.integration.browser.stage import IDS, Stage
from tests.integration.browser.widths import each_width, sticking_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = ".tile, [data-state]"


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_every_kind_of_guild_is_shown_without_a_complaint(page: Tab, stage: Stage, kind: str) -> None:
    await page.goto(f"{stage.address}/?guild={IDS[kind]}")
    await page.wait(SHOWN)
    if kind not in ("empty", "quiet"):
        await page.wait(".place")
        await page.wait(".js-plotly-plot .main-svg")


async def test_hostile_names_are_shown_as_text(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?guild={IDS['hostile']}")
    await page.wait(".place")
    names = await page.js("[...document.querySelectorAll('.place .name')].map(e => e.textContent)")
    assert names == list(LEGIBLE)
    assert (
        await page.js(
            "document.querySelectorAll('#page script, #page img, #page a[href^=javascript]').length"
        )
        == 0
    )
    assert "owned" not in await page.js("document.title")
    assert not await page.js("document.documentElement.scrollWidth > innerWidth")


async def test_another_window_changes_the_address_and_the_numbers(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    month = await page.text("[data-tile=messages] .tile-value")
    await page.click(".picker a:nth-of-type(1)")
    await page.until("location.search.includes('window=7d')")
    await page.until(
        f"document.querySelector('[data-tile=messages] .tile-value').innerText !== {json.dumps(month)}"
    )
    assert await page.text(".picker [aria-current]") == "7 days"
    assert "8 – 14 Mar 2026" in await page.text(".subtitle")
    assert "8 – 14 Mar 2026" in await page.js("document.title")


async def test_back_and_forward_go_through_the_windows(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?window=30d")
    await page.wait(".place")
    await page.click(".picker a:nth-of-type(3)")
    await page.until("document.querySelector('.subtitle')?.innerText.includes('15 Dec')")
    await page.back()
    await page.until("document.querySelector('.subtitle')?.innerText.includes('13 Feb')")
    assert await page.text(".picker [aria-current]") == "30 days"
    await page.js("history.forward()")
    await page.until("document.querySelector('.subtitle')?.innerText.includes('15 Dec')")


async def test_an_address_can_be_shared(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?guild={IDS['full']}&window=2026-02-20..2026-03-05&as-of=2026-03-10")
    await page.wait(".place")
    assert "20 Feb – 5 Mar 2026" in await page.text(".subtitle")
    assert "10 Mar 2026" in await page.text(".as-of")
    await page.click(".as-of a")
    await page.until("!location.search.includes('as-of')")


async def test_two_days_picked_in_the_calendar_are_a_window(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    await page.click("button[aria-label='Custom time']")
    await page.click("button[aria-label='2 March 2026']")
    await page.click("button[aria-label='6 March 2026']")
    await page.until("location.search.includes('window=2026-03-02..2026-03-06')")
    await page.until("document.querySelector('.subtitle')?.innerText.includes('2 – 6 Mar 2026')")


async def test_another_community_is_one_choice_away(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?window=7d")
    await page.wait(".place")
    await page.click(".guild.opens")
    await page.until("document.querySelectorAll('.mantine-Menu-item').length > 3")
    await page.js("document.querySelectorAll('.mantine-Menu-item')[3].click()")
    await page.until(f"location.search.includes('{list(IDS.values())[3]}')")
    assert "window=7d" in await page.js("location.search")


async def test_a_receipt_opens_by_keyboard(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    await page.js("document.querySelector('.place summary').focus()")
    await page.press("Enter")
    await page.until("document.querySelector('.place').open")
    assert "× 0.5" in await page.text(".place .receipt")
    await page.press("Space")
    await page.until("!document.querySelector('.place').open")


async def test_the_first_tab_leads_past_the_navigation(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    await page.press("Tab")
    assert await page.js("document.activeElement.className") == "skip"
    await page.press("Enter")
    await page.until("document.activeElement.id === 'main'")
    await page.press("Tab")
    assert await page.js("document.querySelector('main').contains(document.activeElement)")


async def test_everything_that_can_be_pressed_has_a_name_and_a_visible_focus(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    nameless = await page.js(
        "[...document.querySelectorAll('a, button, summary, input')].filter(e => e.offsetParent)"
        ".filter(e => !(e.innerText || e.getAttribute('aria-label') || '').trim()).map(e => e.outerHTML)"
    )
    assert nameless == []
    for _ in range(12):
        await page.press("Tab")
        assert await page.js(
            "(() => {const s = getComputedStyle(document.activeElement);"
            "return s.outlineStyle !== 'none' || s.borderColor !== 'rgba(0, 0, 0, 0)'})()"
        )


async def test_the_chosen_colours_stay_and_the_system_decides_before(page: Tab, stage: Stage) -> None:
    scheme = "document.documentElement.dataset.mantineColorScheme"
    await page.prefers("dark")
    await page.goto(stage.address)
    await page.wait(".place")
    assert await page.js(scheme) == "dark"
    dark = await page.js("getComputedStyle(document.body).backgroundColor")
    await page.click("button.scheme")
    await page.until(f"{scheme} === 'light'")
    await page.until(f"getComputedStyle(document.body).backgroundColor !== {json.dumps(dark)}")
    await page.goto(stage.address)
    await page.wait(".place")
    assert await page.js(scheme) == "light"


async def test_who_are_you_is_asked_once_and_answered(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait("#who-name")
    await page.click("#who-name")
    await page.write("Livia Drusilla")
    await page.click("#who-say")
    await page.until("document.querySelector('.visitor')?.innerText.includes('Livia Drusilla')")
    await page.until("!document.querySelector('#who').offsetParent")
    await page.goto(stage.address)
    await page.wait(".place")
    assert "Livia Drusilla" in await page.text(".visitor")
    assert not await page.js("!!document.querySelector('#who').offsetParent")


async def test_who_are_you_can_wait(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.click("#who-say")
    await page.until("document.querySelector('#who-problem').innerText.includes('Write your name')")
    await page.click("#who-later")
    await page.until("!document.querySelector('#who').offsetParent")
    await page.click("#who-open")
    await page.until("!!document.querySelector('#who').offsetParent")


async def test_escape_puts_the_question_away_and_returns_to_its_button(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    asked = "document.querySelector('#who').checkVisibility()"
    await page.js("document.querySelector('#who-name').focus()")
    await page.press("Escape")
    await page.until(f"!{asked}")
    assert await page.js("document.activeElement.id") == "who-open"
    await page.press("Enter")
    await page.until(asked)
    assert await page.js("document.activeElement.id") == "who-name"
    await page.press("Escape")
    await page.until(f"!{asked}")
    assert await page.js("document.activeElement.id") == "who-open"


async def test_what_turns_a_name_around_is_not_signed(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.click("#who-name")
    await page.write("\u202eLivia\u2066 D.\u0007")
    await page.click("#who-say")
    await page.until("document.querySelector('.visitor')?.innerText.includes('Livia D.')")
    assert stage.declared == "Livia D."


async def test_the_parts_of_the_page_are_reached_from_the_navigation(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    asked = stage.asked
    for key in await page.js("[...document.querySelectorAll('.nav-part')].map(e => e.hash.slice(1))"):
        await page.click(f".nav-part[href='#{key}']")
        await page.until(f"location.hash === '#{key}'")
        spot = await page.js(f"document.getElementById('{key}').getBoundingClientRect().top")
        assert 0 <= spot < 900
    assert stage.asked == asked


async def test_cards_side_by_side_end_together(page: Tab, stage: Stage) -> None:
    for kind in ("full", "imported", "tied"):
        await page.goto(f"{stage.address}/?guild={IDS[kind]}")
        await page.wait(".place")
        ends = await page.js(
            "['activity', 'top', 'heat', 'channels'].map(id =>"
            " Math.round(document.getElementById(id).getBoundingClientRect().bottom))"
        )
        assert (ends[0], ends[2]) == (ends[1], ends[3]), kind


async def test_the_time_of_the_last_activity_says_so_at_any_width(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    async for width in each_width(page, widths=(1280, 1000, 768, 600, 390)):
        assert (await page.text(".fresh")).startswith("Last "), width
        assert "seen" in await page.text(".fresh"), width


async def test_a_command_is_never_cut_off(page: Tab, stage: Stage) -> None:
    stage.guilds = {}
    await page.size(390, 900)
    await page.goto(stage.address)
    await page.wait(".command")
    assert await page.js(
        "[...document.querySelectorAll('.command')].every(e => e.scrollWidth <= e.clientWidth)"
    )


async def test_a_score_stands_before_its_arrow_at_any_width(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/?guild={IDS['full']}")
    await page.wait(".place .score")
    async for width in each_width(page):
        assert await page.js(
            "[...document.querySelectorAll('.place > summary')].every(row => "
            "row.querySelector('.score').getBoundingClientRect().right <= "
            "row.querySelector('.chevron').getBoundingClientRect().left)"
        ), width


async def test_nothing_sticks_out_at_any_width(page: Tab, stage: Stage) -> None:
    for kind in ("full", "hostile", "huge", "empty"):
        await page.goto(f"{stage.address}/?guild={IDS[kind]}")
        await page.wait(SHOWN)
        async for width in each_width(page):
            assert await sticking_out(page) == [], (kind, width)


async def test_what_is_there_is_read_out_in_order(page: Tab, stage: Stage) -> None:
    await page.goto(stage.address)
    await page.wait(".place")
    headings = await page.js(
        "[...document.querySelectorAll('h1, h2')].filter(e => e.checkVisibility()).map(e => e.innerText)"
    )
    assert headings == [
        "Who are you?",
        "Overview",
        "At a glance",
        "Top 10",
        "Busiest channels",
        "Activity",
        "When people are here",
    ]
    assert await page.js("document.querySelectorAll('main, nav, header').length") == 3
    assert "Most was written on" in await page.text("#activity-words")
    described = "document.querySelector('.chart-place').getAttribute('aria-describedby')"
    assert await page.js(described) == "activity-words"
    assert "Overview, Ludus Magnus" in await page.js("document.querySelector('#said').textContent")
