"""Hot questions find their rows by an index, however large the tables have grown."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.insights import PostgresFacts
from adapters.postgres.link import Database, DatabaseAddress, LinkLimits
from domain.community.spans import VOICE
from domain.insights.sheet import SHAPES
from tests.builders.activities import a_person
from tests.contracts.front_door import KEYS, a_busy_day, a_door
from tests.contracts.members import seen
from tests.contracts.strategies import of_guild

pytestmark = pytest.mark.postgres

GUILD = 4_000_000_000
"""One of the guilds in grown.sql."""

EARLY = datetime(2022, 1, 1, tzinfo=UTC)

LARGE = """
select relname, coalesce(seq_scan, 0) from pg_stat_user_tables
where schemaname = 'community_os' and n_live_tup > 10000
"""


@pytest.fixture
async def grown(fresh_address: DatabaseAddress) -> AsyncIterator[Database]:
    """A database with large tables, used over one connection."""
    connection = await asyncpg.connect(fresh_address.url, timeout=10, command_timeout=60)
    await connection.execute(Path(__file__).with_name("grown.sql").read_text())
    await connection.close(timeout=5)
    async with Database(fresh_address, LinkLimits(connections=1)) as database:
        yield database


async def whole_scans(database: Database) -> dict[str, int]:
    """How often each large table was read from its first row to its last."""
    async with database.instance_work() as connection:
        await connection.execute("select pg_stat_force_next_flush()")
    async with database.instance_work() as connection:
        return dict(await connection.fetch(LARGE))


async def test_recording_and_reading_some_days_never_read_a_whole_table(grown: Database) -> None:
    store, facts = PostgresStore(grown), PostgresFacts(grown)
    before = await whole_scans(grown)
    told = of_guild(a_busy_day(messages=700), GUILD)
    for start in (0, 1, 3, 50, 1000):  # small batches and a large one, some of it again
        await a_door(store)(told[start : start * 2 + 3])
    for _ in range(7):  # more often than a plan is made for its values only
        async with store.writing(GUILD) as work:
            await work.log.known([number.to_bytes(16, "big") for number in range(5_000)])
            await work.members.numbers([seen(a_person(number)) for number in range(60)])
        async with store.reading(GUILD) as work:
            await work.members.of(range(10))
            await work.members.by_hash(KEYS.person("discord", "1"))
            await work.spans.of([(1, VOICE)])
            await work.spans.open(VOICE)
            await work.events.of([1, 2])
            await work.events.ripe(EARLY)
            await work.events.alive()
            await work.events.of_series(7)
            await work.letters.waiting()
            await work.letters.find(b"1" * 16)
            async for _page in work.log.pages(size=2_000):
                break
        for shape in SHAPES:
            await facts.day_table(GUILD, shape, [18_003, 18_004])
        await facts.revisions(GUILD, 1)
        await facts.channel_people(GUILD, (18_003, 18_005))
        await facts.channel_talkers(GUILD, (18_003, 18_005), "UTC")
        await facts.member_channels(GUILD, [18_003, 18_004], [300, 400])
        await facts.replies_of(GUILD, 300, (18_003, 18_030))
    after = await whole_scans(grown)
    assert len(before) == 14
    assert {table: count - before[table] for table, count in after.items() if count > before[table]} == {}


UNKNOWN = 4_000_000_007
"""A guild that came after the statistics were made."""

COPIED = """
insert into community_os.members (guild_id, member_no) select 4000000007, n from generate_series(0, 15000) n;
insert into community_os.identities (guild_id, hash, member_no, source, external_id, since)
select 4000000007, md5(n::text)::uuid, n, 'discord', n, now() from generate_series(0, 15000) n;
insert into community_os.guild_profile (guild_id, next_member) select 4000000007, 15001;
insert into community_os.span_marks (guild_id, family, member_no, key, at, kind, channel, inferred)
select 4000000007, 'voice', n, md5(n::text)::uuid, now(), 'x', 1, false from generate_series(1, 15000) n;
insert into community_os.spans (guild_id, family, member_no, position, start_inferred, end_inferred)
select 4000000007, 'voice', n, 0, false, false from generate_series(1, 15000) n;
"""
READ = """
select sum(idx_tup_fetch) + sum(seq_tup_read) from pg_stat_user_tables where schemaname = 'community_os'
"""


async def rows_read(database: Database) -> int:
    async with database.instance_work() as connection:
        await connection.execute("select pg_stat_force_next_flush()")
    async with database.instance_work() as connection:
        return int(await connection.fetchval(READ))


async def test_a_guild_that_statistics_do_not_know_is_not_read_whole_for_a_few_people(
    grown: Database,
) -> None:
    connection = await asyncpg.connect(grown.address.url, timeout=10, command_timeout=60)
    await connection.execute(COPIED)
    await connection.close(timeout=5)
    store = PostgresStore(grown)
    told = of_guild(a_busy_day(messages=60), UNKNOWN)
    await a_door(store)(told[:5])
    before = await rows_read(grown)
    for one in told[5:105]:
        await a_door(PostgresStore(grown))([one])  # a new process each time: nobody is remembered
    async with store.reading(UNKNOWN) as work:
        await work.members.of([1, 2, 3])
    assert await rows_read(grown) - before < 100 * 100
