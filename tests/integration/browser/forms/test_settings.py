"""Settings in a real browser: changed in place, previewed, planned, taken back, and by the keyboard alone."""

import pytest

from domain.community.settings import GuildSettings
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Unavailable
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message, a_person
from tests.integration.browser.cdp import Browser, Tab
from tests.integration.browser.forms.houses import Visit, fill, known_as, visiting
from tests.integration.browser.stage import IDS, Stage
from tests.integration.browser.widths import each_width

pytestmark = [pytest.mark.browser, pytest.mark.slow]

INACTIVE = "#set-segments-inactive_days"
SAVE = "#set-segments [type=submit]"
PROBLEM = "[data-field=inactive_days] .field-problem"
VALUE = f"document.querySelector('{INACTIVE}').value"


async def held(visit: Visit) -> GuildSettings:
    return (await visit.feed.house.show_settings(GUILD)).settings


async def test_a_setting_is_changed_in_place_signed_and_taken_back(browser: Browser) -> None:
    async with visiting(browser) as visit:
        page = visit.tab
        await visit.at("/settings")
        assert not await page.js(f"document.querySelector('{SAVE}').checkVisibility()")
        await visit.fill(INACTIVE, "45")
        assert await page.text("#set-segments .form-count") == "1 unsaved change"
        await page.click(SAVE)
        # Nobody said who they are: they are asked here, and nothing was saved so far.
        await page.wait(".ask-who input")
        assert (await held(visit)).inactive_days == 30
        await page.write("Livia")
        await page.press("Enter")
        await visit.told("Saved: Alumni (inactive).")
        assert (await held(visit)).inactive_days == 45
        await page.until("document.querySelector('#history')?.innerText.includes('45 days')")
        told = await page.text("#history .versions li")
        assert "Livia" in told
        assert "30 days \u2192 45 days" in told
        assert await page.js(VALUE) == "45"
        await page.click("#toast button")
        await visit.told("Taken back")
        assert (await held(visit)).inactive_days == 30
        await page.until(f"{VALUE} === '30' && document.querySelectorAll('.versions > li').length === 2")


async def test_who_would_move_is_shown_before_anything_is_saved(browser: Browser) -> None:
    async with visiting(browser) as visit:
        # Twenty days later nobody is fresh any more.
        visit.feed.house.clock.at += 20 * DAY
        await visit.feed.house.told(a_message(TIME_ZERO + 20 * DAY, a_person(2), number=99))
        await visit.at("/settings")
        await visit.fill("#set-segments-core_active_days", "1")
        await visit.tab.wait("#set-segments-preview .preview")
        told = await visit.tab.text("#set-segments-preview .preview")
        assert "2 members would move if you save this" in told
        assert "Person 1" in told
        assert await held(visit) == GuildSettings()
        await visit.tab.click("#set-segments [type=reset]")
        await visit.tab.until("!document.querySelector('#set-segments-preview .preview')")


async def test_what_will_not_do_is_said_beside_its_field_and_how_to_mend_it(browser: Browser) -> None:
    async with visiting(browser) as visit:
        await visit.at("/settings")
        await visit.known_as("Livia")
        await visit.fill(INACTIVE, "0")
        await visit.tab.click(SAVE)
        assert "A whole number from 1 to 3,650 is needed here." in await visit.tab.text(PROBLEM)
        assert await visit.tab.js(f"document.activeElement === document.querySelector('{INACTIVE}')")
        await visit.fill(INACTIVE, "30")
        # What only the rules of the whole know is said by the server, in the same place.
        await visit.fill("#set-segments-core_active_days", "29")
        await visit.tab.press("Enter")
        there = "[data-field=core_active_days] .field-problem"
        await visit.tab.until(f"document.querySelector('{there}').innerText.includes('29 of 28 days')")
        assert await held(visit) == GuildSettings()


async def test_of_two_who_change_the_same_setting_the_slower_is_told_and_may_decide(browser: Browser) -> None:
    async with visiting(browser) as visit:
        await visit.at("/settings")
        await visit.known_as("Livia")
        await visit.fill(INACTIVE, "45")
        await visit.feed.house.change_settings(GUILD, {"inactive_days": 60, "fresh_days": 7}, COMMAND_LINE)
        await visit.tab.until("document.querySelector('#set-segments-fresh_days').value === '7'")
        assert await visit.tab.js(VALUE) == "45"  # what somebody is writing stays theirs
        await visit.tab.click(SAVE)
        problem = "document.querySelector('#set-segments .form-problem').innerText"
        await visit.tab.until(f"{problem}.includes('changed meanwhile by command line')")
        assert (await held(visit)).inactive_days == 60
        await visit.tab.click(SAVE)
        await visit.told("Saved")
        assert (await held(visit)).inactive_days == 45
        assert (await held(visit)).fresh_days == 7


async def test_a_change_is_planned_for_later(browser: Browser) -> None:
    async with visiting(browser) as visit:
        await visit.at("/settings")
        await visit.known_as("Livia")
        await visit.fill("#set-score-message_weight", "2")
        await visit.tab.click("#set-score .plan summary")
        await visit.tab.js("document.querySelector('#set-score-effective_from').value = '2026-03-09T08:00'")
        assert await visit.tab.text("#set-score .form-count") == "1 unsaved change"
        await visit.tab.click("#set-score [type=submit]")
        await visit.told("It holds from Mon 9 Mar 2026, 08:00 on.")
        await visit.tab.wait("#history .since")
        assert "Will hold from Mon 9 Mar 2026, 08:00 on" in await visit.tab.text("#history")
        assert await visit.tab.js("document.querySelector('#set-score-message_weight').value") == "1"


async def test_the_time_zone_is_found_and_saved_by_the_keyboard_alone(browser: Browser) -> None:
    async with visiting(browser) as visit:
        page = visit.tab
        await visit.at("/settings")
        await visit.known_as("Livia")
        await page.js("document.querySelector('#set-time .chip button').focus()")
        await page.press("Enter")
        await page.until("document.activeElement.id === 'set-time-time_zone'")
        await page.write("rome")
        await page.wait("[role=option][aria-selected=true]")
        await page.press("Enter")
        await page.until("document.querySelector('#set-time .chip')?.innerText.includes('Europe/Rome')")
        for _ in range(3):
            await page.press("Tab")
            if await page.js("document.activeElement.type === 'submit'"):
                break
        await page.press("Enter")
        await visit.told("Saved: Time zone.")
        assert (await held(visit)).time_zone == "Europe/Rome"
        await page.until("document.querySelector('.subtitle')?.innerText.includes('Europe/Rome time')")


async def test_what_was_written_stays_while_the_database_is_away(page: Tab, stage: Stage) -> None:
    await page.goto(f"{stage.address}/settings?guild={IDS['full']}")
    await page.wait(INACTIVE)
    await known_as(page, "Livia")
    await fill(page, INACTIVE, "50")
    stage.away = Unavailable("The database does not answer.")
    await page.click(SAVE)
    said = "document.querySelector('#set-segments .form-problem')?.innerText ?? ''"
    await page.until(f"({said}).includes('The database does not answer.')")
    assert await page.js(VALUE) == "50"
    assert not await page.js("document.documentElement.dataset.link")  # the program itself is there
    page.complaints.clear()  # the browser notes each answer of 503


async def test_whoever_leaves_without_saving_is_asked_first(browser: Browser) -> None:
    async with visiting(browser) as visit:
        page = visit.tab
        await visit.at("/settings")
        await visit.fill(INACTIVE, "45")
        await page.click(".nav-link[href^='/members']")
        await page.until("document.querySelector('#leaving').open")
        assert await page.js("document.activeElement.innerText") == "Stay here"
        await page.press("Enter")
        await page.until("!document.querySelector('#leaving')")
        assert await page.js(f"location.pathname + {VALUE}") == "/settings45"
        await page.click(".nav-link[href^='/members']")
        await page.click("#leaving .quiet")
        await page.wait("#directory")
        assert await page.js("location.pathname") == "/members"


async def test_no_setting_is_wider_than_the_screen(browser: Browser) -> None:
    async with visiting(browser) as visit:
        await visit.at("/settings")
        async for width in each_width(visit.tab):
            assert await visit.tab.js("document.documentElement.scrollWidth - innerWidth") <= 0, width
        unlabelled = (
            "[...document.querySelectorAll('.settings :is(input:not([type=hidden]), select)')]"
            ".filter(one => !one.labels.length).map(one => one.id)"
        )
        assert await visit.tab.js(unlabelled) == []
