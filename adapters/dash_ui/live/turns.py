"""Turns: one drawing at a time, in the order of asking, and all together no more than a share of a core."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable


class Turns:
    """After a drawing as long a rest for all as keeps the share; whoever waits longest is next.

    `monotonic` tells seconds that never go back, `worked` how many the process has computed: what a drawing
    waits for, the database or another program on the machine, costs nobody anything.
    """

    def __init__(
        self,
        monotonic: Callable[[], float],
        worked: Callable[[], float],
        *,
        share: float,
        longest_pause: float,
    ) -> None:
        self._monotonic = monotonic
        self._worked = worked
        self._rest_for_each = 1 / share - 1
        self._longest_pause = longest_pause
        self._turn = asyncio.Lock()
        self._free_at = float("-inf")

    @contextlib.asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for a turn, and hold it while the block lasts."""
        async with self._turn:
            await asyncio.sleep(max(0.0, self._free_at - self._monotonic()))
            before = self._worked()
            try:
                yield
            finally:
                rest = (self._worked() - before) * self._rest_for_each
                self._free_at = self._monotonic() + min(self._longest_pause, rest)
