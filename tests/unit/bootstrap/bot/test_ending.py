"""Parts of the bot that wait for a word end when they are cancelled, even while the word arrives."""

import asyncio
from types import SimpleNamespace

import pytest

from adapters.discord.client.acting.members import Roll
from adapters.discord.client.pace import Pace
from bootstrap.bot.tending import Tending
from tests.builders.activities import StoppedClock
from tests.unit.bootstrap.demo import NOON, use_cases_at

PATIENCE = 30
LOOKS = range(5)
"""How many turns of the loop lie between the word and the end: one of them is the moment that was missed."""


async def _ends(task: "asyncio.Task[None]", after: int) -> None:
    for _ in range(after):
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=PATIENCE)
    assert done and task.cancelled()


@pytest.mark.parametrize("looks", LOOKS)
async def test_looking_after_events_ends_though_an_answer_comes_in_at_that_moment(looks: int) -> None:
    tending = Tending(every=3600, least=0)
    product = SimpleNamespace(use_cases=use_cases_at(StoppedClock(NOON)))
    task = asyncio.create_task(tending.run(product, SimpleNamespace(http=None), SimpleNamespace(shards={})))
    async with asyncio.timeout(PATIENCE):
        while not tending._poked._waiters:
            await asyncio.sleep(0)
    tending.poke()
    await _ends(task, looks)


@pytest.mark.parametrize("looks", LOOKS)
async def test_asking_for_members_ends_though_the_connection_is_lost_at_that_moment(looks: int) -> None:
    asked = asyncio.Event()

    class Socket:
        async def request_chunks(self, *_: object, **__: object) -> None:
            asked.set()

    client = SimpleNamespace(
        hearing=SimpleNamespace(families={"membership"}),
        pace=Pace(members=3600, members_wait=3600),
        socket=lambda _: Socket(),
    )
    roll = Roll(client)
    roll.ask(0, 1)
    task = asyncio.create_task(roll.run())
    await asyncio.wait_for(asked.wait(), PATIENCE)
    await asyncio.sleep(0)
    roll.lost()
    await _ends(task, looks)
