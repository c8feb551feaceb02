"""Two hundred people look at one page: it is drawn once for all of them."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from tests.integration.live.feed import feeding, message

pytestmark = pytest.mark.slow

VIEWERS = 200


async def test_two_hundred_viewers_see_every_change_and_the_page_is_drawn_once_for_all() -> None:
    async with feeding() as feed, AsyncExitStack() as stack:
        hello = await feed.shown()
        browsers = [await stack.enter_async_context(feed.viewer()) for _ in range(VIEWERS)]
        await asyncio.gather(*(browser.says(hello) for browser in browsers))
        await asyncio.gather(*(browser.hears() for browser in browsers))
        await asyncio.gather(*(browser.says({"shown": 1}) for browser in browsers))
        before = feed.drawn
        for number in range(10, 15):
            await feed.house.told(message(number))
            seen = await asyncio.gather(*(browser.sees("overview-tiles") for browser in browsers))
            assert len({str(one["parts"]["overview-tiles"]) for one in seen}) == 1
        assert feed.drawn - before <= 2 * 5


async def test_when_a_page_has_to_be_asked_for_anew_not_all_ask_in_the_same_moment() -> None:
    async with feeding() as feed, AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(feed.viewer()) for _ in range(20)]
        hello = await feed.shown("/nope")
        await asyncio.gather(*(browser.says(hello) for browser in browsers))
        asked = await asyncio.gather(*(browser.hears() for browser in browsers))
        assert max(one["look"] for one in asked) == 20 * 50
