"""The daily backup of a worker: made by a process of its own, so that nothing waits for it."""

import asyncio
import contextlib
import os
import sys
from typing import Final

import structlog

from application.community.ports import Store
from bootstrap.keeping.hours import named_in
from bootstrap.keeping.making import shelf_of
from bootstrap.settings import Settings
from domain.kernel.errors import Conflict
from domain.operations.backups.rota import due

_LIMIT: Final = 6 * 3600.0
_PATIENCE: Final = 20.0
_NICE: Final = 10
_TOLD: Final = 2_000
"""Characters of what went wrong."""

log = structlog.get_logger("community_os.backup")


async def backup_is_due(settings: Settings, store: Store, *, minute: int) -> bool:
    """Whether it is time by the rota, or by the hours that guilds name."""
    from adapters.system.clock import SystemClock

    newest = await asyncio.to_thread(shelf_of(settings).newest)
    now = SystemClock().now().astimezone()
    return due(newest, now, minute=minute, hours=await named_in(store, now)) <= now


async def back_up(settings: Settings) -> None:
    """Make one, and let go of the oldest; raises Conflict where it failed, and deletes nothing then."""
    shelf = shelf_of(settings)
    if problem := await _make_one():
        log.error("backup failed", reason=problem, folder=str(shelf.folder))
        raise Conflict(f"the backup failed: {problem}")
    gone = await asyncio.to_thread(shelf.tidy, kept=settings.backups_kept)
    log.info("backup made", folder=str(shelf.folder), deleted=gone)


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
