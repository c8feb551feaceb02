"""The worker of `up`: a process of its own that comes back, and that ends with its parent however it ends."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.link import Database, DatabaseAddress
from adapters.postgres.operations.installation import claim
from application.community.record import RecordActivities
from bootstrap.processes import Addresses
from bootstrap.settings import Settings, load
from bootstrap.worker.beside import LENGTH
from domain.community.log.keys import Keyring
from domain.operations.jobs import Worker, working
from tests.builders.activities import GUILD, SECRET, TIME_ZERO, StoppedClock, a_message
from tests.integration.jobs.scene import until

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).parents[3]
_PARENT = """
import asyncio, pickle, sys
from bootstrap.worker.beside import run_worker_beside

asyncio.run(run_worker_beside(*pickle.loads(sys.stdin.buffer.read()), pause=0.05))
"""
_PUBLISHED = "select count(*) from community_os.kpi_periods"


@pytest.fixture
async def installation(fresh_address: DatabaseAddress, tmp_path: Path) -> Settings:
    """A community of two days; neither its settings nor its database stand in the environment."""
    keys = Keyring(SECRET)
    async with Database(fresh_address) as database:
        await claim(database, keys.fingerprint, secret_of="the test")
        await RecordActivities(store=PostgresStore(database), clock=StoppedClock(), keys=keys)(
            [a_message(TIME_ZERO)]
        )
    return load(
        {
            "COMMUNITY_OS_HOME": str(tmp_path),
            "COMMUNITY_OS_SECRET": SECRET.decode(),
            "COMMUNITY_OS_BACKUPS_KEPT": "0",
        }
    )


async def test_it_publishes_comes_back_when_it_is_killed_and_ends_in_order_when_its_parent_is(
    installation: Settings, fresh_address: DatabaseAddress, fresh_database: Database
) -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PARENT, cwd=ROOT, stdin=asyncio.subprocess.PIPE
    )
    assert parent.stdin is not None
    try:
        here = Addresses(work=fresh_address, direct=fresh_address)
        parent.stdin.write(pickle.dumps((installation, here)))
        parent.stdin.close()
        first = await until(lambda: _another_one(fresh_database, parent.pid))
        await until(lambda: _published(fresh_database))
        os.kill(first, signal.SIGKILL)
        second = await until(lambda: _another_one(fresh_database, first))
    finally:
        parent.kill()
        await parent.wait()
    await until(lambda: _said_goodbye(fresh_database, second))
    assert not (installation.home / "postgres").exists()  # it called no server of its own


async def _another_one(database: Database, than: int) -> int | None:
    found: list[Worker] = working(*await PostgresJobBoard(database).workers())
    return next((one.holder.pid for one in found if one.holder.pid != than), None)


async def _published(database: Database) -> int:
    async with database.unit_of_work(GUILD) as connection:
        count: int = await connection.fetchval(_PUBLISHED)
        return count


async def _said_goodbye(database: Database, pid: int) -> bool:
    workers, _ = await PostgresJobBoard(database).workers()
    return pid in {one.holder.pid for one in workers if one.stopped}


def test_a_worker_of_another_version_than_whoever_began_it_says_what_to_do() -> None:
    told = b"cbootstrap.settings\nSettingsOfAnotherVersion\n."
    done = subprocess.run(
        [sys.executable, "-m", "bootstrap.worker"],
        input=len(told).to_bytes(LENGTH, "big") + told,
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    assert b"start it again" in done.stderr
