"""A worker: takes jobs one after the other from the queue, and plans those that nobody asks for."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from adapters.postgres.jobs.notes import JobNotes
from adapters.postgres.jobs.queue import CHANNEL, queries, wanted_of
from adapters.postgres.link import Database, DatabaseAddress
from adapters.postgres.link.faults import away_because
from adapters.postgres.link.pool import connect
from domain.kernel.errors import DomainError, Unavailable
from domain.operations.jobs import JobKind, JobRules, Wanted
from domain.operations.jobs.job import POISONED
from domain.operations.leases import Holder

if TYPE_CHECKING:
    import asyncpg
    from pgqueuer import PgQueuer
    from pgqueuer.models import Job as Picked

Told = Callable[[int, int], None]
Task = Callable[[Wanted, Told], Awaitable[None]]
"""Does a job, and says how far it is. It may be done again from any point: twice must be the same as once."""

_PATIENCE: Final = 20.0
"""Seconds that a worker that is told to stop waits for what it stops."""

_STOPPED: Final = "Its worker was stopped; another one goes on with it."

_log = logging.getLogger(__name__)


class Plan(NamedTuple):
    """What is looked at by the clock; `when` as cron has it."""

    name: str
    when: str
    look: Callable[[], Awaitable[None]]
    at_start: bool = False


class JobFailed(Exception):
    """A job ended without being done; the words are for whoever looks after the installation."""


@attrs.define(kw_only=True)
class JobWorker:
    """Works until cancelled; what it was at then is left to the next worker.

    `direct` is the database without a pooler: it listens on a connection of its own. Raises Unavailable
    where that is lost.
    """

    database: Database
    direct: DatabaseAddress
    holder: Holder
    tasks: Mapping[JobKind, Task]
    plans: Sequence[Plan] = ()
    rules: JobRules = attrs.field(factory=JobRules)

    _stopping: asyncio.Event = attrs.field(init=False, factory=asyncio.Event)
    _progress: dict[int, tuple[int, int]] = attrs.field(init=False, factory=dict)

    @property
    def _notes(self) -> JobNotes:
        return JobNotes(self.database)

    async def run(self) -> None:
        """Take jobs until cancelled."""
        self._stopping.clear()
        async with self._listening() as manager:
            try:
                await self._notes.here(self.holder)
                await self._take(manager)
            finally:
                with contextlib.suppress(Unavailable):
                    await self._notes.gone(self.holder)

    async def _take(self, manager: "PgQueuer") -> None:
        telling = asyncio.create_task(self._tell(), name="a worker tells that it is there")
        working = asyncio.create_task(self._work(manager), name="a worker works")
        try:
            await asyncio.shield(working)
        finally:
            self._stopping.set()
            manager.shutdown.set()
            telling.cancel()
            await asyncio.wait([working, telling], timeout=_PATIENCE)
            working.cancel()
            await asyncio.gather(working, telling, return_exceptions=True)

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator["PgQueuer"]:
        """The queue on a connection of its own, under the role that all work is done under."""
        from pgqueuer import PgQueuer
        from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
        from pgqueuer.types import Channel

        connection = await connect(self.direct, self.database.limits)
        try:
            await connection.execute("set role community_app")
            driver = AsyncpgDriver(connection)
            manager = PgQueuer(driver, channel=Channel(CHANNEL), queries=queries(driver))
            for kind in self.tasks:
                manager.entrypoint(kind, concurrency_limit=1, accepts_context=False, on_failure="hold")(
                    self._do
                )
            for plan in self.plans:
                manager.schedule(plan.name, plan.when, clean_old=True, accepts_context=False)(_planned(plan))
            yield manager
        except Exception as problem:
            if away := away_because(problem, connected=not connection.is_closed()):
                raise away from problem
            raise
        finally:
            await _hang_up(connection)

    async def _work(self, manager: "PgQueuer") -> None:
        for plan in self.plans:
            if plan.at_start:
                await _planned(plan)(None)
        await manager.run(
            dequeue_timeout=self.rules.looked_every,
            batch_size=1,
            max_concurrent_tasks=2,
            shutdown_on_listener_failure=True,
            heartbeat_timeout=self.rules.heartbeat,
        )

    async def _tell(self) -> None:
        while True:
            with contextlib.suppress(Unavailable):
                await self._notes.here(self.holder)
                for job, (done, total) in list(self._progress.items()):
                    await self._notes.progress(job, done, total)
            every = self.rules.told_every.total_seconds()
            await asyncio.sleep(min(every, 1.0) if self._progress else every)

    async def _do(self, picked: "Picked") -> None:
        """Do a job; every way in which it does not end well is told apart."""
        wanted, job = wanted_of(picked.entrypoint, picked.payload), int(picked.id)
        picks = 0
        try:
            picks = await self._notes.pick(job, self.holder)
            await self._unless_poison(job, picks)
            await self._unless_stopped(wanted, job)
        except JobFailed:
            raise
        except Unavailable as away:
            await self._again(job, str(away), picked.attempts, unpicked=picks > 0)
        except DomainError as problem:
            raise await self._failed(job, str(problem)) from None
        except _Stopped:
            await self._left(job)
        except Exception as problem:  # noqa: BLE001 - whatever a job does, its worker goes on
            _log.exception("the job %s ended with an error", wanted.key)
            words = f"an error inside ({type(problem).__name__}); the log of the worker says more"
            raise await self._failed(job, words) from None
        else:
            with contextlib.suppress(Unavailable):  # it is done, also where nobody can note it
                await self._notes.done(job, wanted)
        finally:
            self._progress.pop(job, None)

    async def _unless_poison(self, job: int, picks: int) -> None:
        if self.rules.is_poison(picks):
            raise await self._failed(job, POISONED.format(picks=picks - 1))

    async def _unless_stopped(self, wanted: Wanted, job: int) -> None:
        def told(done: int, total: int) -> None:
            self._progress[job] = done, total

        work = asyncio.ensure_future(self.tasks[wanted.kind](wanted, told))
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait([work, stop], return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise _Stopped
            work.result()
        finally:
            for task in (work, stop):
                task.cancel()
            await asyncio.gather(work, stop, return_exceptions=True)

    async def _again(self, job: int, words: str, attempts: int, *, unpicked: bool) -> None:
        """Something outside is away: later, a few times."""
        from pgqueuer.errors import RetryRequested

        pause = self.rules.pause(attempts)
        if pause is None:
            raise await self._failed(job, words)
        with contextlib.suppress(Unavailable):
            await self._notes.problem(job, words, unpicked=unpicked)
        raise RetryRequested(delay=pause, reason=words)

    async def _left(self, job: int) -> None:
        from pgqueuer.errors import RetryRequested

        with contextlib.suppress(Unavailable):
            await self._notes.problem(job, _STOPPED, unpicked=True)
        raise RetryRequested(reason=_STOPPED)

    async def _failed(self, job: int, words: str) -> JobFailed:
        with contextlib.suppress(Unavailable):
            await self._notes.problem(job, words)
        return JobFailed(words)


class _Stopped(Exception):
    """The worker is to stop."""


async def _hang_up(connection: "asyncpg.Connection") -> None:
    try:
        await connection.close(timeout=5)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not used any more
        connection.terminate()


def _planned(plan: Plan) -> Callable[[Any], Awaitable[None]]:
    async def look(_schedule: object) -> None:
        try:
            await plan.look()
        except Unavailable as away:
            _log.info("%s waits: %s", plan.name, away)
        except Exception:  # noqa: BLE001 - it is looked again
            _log.exception("%s ended with an error", plan.name)

    return look
