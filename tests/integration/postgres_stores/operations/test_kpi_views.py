"""Whoever reads the database itself: one guild at a time, the latest revision, through the views alone."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import asyncpg
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from tests.builders.activities import GUILD, HOUR, TIME_ZERO
from tests.contracts.published.readings import MONDAY, a_row
from tests.postgres_fixtures import PostgresForTests
from tests.unit.docs.database import explained, questions

pytestmark = pytest.mark.postgres
VIEWS = ("leadership_kpis", "organiser_kpis", "engineering_kpis", "quality_kpis")
OTHER = GUILD + 1


@pytest.fixture(scope="module")
async def url(postgres_server: PostgresForTests, migrated_template: str) -> AsyncIterator[str]:
    """A database in which two guilds have published."""
    address = await postgres_server.create(template=migrated_template)
    async with Database(address) as database:
        store = PostgresStore(database)
        async with store.writing(GUILD) as work:
            await work.readings.publish(
                [a_row(), a_row(key="event_peak", audience="organisers", unit="people")], TIME_ZERO
            )
            await work.readings.publish([a_row(numerator=42.0, revision=2)], TIME_ZERO + HOUR)
            await work.readings.publish(
                [a_row(by="segment", part="core", title="Core", numerator=12.0)], TIME_ZERO
            )
        async with store.writing(OTHER) as work:
            await work.readings.publish([a_row(numerator=7.0)], TIME_ZERO)
    yield address.url
    await postgres_server.drop(address)


@pytest.fixture(scope="module")
async def reader(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of somebody who writes reports."""
    connection = await asyncpg.connect(url, timeout=10, command_timeout=30)
    await connection.execute("set role community_reader")
    yield connection
    await connection.close(timeout=5)


async def seen(reader: asyncpg.Connection, view: str, guild: int | None) -> list[Any]:
    async with reader.transaction():
        if guild is not None:
            await reader.execute("select set_config('app.guild_id', $1, true)", str(guild))
        return list(await reader.fetch(f"select * from community_os.{view} order by first_day, kpi, by_what"))


async def test_a_reader_sees_the_latest_revision_of_the_guild_that_they_name(
    reader: asyncpg.Connection,
) -> None:
    whole, part = await seen(reader, "leadership_kpis", GUILD)
    assert (whole["kpi"], whole["numerator"], whole["revision"], whole["by_what"]) == ("wam", 42.0, 2, "")
    assert (part["by_what"], part["part"], part["numerator"]) == ("segment", "core", 12.0)
    assert whole["first_day"] == MONDAY == date(2026, 3, 2)
    assert [row["numerator"] for row in await seen(reader, "leadership_kpis", OTHER)] == [7.0]


async def test_a_tool_names_the_guild_in_its_connection(reader: asyncpg.Connection, url: str) -> None:
    connection = await asyncpg.connect(
        url, timeout=10, command_timeout=30, server_settings={"options": f"-c app.guild_id={OTHER}"}
    )
    try:
        await connection.execute("set role community_reader")
        assert [row["numerator"] for row in await seen(connection, "leadership_kpis", None)] == [7.0]
    finally:
        await connection.close(timeout=5)


async def test_each_audience_has_a_view_of_its_own(reader: asyncpg.Connection) -> None:
    assert [row["kpi"] for row in await seen(reader, "organiser_kpis", GUILD)] == ["event_peak"]
    assert await seen(reader, "engineering_kpis", GUILD) == await seen(reader, "quality_kpis", GUILD) == []


@pytest.mark.parametrize("view", VIEWS)
async def test_who_names_no_guild_sees_nothing(reader: asyncpg.Connection, view: str) -> None:
    assert await seen(reader, view, None) == []


@pytest.mark.parametrize("table", ["kpi_readings", "kpi_periods", "members", "identities", "member_day"])
async def test_there_is_no_way_around_the_views(reader: asyncpg.Connection, table: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await reader.fetch(f"select * from community_os.{table}")


async def test_every_column_is_explained(reader: asyncpg.Connection) -> None:
    (row, *_) = await seen(reader, "leadership_kpis", GUILD)
    assert set(row.keys()) == explained()


@pytest.mark.parametrize("view", VIEWS)
async def test_a_reader_changes_nothing(reader: asyncpg.Connection, view: str) -> None:
    with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ObjectNotInPrerequisiteStateError)):
        await reader.execute(f"delete from community_os.{view}")


async def test_the_documented_questions_can_be_asked(reader: asyncpg.Connection) -> None:
    asked = questions()
    assert len(asked) >= 4
    for question in asked:
        async with reader.transaction():
            await reader.execute("select set_config('app.guild_id', $1, true)", str(GUILD))
            await reader.fetch(question)
