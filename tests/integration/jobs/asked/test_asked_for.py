"""Whoever changes by hand what closed days say has them published at once: once, and never too early."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from application.community.forget import ForgetMember
from application.community.guild_settings import ChangeSettings, UndoSettings
from application.community.identity.accounts import LinkAccount
from application.community.record import RecordActivities
from domain.kernel.actors import COMMAND_LINE
from domain.operations.jobs import Wanted
from tests.builders.activities import GUILD, HOUR, TIME_ZERO, StoppedClock, a_message, a_person
from tests.builders.events import ADA, Calendar
from tests.builders.house import KEYS
from tests.integration.jobs.scene import (
    PUBLISH,
    Told,
    a_worker,
    all_done,
    counting,
    failed,
    jobs,
    planned,
    somebody_works,
    until,
    working,
)

pytestmark = pytest.mark.postgres
CLOCK = StoppedClock(TIME_ZERO + 3 * HOUR)
Change = Callable[[PostgresStore], Awaitable[object]]


@pytest.fixture
async def store(fresh_database: Database) -> AsyncIterator[PostgresStore]:
    store = PostgresStore(fresh_database)
    await RecordActivities(store=store, clock=CLOCK, keys=KEYS)([a_message(TIME_ZERO, by=a_person(1))])
    yield store


async def settings_change(store: PostgresStore) -> object:
    return await ChangeSettings(store=store, clock=CLOCK)(GUILD, {"core_active_days": 9}, COMMAND_LINE)


async def a_change_is_undone(store: PostgresStore) -> object:
    return await UndoSettings(store=store, clock=CLOCK)(GUILD, 1, COMMAND_LINE)


async def an_account_is_linked(store: PostgresStore) -> object:
    link = LinkAccount(store=store, clock=CLOCK, keys=KEYS)
    return await link(GUILD, a_person(1).id, "github", "ada", COMMAND_LINE)


async def somebody_is_forgotten(store: PostgresStore) -> object:
    return await ForgetMember(store=store, clock=CLOCK, keys=KEYS)(GUILD, a_person(1).id, COMMAND_LINE)


async def an_event_is_called_off_the_day_after(store: PostgresStore) -> object:
    calendar = await Calendar.of(store)
    event = await calendar.planned()
    calendar.clock.at += timedelta(days=1)
    return await calendar.cancel(GUILD, event.event_id, ADA)


async def test_every_change_by_hand_has_what_is_over_published_at_once(
    store: PostgresStore, fresh_database: Database
) -> None:
    done: list[Wanted] = []
    async with working(a_worker(fresh_database, {"publish": counting(done)})):
        await until(lambda: somebody_works(fresh_database))
        for change in (
            settings_change,
            a_change_is_undone,
            an_account_is_linked,
            an_event_is_called_off_the_day_after,
            somebody_is_forgotten,
        ):
            done.clear()
            await change(store)
            await until(lambda: all_done(fresh_database))
            assert done == [PUBLISH], change


async def test_many_changes_are_published_together(store: PostgresStore, fresh_database: Database) -> None:
    async with working(a_worker(fresh_database, {})):  # it takes nothing
        await until(lambda: somebody_works(fresh_database))
        for change in (settings_change, a_change_is_undone, an_account_is_linked):
            await change(store)
        assert [job.kind for job in await jobs(fresh_database)] == ["publish"]


async def test_what_changes_while_it_is_published_is_published_once_more(
    store: PostgresStore, fresh_database: Database
) -> None:
    began, may_end, done = asyncio.Event(), asyncio.Event(), list[Wanted]()

    async def publish(wanted: Wanted, _told: Told) -> None:
        began.set()
        await may_end.wait()
        done.append(wanted)

    await planned(fresh_database)
    async with working(a_worker(fresh_database, {"publish": publish})):
        await began.wait()
        await settings_change(store)
        await an_account_is_linked(store)
        assert [job.state for job in await jobs(fresh_database)] == ["running", "waiting"]
        may_end.set()
        await until(lambda: all_done(fresh_database))
    assert done == [PUBLISH, PUBLISH]


async def test_a_change_that_is_not_kept_yet_is_not_published_without_it(
    store: PostgresStore, fresh_database: Database
) -> None:
    done: list[Wanted] = []
    later = Wanted(kind="recount", guild=GUILD + 1)
    tasks = {"publish": counting(done), "recount": counting(done)}
    async with working(a_worker(fresh_database, {})):
        await until(lambda: somebody_works(fresh_database))
        await planned(fresh_database)
        await planned(fresh_database, later)
        async with store.writing(GUILD) as work:
            assert await work.jobs.ask(PUBLISH)
            async with working(a_worker(fresh_database, tasks)):
                await until(lambda: _is_done(done, later))
    assert done == [later]
    async with working(a_worker(fresh_database, tasks)):
        await until(lambda: all_done(fresh_database))
    assert done == [later, PUBLISH]


async def test_what_failed_while_the_same_was_asked_for_again_is_forgotten_when_that_is_done(
    store: PostgresStore, fresh_database: Database
) -> None:
    began, may_end, done = asyncio.Event(), asyncio.Event(), list[Wanted]()

    async def stumble_once(wanted: Wanted, _told: Told) -> None:
        if not began.is_set():
            began.set()
            await may_end.wait()
            raise KeyError("no")
        done.append(wanted)

    await planned(fresh_database)
    async with working(a_worker(fresh_database, {"publish": stumble_once})):
        await began.wait()
        await settings_change(store)
        may_end.set()
        await until(lambda: all_done(fresh_database))
    assert done == [PUBLISH] and not await failed(fresh_database)


async def _is_done(done: list[Wanted], wanted: Wanted) -> bool:
    return wanted in done
