"""A worker in a process of its own: whatever it computes, no visitor of the dashboard waits for it."""

import asyncio
import contextlib
import os
import pickle
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog

from bootstrap.processes import Addresses
from bootstrap.settings import Settings

LENGTH: Final = 4
"""Bytes before the settings that say how many these are."""

_NICE: Final = 5
"""Where there is too little for both, visitors come first."""

_PATIENCE: Final = 30.0
"""Seconds that it has to hand its job back."""

_FIRST_PAUSE: Final = 5.0
_LONGEST_PAUSE: Final = 300.0

log = structlog.get_logger("community_os.worker")


async def run_worker_beside(settings: Settings, at: Addresses, *, pause: float = _FIRST_PAUSE) -> None:
    """Until cancelled; whatever ends the process, another one begins.

    It works at the database that this process has reached: an embedded server that it called itself would go
    on as a part of it, behind all others where there is too little for all.
    """
    wait = pause
    while True:
        began = asyncio.get_running_loop().time()
        try:
            async with _process(settings, at) as process:
                code = await process.wait()
            if asyncio.get_running_loop().time() - began > _LONGEST_PAUSE:
                wait = pause
            log.warning("the worker's process ended", code=code, again_in=wait)
        except OSError as problem:
            log.warning("the worker's process cannot begin", reason=str(problem), again_in=wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_PAUSE)


@asynccontextmanager
async def _process(settings: Settings, at: Addresses) -> AsyncIterator[asyncio.subprocess.Process]:
    """It is told its settings by a pipe, and by its end to end: so it ends also where this one was killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "bootstrap.worker", stdin=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None  # noqa: S101 - it was asked for
    try:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
        told = pickle.dumps((settings, at))
        process.stdin.write(len(told).to_bytes(LENGTH, "big") + told)
        with contextlib.suppress(ConnectionError):
            await process.stdin.drain()
        yield process
    finally:
        process.stdin.close()
        await _ended(process)


async def _ended(process: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(_PATIENCE):
            await process.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
