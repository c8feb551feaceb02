"""How many may look at once, and what those are told who are too many."""

import asyncio

import attrs

from adapters.dash_ui.live import wire
from tests.integration.live.feed import PATIENCE, PROMPT, feeding, message


async def test_beyond_the_bound_of_viewers_a_browser_is_told_that_all_seats_are_taken() -> None:
    async with feeding(rules=attrs.evolve(PROMPT, most_viewers=1)) as feed:
        async with feed.viewer() as first:
            await first.says(await feed.shown())
            await first.hears()
            async with feed.viewer() as second:
                assert (await second.closed())[0] == wire.FULL
        await _seated(feed.viewer, await feed.shown())


async def _seated(viewer, hello) -> None:
    """As soon as the server has seen the first one leave, there is a seat."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with viewer() as browser:
                await browser.says(hello)
                try:
                    await browser.hears()
                except Exception:
                    continue
                return


async def test_beyond_the_bound_of_places_a_browser_is_told_so() -> None:
    bounded = feeding(rules=attrs.evolve(PROMPT, most_scenes=1))
    async with bounded as feed, feed.viewer() as first, feed.viewer() as second:
        await first.says(await feed.shown())
        await first.hears()
        await second.says(await feed.shown("/members"))
        assert (await second.closed())[0] == wire.FULL


async def test_who_hops_through_many_places_takes_no_seat_from_anybody() -> None:
    bounded = feeding(rules=attrs.evolve(PROMPT, most_scenes=2))
    async with bounded as feed, feed.viewer() as hops, feed.viewer() as stays:
        for days in range(1, 20):
            await hops.says(await feed.shown(f"/?window={days}d"))
            assert (await hops.hears())["place"] == f"/?window={days}d"
        await stays.says(await feed.shown("/members"))
        assert (await stays.hears())["place"] == "/members"
        await stays.says({"shown": 1})
        await feed.house.told(message(10))
        assert (await stays.hears())["parts"]
