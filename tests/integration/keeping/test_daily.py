"""A backup a day, made by itself; the last good one is there whatever happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest
import structlog

from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.link import Database
from bootstrap.keeping.making import shelf_of
from bootstrap.settings import Settings, load
from bootstrap.worker import run_worker
from domain.operations.backups.rota import is_named_so, name_of
from domain.operations.jobs import working
from tests.integration.keeping.scene import SECRET, backed_up
from tests.integration.keeping.test_killed import LATE_IN_A_BACKUP, WAITS, connected
from tests.postgres_fixtures import PostgresForTests

pytestmark = pytest.mark.postgres
PATIENCE = 180.0


@pytest.fixture
async def running(
    full: Settings, postgres_server: PostgresForTests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Settings]:
    """Settings as the environment tells them, since a backup is made by a process of its own; with a database
    of its own, since a worker also writes."""
    assert full.database_url is not None
    address = await postgres_server.create(template=full.database_url.database)
    told = {
        "COMMUNITY_OS_HOME": str(tmp_path),
        "COMMUNITY_OS_SECRET": SECRET,
        "COMMUNITY_OS_DATABASE_URL": address.url,
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    yield load(told)
    await postgres_server.drop(address)


@asynccontextmanager
async def up(settings: Settings) -> AsyncIterator[None]:
    """The worker by itself, which looks at once and not after minutes."""
    task = asyncio.create_task(run_worker(settings, lambda _: None, backup_at_start=True))
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def files(settings: Settings) -> list[str]:
    folder = shelf_of(settings).folder
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


async def test_the_first_one_comes_soon_and_no_second_one_before_the_next_day(running: Settings) -> None:
    with structlog.testing.capture_logs() as told:
        async with up(running):
            while not told:
                await asyncio.sleep(0.05)
    assert [line["event"] for line in told] == ["backup made"]
    assert len(files(running)) == 1 and is_named_so(files(running)[0])
    with structlog.testing.capture_logs() as told:
        async with up(running):
            await asyncio.sleep(0.5)
    assert (told, len(files(running))) == ([], 1)


async def test_whoever_wants_no_backups_gets_none(
    running: Settings,
) -> None:
    settings = attrs.evolve(running, backups_kept=0)
    async with up(settings):
        assert settings.database_url is not None
        async with Database(settings.database_url) as database:
            while not working(*await PostgresJobBoard(database).workers()):
                await asyncio.sleep(0.05)
            assert not [job for job in await PostgresJobBoard(database).all() if job.kind == "backup"]
    assert files(settings) == []


async def test_one_older_than_a_day_is_followed_and_as_many_stay_as_are_kept(
    running: Settings,
) -> None:
    shelf, now = shelf_of(running), datetime.now(UTC)
    made = Path(await backed_up(running))
    whole = made.read_bytes()
    made.unlink()
    for days in range(2, 12):  # of those the manifest says today, so that only the names are old
        (shelf.folder / name_of(now - timedelta(days=days))).write_bytes(whole)
    (shelf.folder / "mine.zip").write_bytes(b"not one of ours")
    gone = shelf.tidy(kept=7)
    assert len(gone) == 3
    assert len(files(running)) == 8 and "mine.zip" in files(running)


async def test_whoever_is_stopped_in_the_middle_of_one_leaves_nothing_behind(running: Settings) -> None:
    assert running.database_url is not None
    async with connected(running.database_url) as other, other.transaction():
        await other.execute(LATE_IN_A_BACKUP)
        async with up(running):
            while not await other.fetchval(WAITS):
                await asyncio.sleep(0.02)
            assert [name.endswith(".part") for name in files(running)] == [True]
        assert files(running) == []
        async with asyncio.timeout(PATIENCE):
            while await other.fetchval(WAITS):
                await asyncio.sleep(0.02)


async def test_a_failure_is_told_and_deletes_nothing(
    running: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNITY_OS_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    shelf = shelf_of(running)
    shelf.folder.mkdir()
    last = shelf.folder / name_of(datetime.now(UTC) - timedelta(days=9))
    last.write_bytes(b"the last one, maybe good")
    with structlog.testing.capture_logs() as told:
        async with up(running):
            while not told:
                await asyncio.sleep(0.05)
    assert told[0]["event"] == "backup failed" and "cannot be reached" in told[0]["reason"]
    assert files(running) == [last.name]
