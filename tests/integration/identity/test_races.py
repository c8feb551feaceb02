"""Two processes on one database: who comes first has the account, and nothing is counted by halves."""

import asyncio

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from application.community.identity.accounts import LinkAccount, UnlinkAccount
from application.community.identity.proving import IssueCode, RedeemCode
from application.community.identity.sides import Accounts
from application.community.record import RecordActivities
from domain.community.identity.links import Link
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Conflict, NotFound
from tests.builders.activities import StoppedClock, a_message, a_person
from tests.builders.house import KEYS
from tests.contracts import a_guild

pytestmark = pytest.mark.postgres

STEAM = "76561198000000001"


@pytest.fixture
async def guild(database: Database) -> int:
    """Ten people wrote."""
    guild = a_guild()
    record = RecordActivities(store=PostgresStore(database), clock=StoppedClock(), keys=KEYS)
    await record([a_message(by=a_person(n), number=n, guild=guild) for n in range(10)])
    return guild


async def test_of_ten_who_claim_an_account_through_two_processes_one_has_it(
    database: Database, guild: int
) -> None:
    stores = [PostgresStore(database) for _ in range(2)]
    links = [LinkAccount(store=one, clock=StoppedClock(), keys=KEYS) for one in stores]
    claims = (links[n % 2](guild, a_person(n).id, "steam", STEAM, COMMAND_LINE) for n in range(10))
    ended = await asyncio.gather(*claims, return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["Accounts"] + ["Conflict"] * 9
    async with stores[0].reading(guild) as work:
        assert (await work.links.coverage()).anywhere == 1


async def test_of_ten_who_give_one_code_back_through_two_processes_one_is_linked(
    database: Database, guild: int
) -> None:
    stores = [PostgresStore(database) for _ in range(2)]
    clock = StoppedClock()
    code = (
        await IssueCode(store=stores[0], clock=clock, keys=KEYS)(guild, "steam", STEAM, COMMAND_LINE)
    ).code
    redeem = [RedeemCode(store=one, clock=clock, keys=KEYS) for one in stores]
    tries = (redeem[n % 2](guild, a_person(n).id, code, COMMAND_LINE) for n in range(10))
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, Accounts) for one in ended) == 1
    assert sum(isinstance(one, NotFound) for one in ended) == 9


async def test_a_link_that_two_take_away_at_once_is_taken_away_once(database: Database, guild: int) -> None:
    stores = [PostgresStore(database) for _ in range(2)]
    link = LinkAccount(store=stores[0], clock=StoppedClock(), keys=KEYS)
    made = await link(guild, a_person(1).id, "steam", STEAM, COMMAND_LINE)
    account_no = made.linked[0].account.member_no
    away = [UnlinkAccount(store=one, clock=StoppedClock())(guild, account_no, COMMAND_LINE) for one in stores]
    ended = await asyncio.gather(*away, return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == [Link.__name__, NotFound.__name__]


async def test_a_constraint_stands_behind_the_rule(database: Database, guild: int) -> None:
    """Whoever writes past the rule is refused by the database."""
    store = PostgresStore(database)
    link = LinkAccount(store=store, clock=StoppedClock(), keys=KEYS)
    made = await link(guild, a_person(1).id, "steam", STEAM, COMMAND_LINE)
    with pytest.raises(Conflict):
        async with store.writing(guild) as work:
            await work.links.add([made.linked[0].link])
