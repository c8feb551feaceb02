"""The first look is read once in a while, and never waited for by a first visit."""

import asyncio
from typing import Any

import attrs
import pytest

from application.insights.kpis.daily.glance import MOST, ShowGlance
from domain.kernel.errors import NotFound
from tests.builders.activities import GUILD, TIME_ZERO, a_message
from tests.builders.house import House


@attrs.define
class Counted:
    """The board of a house, and how often it was read."""

    house: House
    reads: int = 0

    async def __call__(self, *asked: Any, **more: Any) -> Any:
        self.reads += 1
        await asyncio.sleep(0)
        return await self.house.show_board(*asked, **more)


@attrs.define
class Seconds:
    """Seconds that a test lets pass."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def counted() -> Counted:
    house = House.built()
    await house.told(a_message(TIME_ZERO))
    return Counted(house)


def a_look(board: Any, clock: Seconds | None = None) -> ShowGlance:
    return ShowGlance(board=board, monotonic=clock or Seconds())


async def test_it_is_read_once_for_all_who_look_at_the_same(counted: Counted) -> None:
    look = a_look(counted)
    assert look.kept(GUILD) is None
    first, second = await asyncio.gather(look(GUILD), look(GUILD))
    assert first is second is look.kept(GUILD)
    assert counted.reads == 1
    assert look.kept(GUILD, "7d") is None
    assert look.kept(GUILD + 1) is None


async def test_after_a_while_it_is_read_anew_and_what_is_old_is_not_shown(counted: Counted) -> None:
    clock = Seconds()
    look = a_look(counted, clock)
    first = await look(GUILD)
    clock.now = look.fresh_for
    assert look.kept(GUILD) is first
    assert await look(GUILD) is not first
    assert counted.reads == 2
    clock.now += look.kept_for
    assert look.kept(GUILD) is None


async def test_of_many_windows_the_one_asked_for_longest_ago_goes(counted: Counted) -> None:
    board = await counted(GUILD, "leadership", course=False)

    async def at_once(*_: Any, **__: Any) -> Any:
        return board

    look = a_look(at_once)
    for days in range(1, MOST + 2):
        await look(GUILD, f"{days}d")
    assert look.kept(GUILD, "1d") is None
    assert sum(look.kept(GUILD, f"{days}d") is not None for days in range(1, MOST + 9)) == MOST


async def test_what_cannot_be_read_is_not_kept(counted: Counted) -> None:
    look = a_look(counted)
    with pytest.raises(NotFound):
        await look(GUILD + 1)
    assert look.kept(GUILD + 1) is None
    assert await look(GUILD) is not None
