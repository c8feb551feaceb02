"""A past that is brought is published at once, when all of it is there."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.link import Database
from application.community.backfill.backfill_guild import BackfillGuild
from application.community.hearing.told import AreMembers
from application.community.replay import ReplayLog
from domain.community.log.envelope import write
from tests.builders import exports
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, StoppedClock, a_message, a_person
from tests.builders.desk import Desk
from tests.builders.house import KEYS, House
from tests.contracts.hearing.telling import taken
from tests.integration.jobs.scene import a_worker, jobs, somebody_works, until, working
from tests.unit.application.community.backfill.paper import OffClock, PaperDiscord

pytestmark = pytest.mark.postgres
TODAY = TIME_ZERO + 9 * DAY


@pytest.fixture
async def desk(fresh_database: Database, tmp_path: Path) -> AsyncIterator[Desk]:
    house = attrs.evolve(House.built(store=PostgresStore(fresh_database)), clock=StoppedClock(TODAY))
    async with working(a_worker(fresh_database, {})):  # it takes nothing, so that what was asked for is seen
        await until(lambda: somebody_works(fresh_database))
        yield Desk.at(tmp_path, house=house)


async def exports_are_imported(desk: Desk) -> None:
    for name, channel in (("a", 1), ("b", 2)):
        export = exports.an_export(
            [exports.a_message(channel)], guild=GUILD, channel=exports.CHANNEL + channel
        )
        desk.put(export, f"{name}.json")
    assert (await desk.take()).new == 2


async def lines_are_ingested(desk: Desk) -> None:
    path = _lines(desk, *(a_message(TIME_ZERO, number=number) for number in range(6_000)))
    assert (await desk.ingest()(str(path))).accepted == 6_000  # more than one batch


async def letters_are_let_in(desk: Desk) -> None:
    desk.house.clock.at = TIME_ZERO - 3 * DAY
    assert (await desk.house.told(a_message(TIME_ZERO, number=7_000))).count("parked") == 1
    desk.house.clock.at = TODAY
    assert (await desk.replay_letters(GUILD)).landed == 1


async def the_log_is_replayed(desk: Desk) -> None:
    await desk.house.told(a_message(TIME_ZERO))
    async with desk.house.store.writing(GUILD) as work:
        await work.counters.rebuild(await House.built().folded(GUILD))
    assert (await ReplayLog(store=desk.house.store)(GUILD)).rebuilt


async def members_are_listed(desk: Desk) -> None:
    await taken(desk.house.store, [AreMembers(guild=GUILD, at=TIME_ZERO, ids=frozenset({a_person(1).id}))])


async def what_was_missed_is_read_back(desk: Desk) -> None:
    discord = PaperDiscord(GUILD, {101: [], 102: []})
    for channel in (101, 102):
        discord.now = TODAY - 3 * DAY
        discord.write(channel)
    discord.now = TODAY
    store, record = desk.house.store, desk.house.record
    backfill = BackfillGuild(
        archive=discord, store=store, record=record, clock=OffClock(discord, timedelta()), keys=KEYS
    )
    await backfill(GUILD)


async def test_a_past_that_is_brought_is_published_at_once_and_all_of_it_together(
    desk: Desk, fresh_database: Database
) -> None:
    for brings in (
        exports_are_imported,
        lines_are_ingested,
        letters_are_let_in,
        the_log_is_replayed,
        members_are_listed,
        what_was_missed_is_read_back,
    ):
        await brings(desk)
        (job,) = await jobs(fresh_database)
        assert (job.kind, job.guild) == ("publish", GUILD), brings
        await PostgresJobBoard(fresh_database).drop(job.id)


async def test_what_is_ingested_of_the_present_day_waits_until_that_is_over(
    desk: Desk, fresh_database: Database
) -> None:
    assert (await desk.ingest()(str(_lines(desk, a_message(TODAY - HOUR))))).accepted == 1
    assert not await jobs(fresh_database)


def _lines(desk: Desk, *told: object) -> Path:
    return desk.put("\n".join(json.dumps(write(one)) for one in told).encode(), "lines.ndjson")
