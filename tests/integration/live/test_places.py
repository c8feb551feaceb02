"""Every page is live: whatever news changes of it is one of its living parts."""

import pytest

from adapters.dash_ui.pages import PAGES
from tests.integration.live.feed import feeding, message

HREFS = [page.path for page in PAGES] + ["/members/0", "/?window=7d", "/members?show=active&sort=messages"]


@pytest.mark.parametrize("href", HREFS)
async def test_news_changes_a_page_without_a_look(href: str) -> None:
    async with feeding() as feed, feed.viewer() as browser:
        await feed.house.told(*(message(number, by=number % 3) for number in range(100, 130)))
        before = await feed.shown(href)
        await browser.says(before)
        await browser.hears()
        await browser.says({"shown": 99})
        await feed.house.told(*(message(number, by=number % 3) for number in range(200, 230)))
        after = await feed.shown(href)
        assert (after["outline"], after["mark"]) != (before["outline"], before["mark"])
        assert after["outline"] == before["outline"]
        assert (await browser.hears())["parts"]
