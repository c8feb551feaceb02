"""The daily backup of `up`: made by a process of its own, so that nothing waits for it."""

import asyncio
import contextlib
import os
import random
import sys
from typing import Final

import structlog

from bootstrap.keeping.hours import NamedHours, no_hours
from bootstrap.keeping.making import shelf_of
from bootstrap.settings import Settings
from domain.operations.backups.rota import ROTA, NamedHour, due

_SOON: Final = 120.0
"""Seconds after the start until the first look: starting is work enough."""

_LOOK_AGAIN: Final = 3600.0
"""At the longest, so that a clock that was set or a machine that slept does not matter."""

_LIMIT: Final = 6 * 3600.0
_PATIENCE: Final = 20.0
_NICE: Final = 10
_TOLD: Final = 2_000
"""Characters of what went wrong."""

log = structlog.get_logger("community_os.backup")


async def back_up_daily(
    settings: Settings, *, soon: float = _SOON, named_hours: NamedHours = no_hours
) -> None:
    """Until cancelled; a failure is told, and tried again after a while.

    `named_hours` are those that guilds want; whether there are others by now is looked up hourly.
    """
    if settings.backups_kept == 0:
        return
    minute = random.randrange(60)  # noqa: S311 - so that many installations do not all begin at once
    pause = soon
    while True:
        await asyncio.sleep(pause)
        pause = min(await _look(settings, minute, await named_hours()), _LOOK_AGAIN)


async def _look(settings: Settings, minute: int, hours: frozenset[NamedHour]) -> float:
    """Make one if it is time; how many seconds until the next look."""
    from adapters.system.clock import SystemClock

    shelf = shelf_of(settings)
    try:
        newest = await asyncio.to_thread(shelf.newest)
        now = SystemClock().now().astimezone()
        wait = (due(newest, now, minute=minute, hours=hours) - now).total_seconds()
        if wait > 0:
            return wait
        if problem := await _make_one():
            log.error("backup failed", reason=problem, folder=str(shelf.folder))
            return ROTA.retry.total_seconds()
        gone = await asyncio.to_thread(shelf.tidy, kept=settings.backups_kept)
        log.info("backup made", folder=str(shelf.folder), deleted=gone)
    except Exception:
        log.exception("backup failed", folder=str(shelf.folder))
        return ROTA.retry.total_seconds()
    return _LOOK_AGAIN


async def _make_one() -> str:
    """Run `community-os backup`; what it said where it failed, nothing where it did not."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "bootstrap.main",
        "backup",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
        async with asyncio.timeout(_LIMIT):
            _, said = await process.communicate()
    finally:
        await _ended(process)
    if process.returncode == 0:
        return ""
    return said.decode(errors="replace").strip()[-_TOLD:] or f"it ended with {process.returncode}"


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Whoever is stopped stops it first: a draft is taken away, and nothing is left running."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        try:
            async with asyncio.timeout(_PATIENCE):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
