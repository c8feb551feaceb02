"""Discord is told of the commands of a guild when they have changed, and not otherwise."""

from collections.abc import Awaitable, Callable

import attrs

from application.clock import Clock
from application.community.ports import Store


@attrs.frozen(kw_only=True)
class TellCommands:
    """Tell Discord of the commands of a guild, unless it was told of the same before."""

    store: Store
    clock: Clock

    async def __call__(self, guild: int, digest: str, tell: Callable[[], Awaitable[object]]) -> bool:
        """Whether it was told; what `tell` raises is raised, and then it is to be told again."""
        async with self.store.reading(guild) as work:
            if await work.registrations.digest() == digest:
                return False
        await tell()
        async with self.store.writing(guild) as work:
            await work.registrations.keep(digest, self.clock.now())
        return True
