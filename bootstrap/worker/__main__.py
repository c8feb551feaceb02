"""The process of a worker beside a dashboard: it lives as long as the pipe that told it its settings."""

import asyncio
import contextlib
import pickle
import sys
from functools import partial

from adapters.cli.running import Interrupted, run
from bootstrap.garbage import few_heaps, look_for_garbage_seldom
from bootstrap.journal import begin_log, secrets_of
from bootstrap.processes import Addresses, opened
from bootstrap.settings import Settings
from bootstrap.worker.beside import LENGTH
from bootstrap.worker.running import run_worker


async def _live() -> None:
    pipe = asyncio.StreamReader()
    told = asyncio.StreamReaderProtocol(pipe)
    await asyncio.get_running_loop().connect_read_pipe(lambda: told, sys.stdin.buffer)
    length = int.from_bytes(await pipe.readexactly(LENGTH), "big")
    settings, at = _read(await pipe.readexactly(length))
    begin_log(settings, secrets_of(settings))
    ends = asyncio.create_task(pipe.read(), name="whoever began this worker")
    store = partial(opened, settings, _quietly, at=at)
    worker = asyncio.create_task(run_worker(settings, _quietly, open_store=store), name="worker")
    try:
        await ends
    finally:
        for task in (ends, worker):
            task.cancel()
        await asyncio.gather(ends, worker, return_exceptions=True)


def _read(told: bytes) -> tuple[Settings, Addresses]:
    try:
        settings, at = pickle.loads(told)  # noqa: S301 - by the process that began this one
    except (AttributeError, ImportError, TypeError, ValueError):
        sys.exit("The program was changed while it runs, and its worker is of the new one: start it again.")
    return settings, at


def _quietly(_line: str) -> None:
    """Whoever began it speaks."""


if __name__ == "__main__":
    look_for_garbage_seldom()
    few_heaps()
    with contextlib.suppress(Interrupted, asyncio.IncompleteReadError):
        run(_live())
