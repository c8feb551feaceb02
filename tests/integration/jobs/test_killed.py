"""`kill -9` of a worker in the middle of publishing: the next one does what is left, and nothing twice."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.link import Database, DatabaseAddress
from adapters.postgres.operations.installation import claim
from application.community.record import RecordActivities
from bootstrap.processes import opened
from bootstrap.settings import Settings, load
from domain.community.log.keys import Keyring
from tests.builders.activities import GUILD, SECRET, StoppedClock, a_message, a_person, joins
from tests.integration.jobs.scene import LONG_SILENT, until
from tests.postgres_fixtures import PostgresForTests

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).parents[3]
DAYS = 40
ROWS = """
select grain, first_day, key, by_what, part, numerator, denominator, value, covered, unavailable, revision
from community_os.kpi_readings where guild_id = $1 order by grain, first_day, key, by_what, part, revision
"""


@pytest.fixture
async def installation(fresh_address: DatabaseAddress, tmp_path: Path) -> Settings:
    """Some weeks of a small community."""
    now = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    clock = StoppedClock(now)
    people = [a_person(number) for number in range(1, 9)]
    told = [joins(now - timedelta(days=DAYS), by=who) for who in people]
    for day in range(1, DAYS):
        wrote = people[: 1 + day % len(people)]
        told += [a_message(now - timedelta(days=day, minutes=at), by=who) for at, who in enumerate(wrote)]
    async with Database(fresh_address) as database:
        await claim(database, Keyring(SECRET).fingerprint, secret_of="the test")
        await RecordActivities(store=PostgresStore(database), clock=clock, keys=Keyring(SECRET))(told)
    return load(
        {
            "COMMUNITY_OS_HOME": str(tmp_path),
            "COMMUNITY_OS_SECRET": SECRET.decode(),
            "COMMUNITY_OS_DATABASE_URL": fresh_address.url,
            "COMMUNITY_OS_BACKUPS_KEPT": "0",
        }
    )


@pytest.fixture
async def untouched(
    installation: Settings, postgres_server: PostgresForTests
) -> AsyncIterator[DatabaseAddress]:
    """The same community in a database that nobody disturbs."""
    assert installation.database_url is not None
    address = await postgres_server.create(template=installation.database_url.database)
    yield address
    await postgres_server.drop(address)


async def test_what_is_published_is_whole_and_every_row_is_there_once(
    installation: Settings, untouched: DatabaseAddress
) -> None:
    assert installation.database_url is not None
    async with Database(installation.database_url) as database:

        async def some_are_published() -> bool:
            return await marked(database) >= 8

        first = await a_worker(installation)
        try:
            await until(some_are_published)
        finally:
            first.send_signal(signal.SIGKILL)
            await first.wait()
        (job,) = await PostgresJobBoard(database).all()
        assert (job.state, job.kind) == ("running", "publish")
        halfway = await marked(database)
        async with database.instance_work() as connection:  # as if half a minute had passed
            await connection.execute(LONG_SILENT)

        async def nothing_waits() -> bool:
            return not await PostgresJobBoard(database).all()

        second = await a_worker(installation)
        try:
            await until(nothing_waits)
        finally:
            second.terminate()
            await second.wait()
        assert second.returncode == 0
        assert await marked(database) > halfway
        found = await rows(database)
    async with opened(installation_at(installation, untouched), lambda _: None) as product:
        await product.use_cases.publish_readings(GUILD)
        assert product.database is not None
        assert found == await rows(product.database)
    assert {row["revision"] for row in found} == {1}


def installation_at(settings: Settings, address: DatabaseAddress) -> Settings:
    told = {
        "COMMUNITY_OS_HOME": str(settings.home),
        "COMMUNITY_OS_SECRET": SECRET.decode(),
        "COMMUNITY_OS_DATABASE_URL": address.url,
    }
    return load(told)


async def a_worker(settings: Settings) -> asyncio.subprocess.Process:
    """A process of its own."""
    assert settings.database_url is not None
    environment = dict(os.environ) | {
        "COMMUNITY_OS_HOME": str(settings.home),
        "COMMUNITY_OS_SECRET": SECRET.decode(),
        "COMMUNITY_OS_DATABASE_URL": settings.database_url.url,
        "COMMUNITY_OS_BACKUPS_KEPT": "0",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "bootstrap.main", "worker", cwd=ROOT, env=environment
    )


async def marked(database: Database) -> int:
    async with database.unit_of_work(GUILD) as connection:
        found: int = await connection.fetchval("select count(*) from community_os.kpi_periods")
        return found


async def rows(database: Database) -> list[dict[str, Any]]:
    async with database.unit_of_work(GUILD) as connection:
        return [dict(row) for row in await connection.fetch(ROWS, GUILD)]
