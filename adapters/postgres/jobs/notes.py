"""Our own account of jobs: how often one was taken, how far it is, why it failed, and who works."""

from datetime import timedelta
from typing import Final

from adapters.postgres.link import Database
from domain.operations.jobs import Wanted
from domain.operations.jobs.workers import FORGOTTEN_AFTER
from domain.operations.leases import Holder

_PICK = """
insert into community_os_instance.job_runs as held
    (job_id, picks, holder, began_at, told_at, done, total, problem)
values ($1, 1, $2, clock_timestamp(), clock_timestamp(), 0, 0, '')
on conflict (job_id) do update set
    picks = held.picks + 1, holder = excluded.holder, began_at = excluded.began_at,
    told_at = excluded.told_at, done = 0, total = 0
returning picks
"""
_PROGRESS = """
update community_os_instance.job_runs set done = $2, total = $3, told_at = clock_timestamp() where job_id = $1
"""
_PROBLEM = """
update community_os_instance.job_runs
set problem = $2, picks = picks - $3::integer, told_at = clock_timestamp()
where job_id = $1
"""
_DONE = "delete from community_os_instance.job_runs where job_id = $1"
_SUPERSEDE = """
delete from community_os_instance.jobs
where (dedupe_key = $1 or dedupe_key like '% before ' || $1) and status = 'failed'
"""
_ENDED = """
insert into community_os_instance.job_ends (job_key, ended_at) values ($1, clock_timestamp())
on conflict (job_key) do update set ended_at = excluded.ended_at
"""
_HERE = """
insert into community_os_instance.workers as held (holder, host, pid, since, told_at, stopped)
values ($1, $2, $3, clock_timestamp(), clock_timestamp(), false)
on conflict (holder) do update set
    told_at = excluded.told_at, stopped = false,
    since = case when held.stopped then excluded.since else held.since end
"""
_GONE = """
update community_os_instance.workers set stopped = true, told_at = clock_timestamp() where holder = $1
"""
_TIDY = (
    "delete from community_os_instance.workers where told_at < clock_timestamp() - $1::interval",
    "delete from community_os_instance.job_log where created < clock_timestamp() - $1::interval",
    "delete from community_os_instance.job_statistics where created < clock_timestamp() - $1::interval",
    """
    delete from community_os_instance.job_runs
    where told_at < clock_timestamp() - $1::interval
      and not exists (select from community_os_instance.jobs where id = job_id)
    """,
)
_LONGEST_PROBLEM: Final = 1_000


class JobNotes:
    """Each note is a transaction of its own: it must stand when its job takes the worker with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pick(self, job: int, holder: Holder) -> int:
        """A job is taken; how often it was by now."""
        async with self._database.instance_work() as connection:
            picks: int = await connection.fetchval(_PICK, job, str(holder))
            return picks

    async def progress(self, job: int, done: int, total: int) -> None:
        """How far it has come."""
        async with self._database.instance_work() as connection:
            await connection.execute(_PROGRESS, job, done, total)

    async def problem(self, job: int, words: str, *, unpicked: bool = False) -> None:
        """Why it is not done; `unpicked` where its worker was stopped in order, which is no fault of it."""
        async with self._database.instance_work() as connection:
            await connection.execute(_PROBLEM, job, words[:_LONGEST_PROBLEM], int(unpicked))

    async def done(self, job: int, wanted: Wanted) -> None:
        """It is done, and so is what failed of the same."""
        async with self._database.instance_work() as connection:
            await connection.execute(_DONE, job)
            await connection.execute(_SUPERSEDE, wanted.key)
            await connection.execute(_ENDED, wanted.key)

    async def here(self, holder: Holder) -> None:
        """A worker is there."""
        async with self._database.instance_work() as connection:
            await connection.execute(_HERE, holder.id, holder.host, holder.pid)

    async def gone(self, holder: Holder) -> None:
        """A worker has stopped."""
        async with self._database.instance_work() as connection:
            await connection.execute(_GONE, holder.id)

    async def tidy(self, older_than: timedelta = FORGOTTEN_AFTER) -> None:
        """What nobody looks at any more goes."""
        async with self._database.instance_work() as connection:
            for statement in _TIDY:
                await connection.execute(statement, older_than)
