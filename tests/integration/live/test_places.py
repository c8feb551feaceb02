"""Every page is live: whatever news changes of it is one of its living parts."""

import pytest

from adapters.dash_ui.pages import PAGES
from application.community.attendance.attending import refold_attendance
from domain.community.coverage import CoverageSpan
from domain.community.events.event import Event, Status
from domain.community.log.activity import Activity
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import (
    DAY,
    EVENT,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_person,
    enters_voice,
    leaves_voice,
    runs,
)
from tests.builders.events import an_event
from tests.builders.house import House
from tests.builders.readings.bot import a_troubled_sight
from tests.integration.live.feed import feeding, message

TIMELESS = {"/settings"}
PATHS = [page.path for page in PAGES if page.path not in TIMELESS]
GAME_NIGHT = an_event(
    EVENT,
    starts_at=TIME_ZERO - HOUR,
    channels=(VOICE_CHANNEL,),
    status=Status.STARTED,
    started_at=TIME_ZERO - HOUR,
)
YESTERDAY = TIME_ZERO - DAY
LAST_NIGHT = an_event(
    EVENT + 1,
    starts_at=YESTERDAY,
    ends_at=YESTERDAY + HOUR,
    channels=(VOICE_CHANNEL,),
    status=Status.COMPLETED,
    started_at=YESTERDAY,
    ended_at=YESTERDAY + HOUR,
)
OF_EVENTS = [f"/events/{EVENT}", "/events?show=list"]
HREFS = [*PATHS, *OF_EVENTS, "/members/0", "/?window=7d", "/members?show=active&sort=messages"]


async def held(house: House, event: Event) -> None:
    """An event on the calendar, whose channel is listened to."""
    listened = ("voice", "events", "commands")
    await house.heard(
        *(
            CoverageSpan(family=family, start=YESTERDAY - HOUR, end=TIME_ZERO, source="gateway")
            for family in listened
        )
    )
    async with house.store.writing(GUILD) as work:
        await work.events.put([event])
        await refold_attendance(work, event)


def somebody(number: int) -> list[Activity]:
    """Was there last night, writes, and runs a command."""
    who = a_person(number)
    return [
        enters_voice(YESTERDAY, who),
        leaves_voice(YESTERDAY + HOUR, who),
        message(300 + number, by=number),
        runs("top", TIME_ZERO - MINUTE, who),
    ]


@pytest.mark.parametrize("href", HREFS)
async def test_news_changes_a_page_without_a_look(href: str) -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await held(feed.house, GAME_NIGHT)
        await held(feed.house, LAST_NIGHT)
        await feed.house.told(*(message(number, by=number % 3) for number in range(100, 130)))
        await feed.house.told(enters_voice(TIME_ZERO - HOUR, a_person(1)), *somebody(40))
        before = await feed.shown(href)
        await browser.says(before)
        await browser.hears()
        await browser.says({"shown": 99})
        await feed.house.told(*(message(number, by=number % 3) for number in range(200, 230)))
        await feed.house.told(enters_voice(TIME_ZERO - HOUR, a_person(2)), *somebody(50))
        after = await feed.shown(href)
        assert (after["outline"], after["mark"]) != (before["outline"], before["mark"])
        assert after["outline"] == before["outline"]
        assert (await browser.hears())["parts"]


async def test_what_a_colleague_changes_appears_among_the_settings() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says(await feed.shown("/settings"))
        assert not (await browser.hears())["parts"]
        await browser.says({"shown": 1})
        await feed.house.change_settings(GUILD, {"inactive_days": 45}, COMMAND_LINE)
        said = await browser.sees("settings-history")
        assert set(said["parts"]) == {"settings-history", "set-segments-card"}
        assert "45 days" in str(said["parts"]["settings-history"]["tree"])


async def test_how_the_bot_is_changes_on_the_page_without_anything_new_in_the_guild() -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await browser.says(await feed.shown("/data"))
        assert not (await browser.hears())["parts"]
        await browser.says({"shown": 1})
        feed.sight = a_troubled_sight()
        said = await browser.sees("data-bot")
        assert "something is amiss" in str(said["parts"]["data-bot"]["tree"])
        assert set(said["parts"]) == {"data-bot", "data-catching-up"}
