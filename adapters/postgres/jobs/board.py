"""What waits, runs or failed, in PostgreSQL."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, cast

import attrs

from adapters.postgres.jobs.queue import overtaken, put, wanted_of
from adapters.postgres.link import Connection, Database
from domain.kernel.errors import Conflict, NotFound
from domain.operations.jobs import Job, JobRules, State, Wanted, Worker, working
from domain.operations.leases import Holder

_MOST: Final = 500
_JOBS = """
select jobs.id, jobs.entrypoint, jobs.status::text, jobs.created, jobs.execute_after, jobs.attempts,
       jobs.payload, runs.picks, runs.began_at, runs.done, runs.total, runs.problem
from community_os_instance.jobs left join community_os_instance.job_runs as runs on runs.job_id = jobs.id
where jobs.status in ('queued', 'picked', 'failed') and ($1::bigint is null or jobs.id = $1)
  and ($2::text is null or jobs.dedupe_key = $2 and jobs.status = 'failed')
  and ($3::text is null or jobs.dedupe_key like '% ' || $3)
order by jobs.id limit $4
"""
_REPLACE = "delete from community_os_instance.jobs where dedupe_key = $1 and status = 'failed'"
_HOLD = """
select id, status = 'picked' as runs from community_os_instance.jobs
where dedupe_key = $1 and status in ('queued', 'picked') for update
"""
_OVERTAKE = "update community_os_instance.jobs set dedupe_key = $2 where id = $1"
_RETRY = """
update community_os_instance.jobs set status = 'queued', attempts = 0, execute_after = now(), updated = now(),
       slot = null, queue_manager_id = null
where id = $1 and status = 'failed' and not exists (
    select from community_os_instance.jobs as other
    where other.dedupe_key = jobs.dedupe_key and other.status in ('queued', 'picked'))
returning id
"""
_FORGIVE = "update community_os_instance.job_runs set picks = 0, problem = '' where job_id = $1"
_DROP = """
delete from community_os_instance.jobs where id = $1 and status in ('queued', 'failed') returning id
"""
_WORKERS = "select holder, host, pid, since, told_at, stopped from community_os_instance.workers"
_ENDED = "select job_key, ended_at from community_os_instance.job_ends where job_key = any($1::text[])"
_STATES: Final[dict[str, State]] = {"queued": "waiting", "picked": "running", "failed": "failed"}


@attrs.frozen
class PostgresJobs:
    """The jobs of one guild, asked for in the transaction that also writes."""

    _connection: Connection
    _guild: int

    async def ask(self, wanted: Wanted) -> bool:
        """Have a worker do it once this transaction is kept."""
        rows = await self._connection.fetch(_WORKERS)
        now: datetime = await self._connection.fetchval("select clock_timestamp()")
        if not working(map(_worker, rows), now):
            return False
        await self._connection.execute(_REPLACE, wanted.key)
        if wanted.again:
            await self._overtake(wanted)
        await put(self._connection, wanted)
        return True

    async def _overtake(self, wanted: Wanted) -> None:
        """One that runs gives up its key; one that waits is held back until this transaction is kept."""
        held = await self._connection.fetchrow(_HOLD, wanted.key)
        if held is not None and held["runs"]:
            await self._connection.execute(_OVERTAKE, held["id"], overtaken(held["id"], wanted))

    async def pending(self) -> list[Job]:
        """What waits, runs or failed, the oldest first."""
        return await _jobs(self._connection, guild=self._guild)


@attrs.frozen
class PostgresJobBoard:
    """Every job of the installation."""

    _database: Database
    works: bool = True

    async def all(self) -> list[Job]:
        """What waits, runs or failed, the oldest first."""
        async with self._database.instance_work() as connection:
            return await _jobs(connection)

    async def plan(self, wanted: Wanted, rules: JobRules) -> bool:
        """Have it done where nobody asked."""
        async with self._database.instance_work() as connection:
            now: datetime = await connection.fetchval("select clock_timestamp()")
            failed = await _jobs(connection, failed=wanted.key)
            if not all(rules.may_be_planned_again(one, now) for one in failed):
                return False
            await connection.execute(_REPLACE, wanted.key)
            return await put(connection, wanted)

    async def retry(self, job: int) -> None:
        """Let a failed job be done again."""
        async with self._database.instance_work() as connection:
            await _must_exist(connection, job)
            if await connection.fetchval(_RETRY, job) is None:
                raise Conflict(f"job {job} has not failed, or another one of its kind waits: it will be done")
            await connection.execute(_FORGIVE, job)

    async def drop(self, job: int) -> None:
        """Forget a job that waits or failed."""
        async with self._database.instance_work() as connection:
            await _must_exist(connection, job)
            if await connection.fetchval(_DROP, job) is None:
                raise Conflict(f"job {job} is being done at this moment: wait until it has ended")

    async def ended(self, keys: Collection[str]) -> dict[str, datetime]:
        """When what has these keys was last done."""
        async with self._database.instance_work() as connection:
            rows = await connection.fetch(_ENDED, list(keys))
        return {row["job_key"]: row["ended_at"] for row in rows}

    async def workers(self) -> tuple[list[Worker], datetime]:
        """Who works or did so lately."""
        async with self._database.instance_work() as connection:
            now: datetime = await connection.fetchval("select clock_timestamp()")
            return [_worker(row) for row in await connection.fetch(_WORKERS)], now


async def _must_exist(connection: Connection, job: int) -> None:
    if not await _jobs(connection, job=job):
        raise NotFound(f"there is no job {job} that waits, runs or failed")


async def _jobs(
    connection: Connection, *, job: int | None = None, failed: str | None = None, guild: int | None = None
) -> list[Job]:
    about = None if guild is None else str(guild)
    rows: Sequence[Any] = await connection.fetch(_JOBS, job, failed, about, _MOST)
    return [_job(row) for row in rows]


def _job(row: Any) -> Job:  # noqa: ANN401 — a row of asyncpg
    wanted = wanted_of(row["entrypoint"], row["payload"])
    return Job(
        id=row["id"],
        kind=wanted.kind,
        guild=wanted.guild,
        told=wanted.told,
        state=_STATES[row["status"]],
        asked_at=row["created"],
        not_before=row["execute_after"],
        attempts=row["attempts"],
        picks=row["picks"] or 0,
        began_at=row["began_at"],
        done=row["done"] or 0,
        total=row["total"] or 0,
        problem=row["problem"] or "",
    )


def _worker(row: Any) -> Worker:  # noqa: ANN401 — a row of asyncpg
    known = dict(cast(Any, row))
    holder = Holder(id=known.pop("holder"), host=known.pop("host"), pid=known.pop("pid"))
    return Worker(holder=holder, **known)
