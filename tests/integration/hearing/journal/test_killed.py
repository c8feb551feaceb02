"""Killed at any moment, nothing that was on disk is lost, and everything counts once."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from adapters.journal import DiskJournal
from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from application.community.replay import ReplayLog
from application.community.snapshot import Snapshot
from tests.builders.activities import TIME_ZERO
from tests.contracts import a_guild
from tests.integration.hearing.journal.drainer import drain

ROOT = Path(__file__).resolve().parents[4]


async def test_everything_that_a_killed_process_had_on_disk_is_there(tmp_path: Path) -> None:
    durable = 0
    for lines in (1, 4, 9):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.integration.hearing.journal.writer", str(tmp_path)),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        for _ in range(lines):
            durable = int(await asyncio.wait_for(process.stdout.readline(), 60))
        process.kill()
        rest, _ = await asyncio.wait_for(process.communicate(), 60)
        durable = max([durable, *map(int, rest.split())])
        journal = DiskJournal.open(tmp_path, most_bytes=2**28, lost=lambda *_: ())
        found = []
        while some := await journal.read(most=5_000):
            found += [int(record.payload) for record in some]
        journal.close()
        assert found == list(range(1, len(found) + 1))
        assert len(found) >= durable


async def filled(folder: Path, count: int) -> None:
    journal = DiskJournal.open(folder, most_bytes=2**28, lost=lambda *_: ())
    for number in range(count):
        assert journal.append(str(number).encode(), TIME_ZERO)
    journal.close()


async def told(database: Database, guild: int) -> tuple[Snapshot, list]:
    store = PostgresStore(database)
    assert not (await ReplayLog(store=store)(guild, check=True)).differences
    async with store.reading(guild) as work:
        return await work.counters.snapshot(), await work.listening.spans()


@pytest.mark.postgres
async def test_a_drain_that_is_killed_again_and_again_counts_like_one_that_was_left_alone(
    database: Database, tmp_path: Path
) -> None:
    killed, calm, address = a_guild(), a_guild(), database.address.url
    for guild in (killed, calm):
        await filled(tmp_path / str(guild), 100)
    for die_at in (1, 2, 3, 7):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.integration.hearing.journal.drainer"),
            *(address, str(tmp_path / str(killed)), str(killed), str(die_at)),
            cwd=ROOT,
        )
        assert await asyncio.wait_for(process.wait(), 120) == -signal.SIGKILL
    await drain(address, tmp_path / str(killed), killed, 0)
    await drain(address, tmp_path / str(calm), calm, 0, at_once=1_000)
    one, other = await told(database, killed), await told(database, calm)
    assert sum(row[0] for row in one[0].member_day.values()) == 100
    assert one[0].member_day == other[0].member_day
    assert one[0].spans == other[0].spans
    assert one[1] == other[1]
