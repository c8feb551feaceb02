"""Turns: one drawing at a time, in the order of asking, and all together no more than a share of a core."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable


class Turns:
    """After a drawing as long a rest for all as keeps the share; whoever waits longest is next."""

    def __init__(self, monotonic: Callable[[], float], *, share: float, longest_pause: float) -> None:
        self._monotonic = monotonic
        self._rest_for_each = 1 / share - 1
        self._longest_pause = longest_pause
        self._turn = asyncio.Lock()
        self._free_at = float("-inf")

    @contextlib.asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for a turn, and hold it while the block lasts."""
        async with self._turn:
            await asyncio.sleep(max(0.0, self._free_at - self._monotonic()))
            began = self._monotonic()
            try:
                yield
            finally:
                now = self._monotonic()
                self._free_at = now + min(self._longest_pause, (now - began) * self._rest_for_each)
