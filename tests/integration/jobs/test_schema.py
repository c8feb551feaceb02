"""The tables of the queue are those that its library wants, in the version that we have."""

import pytest

from adapters.postgres.jobs.queue import names, queries
from adapters.postgres.link import Database
from adapters.postgres.link.pool import connect

pytestmark = pytest.mark.postgres


async def test_the_schema_is_the_one_that_the_library_makes(fresh_database: Database) -> None:
    from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver

    connection = await connect(fresh_database.address, fresh_database.limits)
    try:
        plan = await queries(AsyncpgDriver(connection)).plan_upgrade()
    finally:
        await connection.close(timeout=5)
    assert plan.statements == (), plan


def test_no_name_of_it_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = names().model_dump()
    for name in expected:
        for variable in (name, f"pgqueuer_{name}"):
            monkeypatch.setenv(variable.upper(), "elsewhere")
    names.cache_clear()
    try:
        assert names().model_dump() == expected
    finally:
        names.cache_clear()
