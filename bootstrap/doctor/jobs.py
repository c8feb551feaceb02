"""The doctor on background jobs: whether anybody works, and what failed."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from adapters.cli.called import typed
from adapters.cli.output import counted
from adapters.cli.product import Check
from domain.operations.jobs import Job, Worker, working

if TYPE_CHECKING:
    from application.operations.jobs import JobBoard

_MOST: Final = 5
"""Failed jobs that are named one by one."""


async def job_checks(board: "JobBoard") -> AsyncIterator[Check]:
    """Of a store that has jobs."""
    if not board.works:
        return
    workers, now = await board.workers()
    yield worker_check(workers, now)
    for check in failed_checks(await board.all()):
        yield check


def worker_check(workers: Sequence[Worker], now: datetime) -> Check:
    """Without a worker nothing is published and nothing is backed up."""
    there = working(workers, now)
    if there:
        found = ", ".join(str(one.holder) for one in there)
        return Check(what="worker", state="green", found=f"{found} works")
    remedy = f"start it: {typed('up')}, or {typed('worker')} by itself; else no backups are made"
    last = max(workers, key=lambda one: one.told_at, default=None)
    if last is None:
        return Check(what="worker", state="yellow", found="none ever ran with this database", remedy=remedy)
    word = "stopped at" if last.stopped else "silent since"
    found = f"{word} {last.told_at:%Y-%m-%d %H:%M} UTC, as {last.holder}"
    return Check(what="worker", state="yellow", found=found, remedy=remedy)


def failed_checks(jobs: Sequence[Job]) -> Iterator[Check]:
    """Each job that somebody has to look at."""
    failed = [job for job in jobs if job.state == "failed"]
    for job in failed[:_MOST]:
        about = "" if job.guild is None else f" for guild {job.guild}"
        yield Check(
            what="job",
            state="yellow",
            found=f"{job.title}{about} failed: {job.problem or 'no reason is known'}",
            remedy=f"{typed(f'jobs retry {job.id}')}, once what it says is mended",
        )
    if len(failed) > _MOST:
        more = counted(len(failed) - _MOST, "more job has", "more jobs have")
        yield Check(what="job", state="yellow", found=f"{more} failed", remedy=typed("jobs list"))
