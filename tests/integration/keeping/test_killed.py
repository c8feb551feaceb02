"""Killed at the worst moment: no half backup passes for a whole one, no half database for a full one."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from adapters.archive import opened_backup
from adapters.postgres.link import DatabaseAddress, migrate
from bootstrap.settings import Settings
from domain.kernel.errors import Invalid
from tests.integration.keeping.scene import SECRET, backed_up, installation, restored, rows, tallies

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0
LATE_IN_A_BACKUP = "lock table community_os_instance.refusals in access exclusive mode"
LATE_IN_A_RESTORE = """
create function community_os.wait() returns trigger language plpgsql as
'begin perform pg_advisory_xact_lock(4711); return new; end';
create trigger wait before insert on community_os.identities
for each statement execute function community_os.wait();
"""
NO_LONGER = "drop trigger wait on community_os.identities; drop function community_os.wait()"
WAITS = """
select exists (select from pg_locks join pg_database on oid = database
               where datname = current_database() and not granted)
"""
OTHERS = (
    "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
)


@asynccontextmanager
async def connected(address: DatabaseAddress) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=60)
    try:
        yield connection
    finally:
        await connection.close(timeout=5)


async def started(home: Path, address: DatabaseAddress, *arguments: str) -> asyncio.subprocess.Process:
    """The program, as a person starts it."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bootstrap.main",
        *arguments,
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "COMMUNITY_OS_HOME": str(home),
            "COMMUNITY_OS_SECRET": SECRET,
            "COMMUNITY_OS_DATABASE_URL": address.url,
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )


async def until_it_waits(connection: asyncpg.Connection, process: asyncio.subprocess.Process) -> None:
    """For the lock that we hold, which is in its middle."""
    async with asyncio.timeout(PATIENCE):
        while not await connection.fetchval(WAITS):
            assert process.returncode is None, await process.communicate()
            await asyncio.sleep(0.02)


async def end(process: asyncio.subprocess.Process, by: signal.Signals) -> None:
    process.send_signal(by)
    await asyncio.wait_for(process.communicate(), PATIENCE)


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
async def test_a_killed_backup_leaves_nothing_that_looks_like_one(
    full: Settings, tmp_path: Path, by: signal.Signals
) -> None:
    assert full.database_url is not None
    path = tmp_path / "all.zip"
    async with connected(full.database_url) as other, other.transaction():
        await other.execute(LATE_IN_A_BACKUP)
        process = await started(tmp_path / "home", full.database_url, "backup", "--to", str(path))
        await until_it_waits(other, process)
        await end(process, by)
    left = [each.name for each in tmp_path.iterdir() if each.is_file()]
    assert left == (["all.zip.part"] if by is signal.SIGKILL else [])
    for name in left:
        with pytest.raises(Invalid), opened_backup(tmp_path / name):
            pass
    assert await backed_up(full, str(path)) == path
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["all.zip"]


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
async def test_a_killed_restore_leaves_an_empty_database_that_can_be_filled(
    full: Settings, empty_address: DatabaseAddress, tmp_path: Path, by: signal.Signals
) -> None:
    path = await backed_up(full, str(tmp_path))
    await migrate(empty_address)
    async with connected(empty_address) as other:
        await other.execute(LATE_IN_A_RESTORE)
        await other.execute("select pg_advisory_lock(4711)")
        process = await started(tmp_path / "home", empty_address, "restore", str(path))
        await until_it_waits(other, process)
        await end(process, by)
        await other.execute("select pg_advisory_unlock(4711)")
        async with asyncio.timeout(PATIENCE):
            while await other.fetchval(OTHERS):
                await asyncio.sleep(0.02)
        await other.execute(NO_LONGER)
    found = await rows(empty_address)
    assert found.pop("community_os_instance.schema_migrations") > 0
    assert set(found.values()) == {0}
    await restored(installation(tmp_path / "home", empty_address), path)
    assert full.database_url is not None
    assert await tallies(empty_address) == await tallies(full.database_url)
