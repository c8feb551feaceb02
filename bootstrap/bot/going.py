"""Parts of the bot that begin again when something ends them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from domain.kernel.errors import Unavailable

_FIRST: Final = 1.0
_LONGEST: Final = 60.0

_log = logging.getLogger(__name__)


async def keep_going(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do it again and again until cancelled, after a pause that grows while it keeps failing."""
    pause = _FIRST
    while True:
        began = asyncio.get_running_loop().time()
        try:
            await work()
        except Unavailable as away:
            _log.warning("%s waits: %s", name, away)
        except Exception:  # noqa: BLE001 - a part that ends for ever would go unnoticed
            _log.exception("%s ended with an error; it begins again in %.0f s", name, pause)
        if asyncio.get_running_loop().time() - began > _LONGEST:
            pause = _FIRST
        await asyncio.sleep(pause)
        pause = min(_LONGEST, pause * 2)
