"""A unit of work belongs to one guild, keeps all or nothing, and leaves nothing behind on its connection."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import asyncpg
import pytest

from adapters.postgres.link import AwayReason, Database, DatabaseAddress, DatabaseAway, LinkLimits, open_pool
from tests.postgres_fixtures import ExternalPostgres

pytestmark = pytest.mark.postgres

NOTES = """
create table community_os.note (guild_id bigint not null, text text not null, primary key (guild_id, text));
alter table community_os.note enable row level security, force row level security;
create policy own_guild on community_os.note
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert on community_os.note to community_app;
"""


@pytest.fixture(params=["embedded", "external"])
def addresses(request: pytest.FixtureRequest) -> tuple[DatabaseAddress, DatabaseAddress]:
    """A migrated database, directly and as the program reaches it: our own server's, or a host's."""
    if request.param == "embedded":
        own: Database = request.getfixturevalue("database")
        return own.address, own.address
    external: ExternalPostgres = request.getfixturevalue("external_postgres")
    used: DatabaseAddress = request.getfixturevalue("external_database").address
    return DatabaseAddress.parse(external.direct_url).for_database(used.database), used


@pytest.fixture
async def notes(addresses: tuple[DatabaseAddress, DatabaseAddress]) -> AsyncIterator[Database]:
    """A database with one guarded table."""
    direct, used = addresses
    await run(direct, NOTES)
    try:
        async with Database(used) as database:
            yield database
    finally:
        await run(direct, "drop table community_os.note")


async def run(address: DatabaseAddress, statements: str) -> None:
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=30)
    try:
        await connection.execute(statements)
    finally:
        await connection.close(timeout=5)


async def write(connection: asyncpg.Connection, guild: int, text: str) -> None:
    await connection.execute("insert into community_os.note (guild_id, text) values ($1, $2)", guild, text)


async def texts(database: Database, guild: int) -> list[str]:
    async with database.reading(guild) as connection:
        return [
            row["text"] for row in await connection.fetch("select text from community_os.note order by text")
        ]


async def test_a_unit_sees_its_guild_and_no_other(notes: Database) -> None:
    for guild in (1, 2):
        async with notes.unit_of_work(guild) as connection:
            await write(connection, guild, f"of {guild}")
    assert await texts(notes, 1) == ["of 1"]
    assert await texts(notes, 2) == ["of 2"]
    async with notes.instance_work() as connection:
        assert await connection.fetch("select * from community_os.note") == []


async def test_a_unit_cannot_write_into_another_guild(notes: Database) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        async with notes.unit_of_work(1) as connection:
            await write(connection, 2, "smuggled")


async def test_what_a_raising_block_wrote_is_undone(notes: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with notes.unit_of_work(1) as connection:
            await write(connection, 1, "never")
            raise ZeroDivisionError
    assert await texts(notes, 1) == []


async def test_what_a_cancelled_block_wrote_is_undone(notes: Database) -> None:
    written = asyncio.Event()

    async def work() -> None:
        async with notes.unit_of_work(1) as connection:
            await write(connection, 1, "never")
            written.set()
            await connection.execute("select pg_sleep(20)")

    task = asyncio.create_task(work())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await texts(notes, 1) == []


async def test_an_error_of_a_statement_is_told_as_it_is(notes: Database) -> None:
    async with notes.unit_of_work(1) as connection:
        await write(connection, 1, "once")
    with pytest.raises(asyncpg.UniqueViolationError):
        async with notes.unit_of_work(1) as connection:
            await write(connection, 1, "once")


async def test_a_block_that_swallows_an_error_is_not_told_that_its_work_was_kept(notes: Database) -> None:
    with pytest.raises(asyncpg.InFailedSQLTransactionError):
        async with notes.unit_of_work(1) as connection:
            await write(connection, 1, "lost")
            with contextlib.suppress(asyncpg.UniqueViolationError):
                await write(connection, 1, "lost")
    assert await texts(notes, 1) == []


async def test_a_part_of_a_unit_can_fail_and_be_undone_alone(notes: Database) -> None:
    async with notes.unit_of_work(1) as connection:
        await write(connection, 1, "kept")
        with contextlib.suppress(asyncpg.UniqueViolationError):
            async with connection.transaction():
                await write(connection, 1, "kept")
    assert await texts(notes, 1) == ["kept"]


async def test_reading_cannot_write_and_sees_one_instant(notes: Database) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with notes.reading(1) as connection:
            await write(connection, 1, "no")
    async with notes.reading(1) as reader:
        assert await reader.fetchval("select count(*) from community_os.note") == 0
        async with notes.unit_of_work(1) as writer:
            await write(writer, 1, "later")
        assert await reader.fetchval("select count(*) from community_os.note") == 0
    assert await texts(notes, 1) == ["later"]


async def test_nothing_of_a_unit_is_left_on_any_connection(notes: Database) -> None:
    async with notes.unit_of_work(77) as connection:
        assert await connection.fetchval("select current_user::text") == "community_app"
        assert await connection.fetchval("select current_setting('app.guild_id')") == "77"
        await connection.execute("create temp table stage (x integer) on commit drop")
    pool = await open_pool(notes.address)
    try:
        for _ in range(20):
            row = await pool.fetchrow(
                "select current_user = session_user as self, current_setting('app.guild_id', true) as guild,"
                " to_regclass('stage') is null as clean,"
                " current_setting('statement_timeout') <> '30s' as free"
            )
            assert (row["self"], row["guild"] or "", row["clean"], row["free"]) == (True, "", True, True)
    finally:
        pool.terminate()


async def test_many_guilds_at_once_never_meet(notes: Database) -> None:
    async def work(guild: int) -> None:
        async with notes.unit_of_work(guild) as connection:
            await write(connection, guild, f"of {guild}")
            await asyncio.sleep(0)
            rows = await connection.fetch(
                "select guild_id, current_setting('app.guild_id') as own from community_os.note"
            )
            assert [(row["guild_id"], row["own"]) for row in rows] == [(guild, str(guild))]

    await asyncio.gather(*(work(guild) for guild in range(1, 201)))


async def test_the_work_of_the_program_changes_no_schema(notes: Database) -> None:
    for statement in (
        "create table community_os.extra (x integer)",
        "create table community_os_instance.extra (x integer)",
        "alter table community_os.note disable row level security",
        "drop table community_os.note",
        "delete from community_os.note",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with notes.unit_of_work(1) as connection:
                await connection.execute(statement)


async def test_a_question_that_takes_too_long_is_given_up_and_the_link_stays(
    notes: Database,
) -> None:
    async with Database(notes.address, LinkLimits(command=0.3, connections=1)) as hasty:
        async with hasty.instance_work() as connection:
            before = await connection.fetchval("select pg_backend_pid()")
        with pytest.raises(DatabaseAway) as away:
            async with hasty.instance_work() as connection:
                await connection.execute("select pg_sleep(20)")
        assert away.value.reason is AwayReason.SLOW
        if not hasty.address.pooled:
            async with hasty.instance_work() as connection:
                assert await connection.fetchval("select pg_backend_pid()") == before


async def test_batches_are_staged_by_copy(notes: Database) -> None:
    async with notes.unit_of_work(5) as connection:
        await connection.execute("create temp table stage (guild_id bigint, text text) on commit drop")
        await connection.copy_records_to_table("stage", records=[(5, f"{n:03}") for n in range(300)])
        await connection.execute("insert into community_os.note select * from stage")
    assert len(await texts(notes, 5)) == 300


async def test_a_pooler_is_recognised_though_its_address_does_not_tell(
    external_database: Database, external_postgres: ExternalPostgres
) -> None:
    async with external_database.instance_work() as connection:
        assert await connection.fetchval("select 1") == 1
    if external_postgres.url == external_postgres.direct_url:
        pytest.skip("no pooler stands before this server")
    assert external_database.address.pooled


async def test_work_that_began_before_a_pooler_was_known_goes_on(external_database: Database) -> None:
    assert external_database.address is not None
    async with Database(external_database.address) as database:
        await asyncio.gather(*(count(database) for _ in range(100)))


async def count(database: Database) -> None:
    async with database.instance_work() as connection:
        assert await connection.fetchval("select $1::integer + 1", 1) == 2
