"""The data register and the database say the same."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from domain.operations.data_register import REGISTER, Change, Table
from tests.postgres_fixtures import PostgresForTests

pytestmark = pytest.mark.postgres

SCHEMAS = {"tenant": "community_os", "instance": "community_os_instance"}
RIGHTS = {
    Change.APPENDED: {"SELECT", "INSERT"},
    Change.AMENDED: {"SELECT", "INSERT", "UPDATE"},
    Change.REPLACED: {"SELECT", "INSERT", "UPDATE", "DELETE"},
}
ONLY_READ = {"schema_migrations"}  # written by whoever migrates, never by the running program


@pytest.fixture(scope="module")
async def catalogue(
    postgres_server: PostgresForTests, migrated_template: str
) -> AsyncIterator[asyncpg.Connection]:
    """A look at a migrated database that nobody else uses, as its owner, who sees every table."""
    address = await postgres_server.create(template=migrated_template)
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=30)
    yield connection
    await connection.close(timeout=5)
    await postgres_server.drop(address)


def place(table: Table) -> str:
    return f"{SCHEMAS[table.scope]}.{table.name}"


async def test_every_table_is_registered_and_nothing_of_ours_is_public(
    catalogue: asyncpg.Connection,
) -> None:
    rows = await catalogue.fetch(
        """
        select schemaname, tablename from pg_tables
        where schemaname <> 'information_schema' and schemaname !~ '^pg_'
        """
    )
    found = [f"{row['schemaname']}.{row['tablename']}" for row in rows]
    assert sorted(found) == sorted(map(place, REGISTER))
    outside = await catalogue.fetch(
        """
        select proname from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
        where nspname = 'public' and not exists (
            select from pg_depend where objid = pg_proc.oid and deptype = 'e')
        """
    )
    assert outside == []


@pytest.mark.parametrize("table", REGISTER, ids=place)
async def test_personal_columns_exist(catalogue: asyncpg.Connection, table: Table) -> None:
    rows = await catalogue.fetch(
        "select column_name from information_schema.columns where table_schema = $1 and table_name = $2",
        SCHEMAS[table.scope],
        table.name,
    )
    assert set(table.personal) <= {row["column_name"] for row in rows}


@pytest.mark.parametrize("table", REGISTER, ids=place)
async def test_the_program_may_do_what_the_register_says_and_no_more(
    catalogue: asyncpg.Connection, table: Table
) -> None:
    rows = await catalogue.fetch(
        """
        select grantee, privilege_type from information_schema.role_table_grants
        where table_schema = $1 and table_name = $2 and grantee <> current_user
        """,
        SCHEMAS[table.scope],
        table.name,
    )
    wanted = {"SELECT"} if table.name in ONLY_READ else RIGHTS[table.change]
    assert {(row["grantee"], row["privilege_type"]) for row in rows} == {
        ("community_app", right) for right in wanted
    }


@pytest.mark.parametrize("table", [table for table in REGISTER if table.scope == "tenant"], ids=place)
async def test_a_tenants_table_is_keyed_and_guarded_by_its_guild(
    catalogue: asyncpg.Connection, table: Table
) -> None:
    guarded = await catalogue.fetchrow(
        "select relrowsecurity, relforcerowsecurity from pg_class where oid = $1::text::regclass",
        place(table),
    )
    assert tuple(guarded) == (True, True)
    policies = await catalogue.fetch(
        "select cmd, qual, with_check, permissive from pg_policies where schemaname = $1 and tablename = $2",
        SCHEMAS["tenant"],
        table.name,
    )
    assert [(policy["cmd"], policy["permissive"]) for policy in policies] == [("ALL", "PERMISSIVE")]
    assert "NULLIF(current_setting('app.guild_id'" in policies[0]["qual"]
    assert not await catalogue.fetchval(
        """
        select coalesce(attstattarget, -1) from pg_attribute
        where attrelid = $1::text::regclass and attname = 'guild_id'
        """,
        place(table),
    ), "plans depend on which guild it is"
    keys = await catalogue.fetch(
        """
        select attname from pg_index
        join pg_attribute on attrelid = indrelid and attnum = indkey[0]
        where indrelid = $1::text::regclass and indisunique
        """,
        place(table),
    )
    assert keys and {row["attname"] for row in keys} == {"guild_id"}


async def test_the_program_runs_without_any_way_around_the_policies(catalogue: asyncpg.Connection) -> None:
    role = await catalogue.fetchrow("select * from pg_roles where rolname = 'community_app'")
    assert not (role["rolsuper"] or role["rolbypassrls"] or role["rolcreaterole"] or role["rolcreatedb"])
    for schema in SCHEMAS.values():
        assert not await catalogue.fetchval(
            "select has_schema_privilege('community_app', $1, 'create')", schema
        )
    definers = await catalogue.fetch(
        """
        select proname, proconfig, has_function_privilege('public', pg_proc.oid, 'execute') as anybody
        from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
        where prosecdef and nspname like 'community%'
        """
    )
    assert [(row["proname"], row["anybody"]) for row in definers] == [("delete_activities", False)]
    assert definers[0]["proconfig"] == ["search_path=pg_catalog, pg_temp"]
