"""An evening from its plan to its end, on the page: the form, the start, who comes, and who came."""

from datetime import timedelta

import pytest

from domain.community.coverage import CoverageSpan
from domain.community.guild import ChannelName
from domain.community.log.activity import RSVP_ADDED
from tests.builders.activities import (
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_person,
    enters_voice,
    leaves_voice,
    of_event,
)
from tests.integration.browser.cdp import Browser
from tests.integration.live.feed import feeding

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_an_evening_is_planned_started_attended_and_ended_on_its_page(browser: Browser) -> None:
    async with feeding() as feed, browser.tab() as page:
        clock, house = feed.house.clock, feed.house
        async with house.store.writing(GUILD) as work:
            await work.guild.name_channels(
                [ChannelName(channel=VOICE_CHANNEL, name="The hall", seen_at=TIME_ZERO)]
            )
        await page.goto(f"{feed.address}/events")
        await page.click("#plan-event")
        await page.until("document.querySelector('#plan-event-dialog').open")
        await page.click("#plan-event-form-title")
        await page.write("Game night")
        await page.click("[data-field=channels] input")
        await page.write("hall")
        await page.wait("[data-field=channels] .offers [aria-selected=true]")
        await page.press("Enter")
        await page.wait("[data-field=channels] .chips .chip")
        await page.click("#plan-event-form [type=submit]")
        await page.wait("#plan-event-form .ask-who input")
        await page.write("Livia")
        await page.press("Enter")
        await page.until("/^.events.[0-9]+$/.test(location.pathname)")
        await page.wait(".event-is")
        assert await page.text("h1") == "Game night"
        event = int(str(await page.js("location.pathname.split('/').pop()")))

        for number in (1, 2):
            coming = of_event(
                RSVP_ADDED, TIME_ZERO, a_person(number), subject=event, details={"answer": "going"}
            )
            await house.told(coming)
        await page.until("document.querySelector('#replies').textContent.includes('Going, 2')")

        clock.at = TIME_ZERO + timedelta(days=1)
        heard = CoverageSpan(family="voice", start=TIME_ZERO, end=clock.at + 3 * HOUR, source="gateway")
        await house.heard(heard)
        await page.click(".event-acts form[data-act*='events/start'] button")
        await page.until("document.querySelector('.stands').textContent === 'Running now'")
        came = [enters_voice(clock.at + MINUTE, a_person(number)) for number in (1, 3)]
        clock.at += 30 * MINUTE
        await house.told(*came)
        await page.until("document.querySelector('[data-tile=came] .count')?.textContent === '2'")

        clock.at += HOUR
        await house.told(leaves_voice(clock.at, a_person(1)))
        await page.click("[data-opens='end-event-dialog']")
        await page.click("#end-event-dialog [type=submit]")
        await page.until("document.querySelector('.stands').textContent === 'Over'")
        squares = "[...document.querySelectorAll('.square')]"
        counts = f"{squares}.map(e => e.dataset.group + e.querySelector('.square-count').textContent)"
        await page.until(f"{counts}.join() === 'kept1,walk_in1,no_show1,early0'")
        await page.until("!!document.querySelector('#event-chart .main-svg')")
        file = await page.js("fetch(document.querySelector('#event-csv').href).then(answer => answer.text())")
        assert [line.split(",")[3] for line in file.split("\r\n")[1:4]] == [
            "came and said so",
            "walked in",
            "stayed away",
        ]
        assert all("401" in complaint for complaint in page.complaints), "asked once who is there"
