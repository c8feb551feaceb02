"""Whoever has no command line sees what the worker did and what failed, and has that done again."""

from collections.abc import AsyncIterator

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.link import Database
from application.community.record import RecordActivities
from application.operations.jobs import RetryJob, ShowBackground
from domain.kernel.actors import Actor
from domain.kernel.errors import Invalid, NotFound, Refused
from domain.operations.jobs import Wanted
from tests.builders.activities import GUILD, TIME_ZERO, StoppedClock, a_message
from tests.builders.house import KEYS
from tests.integration.jobs.scene import (
    PUBLISH,
    Told,
    a_worker,
    all_done,
    failed,
    planned,
    until,
    working,
)

pytestmark = pytest.mark.postgres
STAFF = Actor(kind="staff", name="Livia", assurance="declared", guild=GUILD)


@pytest.fixture
async def show(fresh_database: Database) -> AsyncIterator[ShowBackground]:
    store = PostgresStore(fresh_database)
    await RecordActivities(store=store, clock=StoppedClock(), keys=KEYS)([a_message(TIME_ZERO)])
    yield ShowBackground(store=store, jobs=PostgresJobBoard(fresh_database))


async def test_staff_see_why_a_job_of_theirs_failed_and_have_it_done_again(
    show: ShowBackground, fresh_database: Database
) -> None:
    mended: list[bool] = []

    async def refuse(_wanted: Wanted, _told: Told) -> None:
        if not mended:
            raise Invalid("the disk is full: make room")

    before = await show(GUILD)
    assert before is not None and (before.works, before.published_at, before.jobs) == (False, None, ())
    await planned(fresh_database)
    async with working(a_worker(fresh_database, {"publish": refuse})):
        (job,) = await until(lambda: failed(fresh_database))
        seen = await show(GUILD)
        assert seen is not None and seen.works
        assert [one.problem for one in seen.failed] == ["the disk is full: make room"]
        assert (await show(GUILD + 1)).failed == ()  # type: ignore[union-attr]
        retry = RetryJob(jobs=show.jobs)
        member = Actor(kind="member", name="Ada", assurance="proved", guild=GUILD)
        for actor, guild, problem in (
            (member, GUILD, Refused),
            (STAFF, None, Refused),
            (STAFF, GUILD + 1, NotFound),
        ):
            with pytest.raises(problem):
                await retry(job.id, actor, guild=guild)
        mended.append(True)
        await retry(job.id, STAFF, guild=GUILD)
        await until(lambda: all_done(fresh_database))
    after = await show(GUILD)
    assert after is not None and after.failed == ()
    assert after.published_at is not None and after.next_at is not None
    assert after.published_at <= after.now < after.next_at
    assert (await show.jobs.ended([PUBLISH.key, "backup"])).keys() == {PUBLISH.key}
