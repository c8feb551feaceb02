"""The schema goes forward, file by file, once, whoever else tries, and never over something unknown."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from adapters.postgres.link import DatabaseAddress, DatabaseAway, MigrationProblem, migrate, status
from adapters.postgres.link.migration_files import MigrationFile, carried_migrations, read_migrations
from domain.kernel.errors import Invalid
from tests.postgres_fixtures import ExternalPostgres, PostgresForTests, throw_away_server

pytestmark = pytest.mark.postgres

NOTES = "-- why: a test.\n-- rollback: drop it.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def files(folder: Path, **statements: str) -> tuple[MigrationFile, ...]:
    """Migrations with these names and statements, beside those that are in the folder already."""
    for name, statement in statements.items():
        (folder / f"{name.removeprefix('m')}.sql").write_text(f"{NOTES}{statement}")
    return read_migrations(folder.iterdir())


async def ask(address: DatabaseAddress, question: str) -> object:
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=30)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close(timeout=5)


async def exists(address: DatabaseAddress, relation: str) -> bool:
    return await ask(address, f"select to_regclass('{relation}') is not null")


async def test_each_file_is_applied_once_in_order(empty_address: DatabaseAddress, folder: Path) -> None:
    two = files(folder, m0001_first="create table a (x int);", m0002_second="alter table a add y int;")
    assert (await status(empty_address, files=two)).pending == ("0001_first.sql", "0002_second.sql")
    told: list[str] = []
    applied = await migrate(empty_address, files=two, report=told.append)
    assert applied == ["0001_first.sql", "0002_second.sql"]
    assert len(told) == 2
    assert await migrate(empty_address, files=two) == []
    three = files(folder, m0003_third="alter table a add z int;")
    assert await migrate(empty_address, files=three) == ["0003_third.sql"]
    assert (await status(empty_address, files=three)).up_to_date


async def test_looking_at_the_status_changes_nothing(empty_address: DatabaseAddress, folder: Path) -> None:
    await status(empty_address, files=files(folder, m0001_first="create table a (x int);"))
    assert not await exists(empty_address, "community_os_instance.schema_migrations")


async def test_an_edited_file_is_refused_by_name(empty_address: DatabaseAddress, folder: Path) -> None:
    await migrate(empty_address, files=files(folder, m0001_first="create table a (x int);"))
    edited = files(folder, m0001_first="create table a (x bigint);", m0002_second="create table b (x int);")
    with pytest.raises(MigrationProblem, match=r"0001_first\.sql"):
        await migrate(empty_address, files=edited)
    assert not await exists(empty_address, "b")
    assert "0001_first.sql" in ((await status(empty_address, files=edited)).problem or "")


async def test_other_line_ends_are_not_an_edit(empty_address: DatabaseAddress, folder: Path) -> None:
    await migrate(empty_address, files=files(folder, m0001_first="create table a (x int);\n"))
    file = folder / "0001_first.sql"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert await migrate(empty_address, files=read_migrations(folder.iterdir())) == []


async def test_a_newer_database_is_refused(empty_address: DatabaseAddress, folder: Path) -> None:
    two = files(folder, m0001_first="create table a (x int);", m0002_second="create table b (x int);")
    await migrate(empty_address, files=two)
    with pytest.raises(MigrationProblem, match=r"newer than this program.*0002_second.sql"):
        await migrate(empty_address, files=two[:1])


async def test_a_failing_file_leaves_nothing_and_the_ones_before_stay(
    empty_address: DatabaseAddress, folder: Path
) -> None:
    broken = files(
        folder,
        m0001_first="create table a (x int);",
        m0002_second="create table b (x int); insert into b values (1); select 1/0;",
        m0003_third="create table c (x int);",
    )
    with pytest.raises(MigrationProblem, match=r"0002_second.sql failed: division by zero"):
        await migrate(empty_address, files=broken)
    assert await exists(empty_address, "a")
    assert not await exists(empty_address, "b")
    mended = files(folder, m0002_second="create table b (x int);")
    assert await migrate(empty_address, files=mended) == ["0002_second.sql", "0003_third.sql"]


async def test_runners_that_meet_apply_each_file_once(empty_address: DatabaseAddress, folder: Path) -> None:
    three = files(
        folder,
        m0001_first="create table a (x int); insert into a values (1); select pg_sleep(0.1);",
        m0002_second="insert into a values (2); select pg_sleep(0.1);",
        m0003_third="-- migrate:no-transaction\ncreate index concurrently a_x on a (x);",
    )
    applied = await asyncio.gather(*(migrate(empty_address, files=three) for _ in range(5)))
    assert sorted(name for names in applied for name in names) == [file.name for file in three]
    assert await ask(empty_address, "select count(*) from a") == 2


async def test_a_statement_that_refuses_transactions_can_be_a_migration(
    empty_address: DatabaseAddress, folder: Path
) -> None:
    two = files(
        folder,
        m0001_first="create table a (x int);",
        m0002_second="-- migrate:no-transaction\ncreate index concurrently a_x on a (x);",
    )
    assert await migrate(empty_address, files=two) == ["0001_first.sql", "0002_second.sql"]
    assert await exists(empty_address, "a_x")


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("0001_a.sql", "create table a (x int);", "must begin with a line `-- why: ...`"),
        ("0001_a.sql", "-- rollback: drop it.\n-- why: a test.\n", "must begin with a line `-- why: ...`"),
        ("0001_a.sql", "-- why:\n-- rollback: drop it.\n", "must begin with a line `-- why: ...`"),
        (
            "0001_a.sql",
            "-- why: a test.\ncreate table a (x int);\n-- rollback: late",
            "must say `-- rollback: ...`",
        ),
        ("1_a.sql", NOTES, "must be named like 0007_what_it_does.sql"),
        ("0002_a.sql", NOTES, "should have number 0001"),
    ],
)
def test_a_file_without_its_notes_or_its_number_is_refused(
    folder: Path, name: str, text: str, complaint: str
) -> None:
    (folder / name).write_text(text)
    with pytest.raises(MigrationProblem, match=complaint.replace(".", r"\.")):
        read_migrations(folder.iterdir())


def test_a_number_is_given_once(folder: Path) -> None:
    with pytest.raises(MigrationProblem, match=r"0001_b\.sql should have number 0002"):
        files(folder, m0001_a="select 1;", m0001_b="select 1;")


async def test_a_pooler_is_not_migrated_through_by_its_address(empty_address: DatabaseAddress) -> None:
    with pytest.raises(Invalid, match="COMMUNITY_OS_DATABASE_DIRECT_URL"):
        await migrate(empty_address.as_pooled())


async def test_a_pooler_is_not_migrated_through_by_its_behaviour(external_postgres: ExternalPostgres) -> None:
    if external_postgres.url == external_postgres.direct_url:
        pytest.skip("no pooler stands before this server")
    with pytest.raises(Invalid, match="COMMUNITY_OS_DATABASE_DIRECT_URL"):
        await status(DatabaseAddress.parse(external_postgres.url))


async def test_a_pooler_in_session_mode_is_migrated_through_where_the_url_says_so(
    external_postgres: ExternalPostgres,
) -> None:
    mark = "&" if "?" in external_postgres.url else "?"
    await status(DatabaseAddress.parse(f"{external_postgres.url}{mark}pgbouncer=false"))


async def test_a_database_that_is_away_is_told_as_such(empty_address: DatabaseAddress) -> None:
    with pytest.raises(DatabaseAway):
        await migrate(empty_address.for_database("nowhere"))


async def test_what_the_program_carries_lies_outside_public(fresh_address: DatabaseAddress) -> None:
    assert carried_migrations()[0].name == "0001_schemas_and_roles.sql"
    assert (
        await ask(fresh_address, "select count(*) from pg_class where relnamespace = 'public'::regnamespace")
        == 0
    )


async def test_the_roles_of_the_program_have_no_power_of_their_own(fresh_address: DatabaseAddress) -> None:
    powers = """
        select count(*) from pg_roles where rolname in ('community_app', 'community_reader')
        and not (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb or rolreplication)
    """
    assert await ask(fresh_address, powers) == 2


@pytest.fixture(scope="module", params=["embedded", "external"])
def server_of_a_plain_owner(request: pytest.FixtureRequest):
    """A server where we may make roles and databases and are no superuser, as at a host."""
    if request.param == "external":
        external: ExternalPostgres = request.getfixturevalue("external_postgres")
        yield PostgresForTests(admin=DatabaseAddress.parse(external.direct_url))
        return
    with throw_away_server() as server:
        asyncio.run(server._run("create role plain login createrole createdb"))
        url = server.admin.url.replace("community_owner@", "plain@")
        yield PostgresForTests(admin=DatabaseAddress.parse(url))


async def test_databases_of_one_server_are_migrated_at_once_by_an_owner_who_is_no_superuser(
    server_of_a_plain_owner: PostgresForTests,
) -> None:
    server = server_of_a_plain_owner
    addresses = [await server.create() for _ in range(4)]
    try:
        applied = await asyncio.gather(*(migrate(address) for address in addresses for _ in range(2)))
        assert sum(map(len, applied)) == len(addresses) * len(carried_migrations())
        for address in addresses:
            become = "select set_config('role', 'community_app', false) || current_user::text"
            assert await ask(address, become) == "community_appcommunity_app"
    finally:
        for address in addresses:
            await server.drop(address)


async def test_an_owner_who_may_make_no_roles_is_told_what_to_ask_for() -> None:
    with throw_away_server() as server:
        await server._run("create role plain login createdb")
        plain = PostgresForTests(
            admin=DatabaseAddress.parse(server.admin.url.replace("community_owner@", "plain@"))
        )
        address = await plain.create()
        with pytest.raises(MigrationProblem, match="create role community_app nologin") as refusal:
            await migrate(address)
        assert "Nothing of it was kept" in str(refusal.value)
        await server._run("create role community_app nologin bypassrls")
        await server._run("create role community_reader nologin")
        with pytest.raises(MigrationProblem, match="bypass row-level security"):
            await migrate(address)
        await server._run("alter role community_app nobypassrls")
        with pytest.raises(MigrationProblem, match="grant community_app to plain"):
            await migrate(address)
        await server._run("grant community_app to plain")
        assert await migrate(address)


async def test_leaves_that_were_folded_before_roles_were_kept_end_roles_too(
    empty_address: DatabaseAddress,
) -> None:
    """Otherwise a replay of an older database would not find what was folded live."""
    carried = carried_migrations()
    before = [file for file in carried if file.name < "0007"]
    await migrate(empty_address, files=tuple(before))
    connection = await asyncpg.connect(empty_address.url, timeout=10, command_timeout=30)
    try:
        for guild, kind in ((5, "member_left"), (6, "member_joined"), (7, "member_left")):
            await connection.execute(
                "insert into community_os.span_marks (guild_id, key, at, member_no, inferred, family, kind) "
                "values ($1, gen_random_uuid(), now(), 3, false, 'membership', $2)",
                guild,
                kind,
            )
        await migrate(empty_address, files=carried)
        rows = await connection.fetch(
            "select guild_id, family, kind from community_os.span_marks order by guild_id, family"
        )
        assert [tuple(row) for row in rows] == [
            (5, "membership", "member_left"),
            (5, "role", "member_left"),
            (6, "membership", "member_joined"),
            (7, "membership", "member_left"),
            (7, "role", "member_left"),
        ]
        forced = "select relforcerowsecurity from pg_class where oid = 'community_os.span_marks'::regclass"
        assert await connection.fetchval(forced)
    finally:
        await connection.close(timeout=5)
