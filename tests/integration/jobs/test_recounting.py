"""A new time zone of a long past is counted by a worker; until that is done everything is as it was."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.link import Database
from application.community.guild_settings import ChangeSettings, CountAgain, ShowSettings
from application.community.guild_settings.keeping import LONG
from application.community.record import RecordActivities
from application.community.replay import ReplayLog
from domain.community.log.intake import IntakeKey
from domain.kernel.actors import COMMAND_LINE, Actor
from domain.kernel.errors import Conflict
from domain.operations.jobs import JobKind, Wanted
from tests.builders.activities import GUILD, HOUR, TIME_ZERO, StoppedClock, a_message
from tests.builders.house import KEYS
from tests.integration.jobs.scene import (
    Task,
    Told,
    a_worker,
    failed,
    jobs,
    somebody_works,
    until,
    working,
)

pytestmark = pytest.mark.postgres
ZONE = {"time_zone": "Asia/Kolkata"}


@pytest.fixture
async def store(fresh_database: Database) -> AsyncIterator[PostgresStore]:
    """A guild whose past is long by what was counted of it, and short enough for a test."""
    store = PostgresStore(fresh_database)
    record = RecordActivities(store=store, clock=StoppedClock(), keys=KEYS)
    await record([a_message(TIME_ZERO - timedelta(hours=hours)) for hours in range(40)])
    async with store.writing(GUILD) as work:
        await work.intake.add({IntakeKey(20_000, "gateway", "accepted", "message"): LONG})
    yield store


def change(store: PostgresStore) -> ChangeSettings:
    return ChangeSettings(store=store, clock=StoppedClock())


def recount(store: PostgresStore) -> CountAgain:
    return CountAgain(store=store, clock=StoppedClock(TIME_ZERO + 2 * HOUR))


def counts(store: PostgresStore, may_begin: asyncio.Event | None = None) -> Task:
    """The job of a worker, which may have to wait."""

    async def count(wanted: Wanted, told: Told) -> None:
        if may_begin is not None:
            await may_begin.wait()
        await recount(store)(wanted.guild or 0, wanted.told, told)

    return count


async def is_counted(database: Database) -> bool:
    """What the new zone has published waits for a worker that takes such jobs."""
    return not any(job.kind == "recount" for job in await jobs(database))


async def zone_of(store: PostgresStore) -> str:
    later = StoppedClock(TIME_ZERO + 3 * HOUR)
    return (await ShowSettings(store=store, clock=later)(GUILD)).settings.time_zone


async def test_it_holds_when_it_is_counted_with_who_asked_for_it(
    store: PostgresStore, fresh_database: Database
) -> None:
    may_begin = asyncio.Event()
    show = ShowSettings(store=store, clock=StoppedClock(TIME_ZERO + 3 * HOUR))
    staff = Actor(kind="staff", name="Livia", assurance="declared", guild=GUILD, member_no=0)
    async with working(a_worker(fresh_database, {"recount": counts(store, may_begin)})):
        await until(lambda: somebody_works(fresh_database))
        held = await change(store)(GUILD, ZONE, staff)
        assert held.time_zone == "UTC"
        waiting = (await show(GUILD)).recounting
        assert waiting is not None and waiting.told["changes"] == ZONE
        assert not (await ReplayLog(store=store)(GUILD, check=True)).differences
        may_begin.set()
        await until(lambda: is_counted(fresh_database))
    shown = await show(GUILD)
    assert (shown.settings.time_zone, shown.recounting, shown.history[0].member_no) == (
        "Asia/Kolkata",
        None,
        0,
    )
    assert not (await ReplayLog(store=store)(GUILD, check=True)).differences


async def test_another_wish_is_refused_while_one_is_counted_instead_of_lost(
    store: PostgresStore, fresh_database: Database
) -> None:
    may_begin = asyncio.Event()
    async with working(a_worker(fresh_database, {"recount": counts(store, may_begin)})):
        await until(lambda: somebody_works(fresh_database))
        await change(store)(GUILD, ZONE, COMMAND_LINE)
        assert (await change(store)(GUILD, ZONE, COMMAND_LINE)).time_zone == "UTC", "twice is once"
        with pytest.raises(Conflict, match=r"Asia/Kolkata.*jobs drop"):
            await change(store)(GUILD, {"time_zone": "Europe/Rome"}, COMMAND_LINE)
        may_begin.set()
        await until(lambda: is_counted(fresh_database))
    assert await zone_of(store) == "Asia/Kolkata"


async def test_what_waits_for_a_worker_does_not_undo_a_later_change(
    store: PostgresStore, fresh_database: Database
) -> None:
    async with working(a_worker(fresh_database, {})):  # it takes no such job
        await until(lambda: somebody_works(fresh_database))
        await change(store)(GUILD, ZONE, COMMAND_LINE)
    with pytest.raises(Conflict, match="Asia/Kolkata"):  # nobody works: it would be counted at once
        await change(store)(GUILD, {"time_zone": "Europe/Rome"}, COMMAND_LINE)
    async with working(a_worker(fresh_database, {"recount": counts(store)})):
        await until(lambda: is_counted(fresh_database))
    assert await zone_of(store) == "Asia/Kolkata"


async def test_one_that_failed_and_is_tried_again_does_not_undo_a_later_change(
    store: PostgresStore, fresh_database: Database
) -> None:
    async def fails(_wanted: Wanted, _told: Told) -> None:
        raise Conflict("not now")

    async with working(a_worker(fresh_database, {"recount": fails})):
        await until(lambda: somebody_works(fresh_database))
        await change(store)(GUILD, ZONE, COMMAND_LINE)
        (job,) = await until(lambda: failed(fresh_database))
    await change(store)(GUILD, {"time_zone": "Europe/Rome"}, COMMAND_LINE)
    await PostgresJobBoard(fresh_database).retry(job.id)
    async with working(a_worker(fresh_database, {"recount": counts(store)})):
        (job,) = await until(lambda: failed(fresh_database))
    assert "changed meanwhile by" in job.problem
    assert await zone_of(store) == "Europe/Rome"


async def test_counted_twice_it_is_counted_once(store: PostgresStore) -> None:
    told = {"changes": ZONE, "by": "#0", "member_no": 0}
    far: list[tuple[int, int]] = []
    await recount(store)(GUILD, told, lambda done, of: far.append((done, of)))
    await recount(store)(GUILD, told, lambda done, of: pytest.fail("it is counted already"))
    assert far[-1] == (40, LONG + 40)
    async with store.reading(GUILD) as work:
        assert len(await work.guild.settings()) == 1


async def test_where_nobody_works_it_is_counted_at_once(store: PostgresStore) -> None:
    assert (await change(store)(GUILD, ZONE, COMMAND_LINE)).time_zone == "Asia/Kolkata"
    assert await zone_of(store) == "Asia/Kolkata"


async def test_a_short_past_is_counted_at_once(fresh_database: Database) -> None:
    store = PostgresStore(fresh_database)
    await RecordActivities(store=store, clock=StoppedClock(), keys=KEYS)([a_message()])
    tasks: dict[JobKind, object] = {}
    async with working(a_worker(fresh_database, tasks)):  # type: ignore[arg-type]
        await until(lambda: somebody_works(fresh_database))
        assert (await change(store)(GUILD, ZONE, COMMAND_LINE)).time_zone == "Asia/Kolkata"


async def test_one_that_is_refused_meanwhile_says_why_and_changes_nothing(
    store: PostgresStore, fresh_database: Database
) -> None:
    may_begin = asyncio.Event()
    async with working(a_worker(fresh_database, {"recount": counts(store, may_begin)})):
        await until(lambda: somebody_works(fresh_database))
        await change(store)(GUILD, ZONE, COMMAND_LINE)
        async with store.writing(GUILD) as work:
            await work.guild.seal(20_000)
        may_begin.set()
        (job,) = await until(lambda: failed(fresh_database))
    assert "the raw records up to" in job.problem
    assert await zone_of(store) == "UTC"
