"""A worker whose connection is lost says that the database is away, and nothing is wrong with it."""

import asyncio

import asyncpg
import pytest

from adapters.postgres.link import Database
from domain.kernel.errors import Unavailable
from tests.integration.jobs.scene import PATIENCE, a_worker, somebody_works, until

pytestmark = pytest.mark.postgres

HANG_UP = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""


async def test_a_worker_whose_connection_is_lost_says_that_the_database_is_away(
    fresh_database: Database,
) -> None:
    working = asyncio.create_task(a_worker(fresh_database, {}).run())
    try:
        await until(lambda: somebody_works(fresh_database))
        connection = await asyncpg.connect(fresh_database.address.url, timeout=10, command_timeout=30)
        await connection.execute(HANG_UP)
        await connection.close(timeout=5)
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(Unavailable, match="lost"):
                await working
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
