"""Turns: in the order of asking, and no more than a share of a core for all together."""

import asyncio

import attrs
import pytest

from adapters.dash_ui.live.turns import Turns


@attrs.define
class Counted:
    """Seconds that a test counts."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_whoever_waits_longest_is_next() -> None:
    turns, drawn = Turns(Counted(), Counted(), share=1.0, longest_pause=1.0), list[int]()

    async def draw(number: int) -> None:
        async with turns.taken():
            drawn.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(draw(number) for number in (1, 2, 3, 1, 2)))
    assert drawn == [1, 2, 3, 1, 2]


@pytest.mark.parametrize(("worked", "rest"), [(0.05, 0.15), (0.0, 0.0), (60.0, 0.2)])
async def test_after_a_drawing_comes_the_rest_that_keeps_the_share(worked: float, rest: float) -> None:
    core = Counted()
    turns = Turns(asyncio.get_running_loop().time, core, share=0.25, longest_pause=0.2)
    async with turns.taken():
        core.seconds += worked
        ended = asyncio.get_running_loop().time()
    async with turns.taken():
        assert asyncio.get_running_loop().time() >= ended + rest


async def test_a_drawing_that_fails_gives_its_turn_back() -> None:
    turns = Turns(Counted(), Counted(), share=0.5, longest_pause=1.0)
    with pytest.raises(RuntimeError):
        async with turns.taken():
            raise RuntimeError
    async with asyncio.timeout(30), turns.taken():
        pass
