"""Whatever is lost on the way to the database, sending again counts everything once."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from random import Random

import asyncpg
import attrs
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from domain.kernel.errors import Unavailable
from tests.builders.activities import TIME_ZERO, a_person
from tests.builders.entries import an_entry
from tests.contracts import a_guild
from tests.contracts.front_door import a_busy_day, a_door, check_counts
from tests.contracts.members import seen
from tests.contracts.strategies import of_guild

pytestmark = pytest.mark.postgres

KILL = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
where pid <> pg_backend_pid() and datname = current_database() and state <> 'idle'
"""


@pytest.fixture
async def executioner(fresh_database: Database) -> AsyncIterator[asyncpg.Connection]:
    """Ends connections of others in this test's own database."""
    connection = await asyncpg.connect(fresh_database.address.url, timeout=10, command_timeout=30)
    yield connection
    await connection.close(timeout=5)


async def test_a_batch_whose_connection_was_cut_is_sent_again_and_counts_once(
    fresh_database: Database, executioner: asyncpg.Connection
) -> None:
    guild, draw = a_guild(), Random(8)
    told = of_guild(a_busy_day(messages=800), guild)
    store = PostgresStore(fresh_database)
    door = a_door(store)
    lost = 0
    for start in range(0, len(told), 400):
        batch = told[start : start + 400]
        for attempt in range(20):
            sending = asyncio.ensure_future(door(batch))
            if attempt < 3:
                for _ in range(draw.randrange(60)):
                    await asyncio.sleep(0)
                await executioner.fetchval(KILL)
            try:
                await sending
                break
            except Unavailable:
                lost += 1
    assert lost, "no connection was cut in the middle of a batch"
    await check_counts(store, guild, told)


async def test_a_commit_whose_answer_was_lost_is_sent_again_and_counts_once(
    fresh_database: Database, executioner: asyncpg.Connection
) -> None:
    guild = a_guild()
    told = of_guild(a_busy_day(messages=30), guild)
    store = PostgresStore(fresh_database)
    await a_door(store)(told)  # landed, but whoever sent it never learned so: another process sends it again
    again = PostgresStore(fresh_database)
    assert (await a_door(again)(told)).count("duplicate") == len(told)
    await check_counts(again, guild, told)


async def test_what_is_remembered_of_people_is_only_what_was_committed(
    fresh_database: Database, executioner: asyncpg.Connection
) -> None:
    store, guild = PostgresStore(fresh_database), a_guild()
    with pytest.raises(Unavailable):
        async with store.writing(guild) as work:
            await work.members.numbers([seen(a_person(1)), seen(a_person(2))])
            await executioner.fetchval(KILL)
            await work.log.append([an_entry(key=b"k" * 16)])
    async with store.writing(guild) as work:
        assert list((await work.members.numbers([seen(a_person(2))])).values()) == [0]


async def test_a_cancelled_writer_leaves_nothing_and_frees_the_guild(
    fresh_database: Database,
) -> None:
    store, guild = PostgresStore(fresh_database), a_guild()
    inside = asyncio.Event()

    async def write() -> None:
        async with store.writing(guild) as work:
            await work.guild.rename("Never", TIME_ZERO)
            inside.set()
            await asyncio.Event().wait()

    writer = asyncio.ensure_future(write())
    async with asyncio.timeout(60):
        await inside.wait()
        writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writer
        async with store.writing(guild) as work:
            assert await work.guild.profile() is None


@pytest.mark.parametrize("source", ["in\x00gest", "half \ud800"])
async def test_what_the_database_itself_refuses_is_parked_alone(
    fresh_database: Database, source: str
) -> None:
    store, guild = PostgresStore(fresh_database), a_guild()
    told = of_guild(a_busy_day(messages=230), guild)
    told[100] = attrs.evolve(told[100], source=source)
    told[101] = attrs.evolve(told[101], source=source)
    answers = (await a_door(store)(told)).answers
    parked = [(place, answer.reason) for place, answer in enumerate(answers) if answer.outcome == "parked"]
    assert parked == [(100, "not_stored"), (101, "not_stored")]
    await check_counts(store, guild, [*told[:100], *told[102:]])
    async with store.reading(guild) as work:
        assert source not in repr(await work.letters.waiting())
