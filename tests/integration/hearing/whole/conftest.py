"""A loopback Discord, a database of the test's own, and a home for the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.postgres.link import Database, DatabaseAddress
from tests.integration.hearing.whole.scene import Log
from tests.loopback import Discord, loopback


@pytest.fixture
async def discord_() -> AsyncIterator[Discord]:
    async with loopback() as discord:
        yield discord


@pytest.fixture
async def log(fresh_database: Database, discord_: Discord) -> Log:
    return Log(database=fresh_database, discord=discord_)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def address(fresh_address: DatabaseAddress) -> DatabaseAddress:
    return fresh_address
