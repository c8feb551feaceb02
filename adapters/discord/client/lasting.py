"""What runs beside a client for as long as it lives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)


async def lasting(name: str, work: Callable[[], Awaitable[None]], pause: float) -> None:
    """Do it until cancelled: whatever nobody foresaw ends it for a moment, and is in the log."""
    while True:
        try:
            await work()
        except Exception:  # noqa: BLE001 - a part that ended for ever would go unnoticed
            _log.exception("%s ended with an error; it begins again in %g s", name, pause)
        await asyncio.sleep(pause)
