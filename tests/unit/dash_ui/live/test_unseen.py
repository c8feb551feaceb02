"""What is kept of places that nobody looks at any more: so much, and no more."""

import asyncio
import time
from collections.abc import Callable

import attrs
import pytest

from adapters.dash_ui.live.rules import LiveRules
from adapters.dash_ui.live.scene import Scene
from adapters.dash_ui.live.scenes import Scenes
from adapters.dash_ui.place import Place
from application.insights.news import News
from tests.builders.activities import GUILD, a_message
from tests.builders.house import House
from tests.unit.dash_ui.desks import a_desk

PROMPT = LiveRules(share=1.0, between=0.0, lingers=0.0, resting=0.01)
PATIENCE = 30.0


async def look(scenes: Scenes, days: int) -> Scene:
    """Look at a page until it is drawn, and go."""
    stirred = asyncio.Event()
    async with asyncio.timeout(PATIENCE), scenes.at(Place.of("/", f"?window={days}d"), stirred) as scene:
        while not scene.turn:
            await stirred.wait()
            stirred.clear()
    return scene


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not reached():
            await asyncio.sleep(0.005)


@pytest.mark.parametrize(("places", "kept"), [(0, 0), (2, 2), (99, 5)])
async def test_of_places_that_nobody_looks_at_those_seen_last_are_kept_within_their_bytes(
    places: int, kept: int
) -> None:
    house = House.built()
    await house.told(a_message())
    desk = a_desk(guilds=[(GUILD, "Ludus Magnus")])
    one = Scenes(desk, News(house.sheets, time.monotonic), PROMPT, time.monotonic)
    size = (await look(one, 3)).nbytes
    assert size > 1_000
    rules = attrs.evolve(PROMPT, most_unseen=places * size + size // 2)
    scenes = Scenes(desk, News(house.sheets, time.monotonic), rules, time.monotonic)
    seen = []
    for days in range(3, 8):
        seen.append(await look(scenes, days))
        await until(lambda: not scenes.living)
    assert scenes.unseen == seen[len(seen) - kept :]
    await asyncio.gather(one.close(), scenes.close())
