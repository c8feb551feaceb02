"""Leases on a real PostgreSQL: of two bots with one token, exactly one listens."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from adapters.postgres.link import Database
from adapters.postgres.operations.leases import PostgresLeases
from adapters.system.process import this_process
from domain.operations.leases import LeaseRules

pytestmark = pytest.mark.postgres

QUICK = LeaseRules(lasts=timedelta(milliseconds=1), renewed_every=timedelta(milliseconds=1))


@pytest.fixture
def leases(a_database: Database) -> PostgresLeases:
    return PostgresLeases(a_database)


@pytest.fixture
def name() -> str:
    return f"bot {uuid4().hex} shard 0"


async def test_of_many_who_ask_at_once_exactly_one_gets_it_and_all_see_who(
    leases: PostgresLeases, name: str
) -> None:
    processes = [this_process() for _ in range(8)]
    seen = await asyncio.gather(*(leases.take(name, each) for each in processes))
    assert sum(lease.belongs_to(each) for lease, each in zip(seen, processes, strict=True)) == 1
    assert len({lease.holder for lease in seen}) == 1


async def test_of_many_who_ask_for_one_that_ran_out_exactly_one_gets_it(
    a_database: Database, leases: PostgresLeases, name: str
) -> None:
    await PostgresLeases(a_database, QUICK).take(name, this_process())
    await asyncio.sleep(0.01)
    processes = [this_process() for _ in range(8)]
    seen = await asyncio.gather(*(leases.take(name, each) for each in processes))
    assert sum(lease.belongs_to(each) for lease, each in zip(seen, processes, strict=True)) == 1


async def test_a_second_bot_is_told_where_the_first_runs(leases: PostgresLeases, name: str) -> None:
    first, second = this_process(), this_process()
    mine = await leases.take(name, first)
    assert mine.belongs_to(first)
    assert await leases.take(name, second) == mine
    assert str(first.pid) in str(mine.holder)
    assert first.host in str(mine.holder)


async def test_what_is_renewed_is_kept_and_what_is_let_go_is_free_at_once(
    leases: PostgresLeases, name: str
) -> None:
    first, second = this_process(), this_process()
    before = await leases.take(name, first)
    assert (await leases.take(name, first)).belongs_to(first)
    after = await leases.find(name)
    assert after is not None
    assert after.until > before.until
    assert after.taken == before.taken
    await leases.release(name, second)
    assert (await leases.take(name, second)).belongs_to(first)
    await leases.release(name, first)
    assert (await leases.take(name, second)).belongs_to(second)


async def test_who_lost_it_meanwhile_is_told_at_the_next_renewal(
    a_database: Database, leases: PostgresLeases, name: str
) -> None:
    slow, quick = this_process(), this_process()
    await PostgresLeases(a_database, QUICK).take(name, slow)
    await asyncio.sleep(0.01)
    assert (await leases.take(name, quick)).belongs_to(quick)
    assert not (await leases.take(name, slow)).belongs_to(slow)
    await leases.release(name, slow)
    found = await leases.find(name)
    assert found is not None
    assert found.belongs_to(quick)


async def test_what_nobody_asked_for_nobody_holds(leases: PostgresLeases, name: str) -> None:
    assert await leases.find(name) is None
