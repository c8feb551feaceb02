"""No more than so many requests a second, whatever Discord would allow."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

MOST: Final = 10.0
"""Requests a second: Discord bans for fifty, and people who press buttons need the rest."""


class Pace:
    """Gives leave for one request after another, never two closer to each other than the pace allows."""

    def __init__(
        self,
        most: float | None = MOST,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`most` a second; None for as many as can be."""
        self._apart = 1 / most if most else 0.0
        self._now, self._sleep = now, sleep
        self._free_at = 0.0

    async def leave(self) -> None:
        """Wait for one's turn."""
        now = self._now()
        turn = max(now, self._free_at)
        self._free_at = turn + self._apart
        if turn > now:
            await self._sleep(turn - now)
