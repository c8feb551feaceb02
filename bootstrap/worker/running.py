"""Runs a worker until it is told to stop."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Final

import structlog

from bootstrap.garbage import give_back_now_and_then
from bootstrap.processes import Opened, Say, opened
from bootstrap.settings import Settings, SettingsProblems
from domain.kernel.errors import Conflict, Invalid, Unavailable
from domain.operations.jobs import JobRules

OpenStore = Callable[[], AbstractAsyncContextManager[Opened]]

_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 60.0
_LASTED: Final = 300.0
"""Seconds; a worker that worked so long begins again at once."""

_TO_MEND: Final = (SettingsProblems, Conflict, Invalid)

log = structlog.get_logger("community_os.worker")


async def run_worker(
    settings: Settings, say: Say, *, open_store: OpenStore | None = None, backup_at_start: bool = False
) -> None:
    """Take jobs until cancelled; it comes back by itself when the database was away.

    By itself it ends where it cannot begin and somebody has to mend why: wrong settings, another secret, a
    newer database. Beside a dashboard it tries again, since that one could begin.
    It opens a store of its own; `open_store` is for another one. Whether a backup is due is looked at some
    minutes after the start, unless `backup_at_start`: starting is work enough.
    """
    opening = open_store or partial(opened, settings, say)
    pause, could_begin = _FIRST_PAUSE, open_store is not None
    while True:
        began = asyncio.get_running_loop().time()
        try:
            async with opening() as product:
                could_begin = True
                say("The worker works  (Ctrl-C ends it)")
                await _work(settings, product, backup_at_start=backup_at_start)
        except Unavailable as away:
            log.warning("the worker waits", reason=str(away), seconds=pause)
        except Exception as problem:
            if isinstance(problem, _TO_MEND) and not could_begin:
                raise
            log.exception("the worker ended", again_in=pause)
        if asyncio.get_running_loop().time() - began > _LASTED:
            pause = _FIRST_PAUSE
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _work(settings: Settings, product: Opened, *, backup_at_start: bool) -> None:
    from adapters.postgres.jobs.worker import JobWorker
    from adapters.system.process import this_process
    from bootstrap.worker.plans import plans_of
    from bootstrap.worker.tasks import tasks_of

    assert product.database is not None and product.direct is not None  # noqa: S101 - a worker has a database
    rules = JobRules()
    worker = JobWorker(
        database=product.database,
        direct=product.direct,
        holder=this_process(),
        tasks=tasks_of(settings, product),
        plans=plans_of(settings, product, rules, backup_at_start=backup_at_start),
        rules=rules,
    )
    let_go = product.use_cases.sheets.worked_out.let_go
    giving_back = asyncio.create_task(give_back_now_and_then(let_go), name="giving back memory")
    try:
        await worker.run()
    finally:
        giving_back.cancel()
        await asyncio.gather(giving_back, return_exceptions=True)
