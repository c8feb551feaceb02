"""An installation that is updated shows the whole past of its channels, without anybody doing anything."""

from pathlib import Path

import asyncpg
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database, DatabaseAddress
from application.community.snapshot import Snapshot
from bootstrap.processes import opened
from bootstrap.settings import load
from domain.community.fold import FOLD
from tests.builders.activities import GUILD
from tests.contracts.front_door import a_busy_day, a_door
from tests.contracts.strategies import of_guild

pytestmark = pytest.mark.postgres

AS_BEFORE = """
drop table community_os.channel_hour, community_os.member_channel_day;
alter table community_os.guild_profile drop column fold, drop column detailed_since;
delete from community_os.command_day;
delete from community_os.run_day;
delete from community_os_instance.schema_migrations where number = 5;
"""


async def folded(address: DatabaseAddress) -> tuple[Snapshot, int]:
    async with Database(address) as database, PostgresStore(database).reading(GUILD) as work:
        profile = await work.guild.profile()
        assert profile is not None
        return await work.counters.snapshot(), profile.fold


async def test_an_older_database_is_completed_when_it_is_opened_and_only_then(
    fresh_address: DatabaseAddress, tmp_path: Path
) -> None:
    async with Database(fresh_address) as database:
        await a_door(PostgresStore(database))(of_guild(a_busy_day(messages=60), GUILD))
    sound, _ = await folded(fresh_address)
    assert sound.channel_hour and sound.member_channel_day
    connection = await asyncpg.connect(fresh_address.url, timeout=10, command_timeout=60)
    await connection.execute(AS_BEFORE)
    await connection.close(timeout=5)
    settings = load(
        {
            "COMMUNITY_OS_HOME": str(tmp_path),
            "COMMUNITY_OS_SECRET": "s" * 40,
            "COMMUNITY_OS_DATABASE_URL": fresh_address.url,
        }
    )
    for times_told in (1, 0):
        told: list[str] = []
        async with opened(settings, told.append):
            pass
        assert sum("for the first time" in line for line in told) == times_told
        after, fold = await folded(fresh_address)
        assert after.differences(sound) == []
        assert fold == FOLD
