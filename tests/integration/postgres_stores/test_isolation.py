"""A unit of one guild sees and changes nothing of another, also with a statement that forgot the guild."""

import asyncpg
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from application.community.published.ports import Mark
from domain.community.backfill.progress import BackfillProgress, Doing
from domain.community.guild import ChannelName, RoleName
from domain.operations.data_register import tables
from tests.builders.activities import TIME_ZERO
from tests.contracts import a_guild
from tests.contracts.counters import SNAPSHOT
from tests.contracts.events.attendance import EVENING
from tests.contracts.events.calendar import GAME_NIGHT
from tests.contracts.events.recurrences import WEEKLY
from tests.contracts.front_door import a_busy_day, a_door
from tests.contracts.guild import FIRST, heard, missed
from tests.contracts.hearing.backfills import READ, THUMB
from tests.contracts.identity.links import a_code, a_link, four_people
from tests.contracts.letters import a_letter
from tests.contracts.outbox.postings import MIRROR
from tests.contracts.published.readings import WEEK, a_row
from tests.contracts.strategies import of_guild

pytestmark = pytest.mark.postgres

TENANT = [table.name for table in tables("tenant")]
COUNT = "select count(*) from community_os.{}"


@pytest.fixture
async def other(a_database: Database, store: PostgresStore) -> int:
    """A guild with at least one row in every table."""
    guild = a_guild()
    await a_door(store)(of_guild(a_busy_day(messages=20), guild))
    await four_people(store, guild)
    async with store.writing(guild) as work:
        await work.links.add([a_link()])
        await work.link_codes.keep(a_code())
        await work.letters.park([a_letter(1, guild)])
        await work.letters.refuse("sealed", 1)
        await work.listening.add([heard(0, 1)])
        await work.listening.note([missed(1, 2)])
        await work.backfills.keep([READ])
        await work.backfills.ask([THUMB])
        await work.backfills.tell(BackfillProgress(doing=Doing.GAPS, began_at=TIME_ZERO, told_at=TIME_ZERO))
        await work.postings.keep(MIRROR)
        await work.registrations.keep("other", TIME_ZERO)
        await work.events.put([GAME_NIGHT])
        await work.attendance.put_window(EVENING.event, EVENING)
        await work.recurrences.put(WEEKLY)
        await work.guild.add_settings(FIRST)
        await work.guild.rename("Other", TIME_ZERO)
        await work.guild.name_channels([ChannelName(channel=1, name="here", seen_at=TIME_ZERO)])
        await work.guild.name_roles([RoleName(role=1, name="Hosts", seen_at=TIME_ZERO)])
        await work.counters.rebuild(SNAPSHOT)
        await work.readings.publish([a_row()], TIME_ZERO)
        await work.readings.mark({WEEK: Mark(1, "read")})
    return guild


@pytest.mark.parametrize("table", TENANT)
async def test_rows_of_another_guild_do_not_exist(
    a_database: Database, other: int, guild: int, table: str
) -> None:
    async with a_database.reading(other) as connection:
        assert await connection.fetchval(COUNT.format(table)) > 0
    async with a_database.reading(guild) as connection:
        assert await connection.fetchval(COUNT.format(table)) == 0
    async with a_database.instance_work() as connection:
        assert await connection.fetchval(COUNT.format(table)) == 0


@pytest.mark.parametrize("table", TENANT)
async def test_rows_of_another_guild_cannot_be_changed_taken_or_made(
    a_database: Database, other: int, guild: int, table: str
) -> None:
    for statement in (
        f"update community_os.{table} set guild_id = guild_id",
        f"delete from community_os.{table}",
    ):
        try:
            async with a_database.unit_of_work(guild) as connection:
                assert (await connection.execute(statement)).endswith(" 0")
        except asyncpg.InsufficientPrivilegeError:
            pass  # append-only tables: not even one's own rows
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with a_database.unit_of_work(other) as connection:
            rows = await connection.fetch(f"select * from community_os.{table} limit 1")
            names = ", ".join(rows[0].keys())
            values = ", ".join(f"${n}" for n in range(1, len(rows[0]) + 1))
            moved = {**rows[0], "guild_id": guild}
            await connection.execute(
                f"insert into community_os.{table} ({names}) values ({values})", *moved.values()
            )


async def test_retention_deletes_nothing_of_another_guild(
    a_database: Database, other: int, guild: int
) -> None:
    erase = "select community_os.delete_activities('2020-01-01Z', array[]::uuid[])"
    async with PostgresStore(a_database).writing(guild) as work:
        await work.guild.seal(30_000)
    async with a_database.unit_of_work(guild) as connection:
        assert await connection.fetchval(erase.replace("2020", "2050")) == 0
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="sealed days only"):
        async with a_database.instance_work() as connection:
            await connection.execute(erase)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with a_database.unit_of_work(other) as connection:
            await connection.execute("delete from community_os.activity_log")


@pytest.mark.parametrize("before", ["infinity", "2026-03-04T00:00Z"])
async def test_raw_records_of_days_that_are_not_sealed_cannot_be_deleted(
    a_database: Database, other: int, before: str
) -> None:
    async with PostgresStore(a_database).writing(other) as work:
        await work.guild.seal(20_512)  # 2026-02-28
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="sealed days only"):
        async with a_database.unit_of_work(other) as connection:
            await connection.execute(
                "select community_os.delete_activities($1::text::timestamptz, array[]::uuid[])", before
            )
