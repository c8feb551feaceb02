"""The database is away for a while: what is heard meanwhile waits, and then counts exactly once."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from adapters.journal import DiskJournal
from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database, DatabaseAddress, migrate
from adapters.postgres.server.embedded import embedded_server
from application.community.hearing.drain import DrainJournal
from application.community.record import RecordActivities
from tests.builders.activities import TIME_ZERO, StoppedClock
from tests.builders.house import KEYS
from tests.contracts import a_guild
from tests.integration.hearing.journal.drainer import Reader
from tests.integration.postgres_server.scene import LINGER, PATIENCE, a_home

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


async def test_what_is_heard_while_the_database_is_away_counts_once_when_it_is_back(tmp_path: Path) -> None:
    guild, stop = a_guild(), asyncio.Event()
    journal = DiskJournal.open(tmp_path, most_bytes=2**28, lost=lambda *_: ())
    async with a_home() as home, embedded_server(home.path, linger=LINGER) as server:
        address = DatabaseAddress.parse(server.dsn)
        await migrate(address)
        async with Database(address) as database:
            store = PostgresStore(database)
            record = RecordActivities(store=store, clock=StoppedClock(), keys=KEYS)
            drain = DrainJournal(journal=journal, reader=Reader(guild), record=record, store=store)
            running = asyncio.ensure_future(drain.run(stop, sleep=lambda _: asyncio.sleep(0.05)))
            for number in range(300):
                if number in (100, 200):
                    for process in home.servers()[:1]:
                        os.kill(process, signal.SIGKILL)
                assert journal.append(str(number).encode(), TIME_ZERO)
                await asyncio.sleep(0.005)
            async with asyncio.timeout(PATIENCE):
                while journal.state().waiting_records:
                    await asyncio.sleep(0.05)
            stop.set()
            await asyncio.wait_for(running, PATIENCE)
            async with store.reading(guild) as work:
                counted = (await work.counters.snapshot()).member_day
    journal.close()
    assert sum(row[0] for row in counted.values()) == 300
