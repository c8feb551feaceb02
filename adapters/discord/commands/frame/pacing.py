"""How fast Discord is spoken to by answers, whatever happens at once: far below where it would refuse."""

import asyncio
from typing import Final

_AT_ONCE: Final = 60
"""Requests that may be on their way: at a hundred the client sends no more (see RefusalBudget)."""

_A_SECOND: Final = 30.0
"""Discord takes fifty a second from one address; catching up needs ten of them. First answers are not counted
there (Discord reference, "Global Rate Limit")."""

_BURST: Final = 5


class Pacing:
    """First answers as soon as there is a line; what follows them, so many a second."""

    def __init__(self) -> None:
        self.line = asyncio.Semaphore(_AT_ONCE)
        """Held while Discord is asked for something."""

        self._next = 0.0

    async def turn(self) -> None:
        """Wait until one more may be sent that is counted."""
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now - _BURST / _A_SECOND) + 1 / _A_SECOND
        await asyncio.sleep(max(0.0, self._next - now))
