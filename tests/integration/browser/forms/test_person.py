"""Linking an account and erasing a person, in a real browser."""

import pytest

from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import GUILD
from tests.integration.browser.cdp import Browser
from tests.integration.browser.forms.houses import Visit, visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROFILE = "6f1f2c1e-8a52-4b47-9d07-0c4a2f7b9e11"
ERASE = "#erase-form [type=submit]"
FIRST = "/members/0"


async def _links(visit: Visit, source: str, outside: str) -> None:
    await visit.opens("#link-account-open", "#link-account")
    await visit.fill("#link-account-form-source", source)
    await visit.fill("#link-account-form-external_id", outside)
    await visit.tab.press("Enter")


async def test_staff_link_an_account_and_take_the_link_away_again(browser: Browser) -> None:
    async with visiting(browser) as visit:
        await visit.at(FIRST)
        await visit.known_as("Livia")
        await _links(visit, "Steam", "76561198000000001")
        await visit.told("Linked: Steam.")
        await visit.tab.wait("[data-world=steam]")
        assert "linked by staff" in await visit.tab.text("[data-world=steam]")
        await visit.tab.click("[data-world=steam] button")
        await visit.told("Unlinked: Steam.")
        await visit.tab.until("!document.querySelector('[data-world=steam]')")
        await visit.tab.click("#toast button")
        await visit.tab.wait("[data-world=steam]")
        known = await visit.feed.house.show_accounts(GUILD, 0)
        assert [one.account.external_id for one in known.linked] == ["76561198000000001"]


async def test_a_draft_that_was_left_by_a_slip_is_still_there_until_it_is_cancelled(browser: Browser) -> None:
    async with visiting(browser) as visit:
        source = "document.querySelector('#link-account-form-source').value"
        await visit.at(FIRST)
        await visit.opens("#link-account-open", "#link-account")
        await visit.fill("#link-account-form-source", "Steam")
        await visit.tab.press("Escape")
        await visit.tab.until("!document.querySelector('#link-account').open")
        await visit.opens("#link-account-open", "#link-account")
        assert await visit.tab.js(source) == "Steam"
        await visit.tab.click("#link-account .form-foot [data-closes]")
        await visit.tab.until("!document.querySelector('#link-account').open")
        await visit.opens("#link-account-open", "#link-account")
        assert await visit.tab.js(source) == ""


async def test_a_link_that_would_not_be_one_to_one_is_refused_with_both_sides_named(browser: Browser) -> None:
    async with visiting(browser) as visit:
        await visit.feed.house.link_account(GUILD, "#1", "supabase", PROFILE, COMMAND_LINE)
        await visit.at(FIRST)
        await visit.known_as("Livia")
        await _links(visit, "Supabase", "not a profile")
        there = "[data-field=external_id] .field-problem"
        await visit.tab.until(f"document.querySelector('{there}').innerText.includes('its id is a uuid')")
        await visit.fill("#link-account-form-external_id", PROFILE)
        await visit.tab.press("Enter")
        said = "document.querySelector('#link-account-form .form-problem').innerText"
        await visit.tab.until(f"{said}.includes('Person 2')")
        assert f"Supabase profile {PROFILE} is Person 2's (#1) already" in await visit.tab.js(said)
        assert not (await visit.feed.house.show_accounts(GUILD, 0)).linked


async def test_a_person_is_erased_only_by_the_typed_word_and_the_sums_stay(browser: Browser) -> None:
    async with visiting(browser) as visit:
        page, house = visit.tab, visit.feed.house
        before = await house.show_overview(GUILD, "30d", None)
        await visit.at(FIRST)
        await visit.known_as("Livia")
        name = await page.text("h1.of-one")
        await page.js("document.querySelector('#erase-open').focus()")
        await page.press("Enter")
        await page.until("document.activeElement.id === 'erase-form-confirm'")
        await page.press("Escape")
        await page.until(
            "document.activeElement.id === 'erase-open' && !document.querySelector('#erase').open"
        )
        await page.press("Enter")
        await page.until("document.querySelector('#erase').open")
        await page.write("erase #1")
        assert await page.js(f"document.querySelector('{ERASE}').disabled")
        await visit.fill("#erase-form-confirm", "erase #0")
        await page.until(f"!document.querySelector('{ERASE}').disabled")
        await page.press("Enter")
        await visit.told("Erased")
        await page.wait("[data-state=erased-member]")
        await page.until("document.querySelector('h1').innerText === 'Erased member'")
        await page.until("document.title.startsWith('Erased member')")
        await visit.at("/members")
        assert name not in await page.text("body")
        after = await house.show_overview(GUILD, "30d", None)
        assert [tile.value for tile in after.tiles] == [tile.value for tile in before.tiles]


async def test_whoever_did_not_say_who_they_are_erases_nobody(browser: Browser) -> None:
    async with visiting(browser) as visit:
        await visit.at(FIRST)
        await visit.opens("#erase-open", "#erase")
        await visit.fill("#erase-form-confirm", "erase #0")
        await visit.tab.press("Enter")
        await visit.tab.wait("#erase-form .ask-who")
        async with visit.feed.house.store.reading(GUILD) as work:
            assert not (await work.members.of([0]))[0].erased
