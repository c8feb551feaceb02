"""A worker on a database of the test's own, whose jobs the test decides."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.jobs.worker import JobWorker, Plan, Task, Told
from adapters.postgres.link import Database, DatabaseAddress
from adapters.system.process import this_process
from domain.operations.jobs import Job, JobKind, JobRules, Wanted, Worker
from domain.operations.jobs import working as at_work
from tests.builders.activities import GUILD

PATIENCE = 90.0
QUICK = JobRules(
    told_every=timedelta(milliseconds=200),
    looked_every=timedelta(milliseconds=200),
    first_pause=timedelta(milliseconds=50),
    planned_again=timedelta(hours=1),
)
"""With the patience of the real ones for a silent worker: a busy machine is silent for seconds too."""

LONG_SILENT = "update community_os_instance.jobs set heartbeat = now() - interval '1 hour'"
PUBLISH = Wanted(kind="publish", guild=GUILD)


def a_worker(database: Database, tasks: Mapping[JobKind, Task], *, plans: tuple[Plan, ...] = ()) -> JobWorker:
    return JobWorker(
        database=database,
        direct=database.address,
        holder=this_process(),
        tasks=tasks,
        plans=plans,
        rules=QUICK,
    )


@asynccontextmanager
async def working(worker: JobWorker) -> AsyncIterator[JobWorker]:
    """For as long as the block lasts; what ends it before its time is raised."""
    task = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(PATIENCE):
            yield worker
        if task.done():
            task.result()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(happened: Callable[[], Awaitable[Any]]) -> Any:
    """Wait until it is true, and say what was."""
    async with asyncio.timeout(PATIENCE):
        while not (found := await happened()):
            await asyncio.sleep(0.05)
        return found


async def jobs(database: Database) -> list[Job]:
    return await PostgresJobBoard(database).all()


async def all_done(database: Database) -> bool:
    return not await jobs(database)


async def failed(database: Database) -> list[Job]:
    return [job for job in await jobs(database) if job.state == "failed"]


async def planned(database: Database, wanted: Wanted = PUBLISH) -> bool:
    return await PostgresJobBoard(database).plan(wanted, QUICK)


async def somebody_works(database: Database) -> list[Worker]:
    return list(at_work(*await PostgresJobBoard(database).workers()))


def killed_worker(address: DatabaseAddress) -> str:
    """A program that takes a job, says so, and waits to be killed."""
    return _KILLED.format(url=json.dumps(address.url), module=__name__)


_KILLED = """
import asyncio
from adapters.postgres.link import Database, DatabaseAddress
from {module} import a_worker

async def main():
    async with Database(DatabaseAddress.parse({url})) as database:
        async def hang(_wanted, _told):
            print("taken", flush=True)
            await asyncio.sleep(600)
        await a_worker(database, {{"publish": hang}}).run()

asyncio.run(main())
"""


def counting(done: list[Wanted]) -> Task:
    """A job that notes that it was done."""

    async def task(wanted: Wanted, _told: Told) -> None:
        done.append(wanted)

    return task
