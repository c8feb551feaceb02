"""The server dies in the middle of a batch, comes back by itself, and everything counts once."""

import asyncio
import contextlib
import os
import signal
from random import Random

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database, DatabaseAddress, migrate
from adapters.postgres.server.embedded import embedded_server
from application.community.record import RecordActivities
from domain.community.log.activity import Activity
from domain.kernel.errors import Unavailable
from tests.contracts import a_guild
from tests.contracts.front_door import a_busy_day, a_door, check_counts
from tests.contracts.strategies import of_guild
from tests.integration.postgres_server.scene import LINGER, PATIENCE, Home, a_home

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

KILLS = 3


async def until_it_lands(door: RecordActivities, batch: list[Activity]) -> int:
    """Send a batch until it is answered, as a source does; how often it was not."""
    refused = 0
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await door(batch)
                return refused
            except Unavailable:
                refused += 1
                await asyncio.sleep(0.05)


async def kill_soon(home: Home, draw: Random) -> None:
    await asyncio.sleep(draw.random() * 0.1)
    for server in home.servers()[:1]:  # none while it is still coming back from the last time
        with contextlib.suppress(ProcessLookupError):
            os.kill(server, signal.SIGKILL)


async def test_batches_of_a_server_that_is_killed_are_sent_again_and_count_once() -> None:
    guild, draw, refused = a_guild(), Random(3), 0
    told = of_guild(a_busy_day(messages=1200), guild)
    async with a_home() as home, embedded_server(home.path, linger=LINGER) as server:
        address = DatabaseAddress.parse(server.dsn)
        await migrate(address)
        async with Database(address) as database:
            store = PostgresStore(database)
            door = a_door(store)
            await door(told[:10])
            for start in range(10, len(told), 300):
                killing = asyncio.ensure_future(kill_soon(home, draw)) if start < KILLS * 300 else None
                refused += await until_it_lands(door, told[start : start + 300])
                if killing:
                    await killing
            refused += await until_it_lands(door, told[-1:])
            await check_counts(store, guild, told)
    assert refused, "the server was never away in the middle of a batch"
