"""Of several processes with one token, one listens: the others see who it is, and wait."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from domain.kernel.errors import Unavailable
from domain.operations.leases import Holder, Lease, LeaseRules, bot_name, shard_lease

if TYPE_CHECKING:
    from adapters.postgres.operations.leases import PostgresLeases

_PATIENCE: Final = 10.0
"""Seconds that the first connection waits for a database; without one nobody can be asked, and it begins."""


def words(lease: Lease) -> str:
    """Who holds what we want."""
    return (
        f"Another bot with this token is listening already: {lease.holder}, since "
        f"{lease.taken:%Y-%m-%d %H:%M} UTC. This one waits until that one has stopped"
    )


class Leasing:
    """Asks before connecting, and holds on while connected; without a database it lets listen."""

    def __init__(self, holder: Holder, rules: LeaseRules | None = None) -> None:
        self._holder = holder
        self._rules = rules or LeaseRules()
        self._leases: PostgresLeases | None = None
        self._reached = asyncio.Event()
        self._wanted: list[str] = []

    def reached(self, leases: "PostgresLeases | None") -> None:
        """The store is open (None: one that has no leases), or is known to be away."""
        self._leases = leases
        self._reached.set()

    async def held_by(self, application: int, shards: Sequence[int]) -> str | None:
        """Take the leases of these shards: None, or in words who holds one of them."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._reached.wait()
        self._wanted = [shard_lease(bot_name(application), shard) for shard in shards]
        try:
            return await self._take()
        except Unavailable:
            return None

    async def keep(self, lost: Callable[[str], None]) -> None:
        """Renew until cancelled; `lost` is told, in words, when another process has taken over."""
        while True:
            await asyncio.sleep(self._rules.renewed_every.total_seconds())
            if self._wanted and (holder := await self._take()):
                lost(holder)

    async def release(self) -> None:
        """Let go, so that another process need not wait."""
        if self._leases is not None:
            for name in self._wanted:
                await self._leases.release(name, self._holder)

    async def _take(self) -> str | None:
        if self._leases is None:
            return None
        for name in self._wanted:
            lease = await self._leases.take(name, self._holder)
            if not lease.belongs_to(self._holder):
                await self.release()
                self._wanted = []
                return words(lease)
        return None
