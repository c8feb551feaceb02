"""A worker does each job once, whatever happens to it or to the job."""

import asyncio
import sys
from pathlib import Path

import attrs
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.jobs.worker import Plan, Told
from adapters.postgres.link import Database, DatabaseAddress
from domain.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from domain.operations.jobs import Wanted
from domain.operations.jobs import working as there
from tests.builders.activities import GUILD
from tests.integration.jobs.scene import (
    LONG_SILENT,
    PATIENCE,
    PUBLISH,
    QUICK,
    a_worker,
    all_done,
    counting,
    failed,
    jobs,
    killed_worker,
    planned,
    somebody_works,
    until,
    working,
)
from tests.integration.postgres_link.scene import IMPATIENT, a_link

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).parents[3]


async def test_what_is_planned_is_done_and_gone(fresh_database: Database) -> None:
    done: list[Wanted] = []
    assert await planned(fresh_database)
    async with working(a_worker(fresh_database, {"publish": counting(done)})):
        await until(lambda: all_done(fresh_database))
    assert done == [PUBLISH]


async def test_planned_twice_it_is_done_once(fresh_database: Database) -> None:
    assert (await planned(fresh_database), await planned(fresh_database)) == (True, False)
    other = Wanted(kind="publish", guild=GUILD + 1)
    assert await planned(fresh_database, other), "another community has a job of its own"
    done: list[Wanted] = []
    async with working(a_worker(fresh_database, {"publish": counting(done)})):
        await until(lambda: all_done(fresh_database))
    assert done == [PUBLISH, other]


async def test_what_is_asked_for_in_a_transaction_that_fails_is_not_done(fresh_database: Database) -> None:
    store = PostgresStore(fresh_database)
    wanted = Wanted(kind="recount", guild=GUILD, told={"by": "#4"})
    async with store.writing(GUILD) as work:
        assert not await work.jobs.ask(wanted), "nobody works"
        assert await work.jobs.pending() == []
    hold = asyncio.Event()

    async def wait(_wanted: Wanted, _told: Told) -> None:
        await hold.wait()

    async with working(a_worker(fresh_database, {"recount": wait})):
        await until(lambda: somebody_works(fresh_database))
        with pytest.raises(ZeroDivisionError):
            async with store.writing(GUILD) as work:
                assert await work.jobs.ask(wanted)
                _ = 1 // 0
        assert await jobs(fresh_database) == []
        async with store.writing(GUILD) as work:
            assert await work.jobs.ask(wanted)
        async with store.reading(GUILD) as work:
            (job,) = await work.jobs.pending()
            assert (job.kind, job.guild, job.told) == ("recount", GUILD, {"by": "#4"})
        async with store.reading(GUILD + 1) as work:
            assert await work.jobs.pending() == []
        hold.set()
        await until(lambda: all_done(fresh_database))


async def test_two_workers_do_each_job_once(fresh_database: Database) -> None:
    done: list[Wanted] = []
    wanted = [Wanted(kind="publish", guild=GUILD + number) for number in range(12)]
    for one in wanted:
        await planned(fresh_database, one)
    tasks = {"publish": counting(done)}
    async with working(a_worker(fresh_database, tasks)), working(a_worker(fresh_database, tasks)):
        await until(lambda: all_done(fresh_database))
    assert sorted(done, key=lambda one: one.key) == sorted(wanted, key=lambda one: one.key)


async def test_a_refusal_is_kept_with_its_words_until_somebody_has_it_done_again(
    fresh_database: Database,
) -> None:
    mended: list[bool] = []
    board = PostgresJobBoard(fresh_database)

    async def refuse(_wanted: Wanted, _told: Told) -> None:
        if not mended:
            raise Invalid("the community is not there: bring it back")

    await planned(fresh_database)
    async with working(a_worker(fresh_database, {"publish": refuse})):
        (job,) = await until(lambda: failed(fresh_database))
        assert job.problem == "the community is not there: bring it back"
        assert not await planned(fresh_database), "no plan tries at once what has just failed"
        mended.append(True)
        await board.retry(job.id)
        await until(lambda: all_done(fresh_database))


async def test_a_fault_of_ours_says_no_more_than_its_kind(fresh_database: Database) -> None:
    async def stumble(_wanted: Wanted, _told: Told) -> None:
        raise KeyError("a secret")

    await planned(fresh_database)
    async with working(a_worker(fresh_database, {"publish": stumble})):
        (job,) = await until(lambda: failed(fresh_database))
    assert "KeyError" in job.problem and "a secret" not in job.problem
    async with fresh_database.instance_work() as connection:
        told = await connection.fetchval(
            "select string_agg(traceback::text, ' ') from community_os_instance.job_log"
        )
    assert "a secret" not in told


async def test_what_is_away_is_waited_for_and_not_for_ever(fresh_database: Database) -> None:
    tries: list[int] = []

    async def away(_wanted: Wanted, _told: Told) -> None:
        tries.append(1)
        raise Unavailable("the disk is away")

    await planned(fresh_database)
    async with working(a_worker(fresh_database, {"publish": away})):
        (job,) = await until(lambda: failed(fresh_database))
    assert (len(tries), job.problem) == (QUICK.most_attempts, "the disk is away")


async def test_a_job_whose_worker_cannot_note_anything_is_done_when_it_can_again(
    fresh_database: Database, fresh_address: DatabaseAddress
) -> None:
    began, may_end, done = asyncio.Event(), asyncio.Event(), list[Wanted]()

    async def wait(wanted: Wanted, _told: Told) -> None:
        began.set()
        await may_end.wait()
        done.append(wanted)

    other = Wanted(kind="publish", guild=GUILD + 1)
    async with a_link(fresh_address) as link, Database(link.address(fresh_address), IMPATIENT) as notes:
        worker = attrs.evolve(a_worker(fresh_database, {"publish": wait}), database=notes)
        await planned(fresh_database)
        async with working(worker):
            await began.wait()
            link.go_silent()
            may_end.set()
            await planned(fresh_database, other)
            await until(lambda: tried_again(fresh_database, other))
            assert not await failed(fresh_database)
            link.speak_again()
            await until(lambda: all_done(fresh_database))
    assert done == [PUBLISH, other]


async def test_whoever_is_told_to_stop_leaves_the_job_to_the_next_one(fresh_database: Database) -> None:
    began, done = asyncio.Event(), list[Wanted]()

    async def long(_wanted: Wanted, told: Told) -> None:
        told(3, 10)
        began.set()
        await asyncio.sleep(600)

    await planned(fresh_database)
    async with working(a_worker(fresh_database, {"publish": long})):
        await began.wait()
        (job,) = await until(lambda: as_far_as(fresh_database, 3))
        assert (job.state, job.share) == ("running", 0.3)
    (job,) = await jobs(fresh_database)
    assert (job.state, job.picks) == ("waiting", 0)
    async with working(a_worker(fresh_database, {"publish": counting(done)})):
        await until(lambda: all_done(fresh_database))
    assert done == [PUBLISH]


async def test_a_job_whose_worker_was_killed_is_done_by_another_one(
    fresh_database: Database, fresh_address: DatabaseAddress
) -> None:
    done: list[Wanted] = []
    await planned(fresh_database)
    await kill_one(fresh_address)
    (job,) = await jobs(fresh_database)
    assert (job.state, job.picks) == ("running", 1)
    async with fresh_database.instance_work() as connection:
        await connection.execute(LONG_SILENT)
    async with working(a_worker(fresh_database, {"publish": counting(done)})):
        await until(lambda: all_done(fresh_database))
    assert done == [PUBLISH]


async def test_a_job_that_kills_its_workers_is_left_alone_after_a_few(fresh_database: Database) -> None:
    await planned(fresh_database)
    (job,) = await jobs(fresh_database)
    async with fresh_database.instance_work() as connection:  # as three that were killed leave it
        await connection.execute(
            "insert into community_os_instance.job_runs values ($1, now(), now(), 0, 0, $2, 'gone', '')",
            job.id,
            QUICK.most_picks,
        )
    done: list[Wanted] = []
    async with working(a_worker(fresh_database, {"publish": counting(done)})):
        (job,) = await until(lambda: failed(fresh_database))
        assert "ended its worker 3 times" in job.problem
        assert done == []
        assert not await planned(fresh_database)
        await PostgresJobBoard(fresh_database).retry(job.id)
        await until(lambda: all_done(fresh_database))
    assert done == [PUBLISH]


async def test_only_what_failed_is_retried_and_only_what_rests_is_dropped(fresh_database: Database) -> None:
    board = PostgresJobBoard(fresh_database)
    with pytest.raises(NotFound):
        await board.retry(7)
    await planned(fresh_database)
    (job,) = await jobs(fresh_database)
    with pytest.raises(Conflict):
        await board.retry(job.id)
    await board.drop(job.id)
    assert await jobs(fresh_database) == []
    with pytest.raises(NotFound):
        await board.drop(job.id)


async def test_plans_are_looked_at_when_a_worker_begins_and_a_failing_one_ends_nothing(
    fresh_database: Database,
) -> None:
    looked: list[str] = []
    done: list[Wanted] = []

    async def fail() -> None:
        raise RuntimeError("no")

    async def ask() -> None:
        looked.append("once")
        await planned(fresh_database)

    plans = (
        Plan("failing", "0 0 1 1 *", fail, at_start=True),
        Plan("publishing", "0 0 1 1 *", ask, at_start=True),
        Plan("by the clock", "0 0 1 1 *", ask),
    )
    async with working(a_worker(fresh_database, {"publish": counting(done)}, plans=plans)):
        await until(lambda: as_many(done))
    assert (looked, done) == (["once"], [PUBLISH])


async def test_workers_say_that_they_are_there_and_when_they_have_gone(fresh_database: Database) -> None:
    board = PostgresJobBoard(fresh_database)
    assert (await board.workers())[0] == []
    async with working(a_worker(fresh_database, {})) as worker:
        (seen,) = await until(lambda: somebody_works(fresh_database))
        assert seen.holder == worker.holder
    workers, now = await board.workers()
    assert there(workers, now) == [] and [one.stopped for one in workers] == [True]


async def as_far_as(database: Database, done: int) -> list[object]:
    return [job for job in await jobs(database) if job.done == done]


async def tried_again(database: Database, wanted: Wanted) -> list[object]:
    return [job for job in await jobs(database) if job.guild == wanted.guild and job.attempts]


async def as_many(done: list[Wanted]) -> bool:
    return bool(done)


async def kill_one(address: DatabaseAddress) -> None:
    """A worker of its own process takes the job, and is killed in the middle of it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", killed_worker(address), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(PATIENCE):
            assert process.stdout is not None
            assert (await process.stdout.readline()).strip() == b"taken"
    finally:
        process.kill()
        await process.wait()
