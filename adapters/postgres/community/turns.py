"""Writers of one guild in this process wait here, and not each on a connection that readers need."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from adapters.postgres.link import AwayReason, DatabaseAway


class Turns:
    """First come, first served, for each guild by itself; nobody waits longer than `patience` seconds."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, guild: int) -> AsyncIterator[None]:
        """Have a turn; raises DatabaseAway when it does not come in time."""
        lock = self._locks.setdefault(guild, asyncio.Lock())
        try:
            async with asyncio.timeout(self._patience):
                await lock.acquire()
        except TimeoutError:
            raise DatabaseAway(AwayReason.BUSY) from None
        try:
            yield
        finally:
            lock.release()
