"""Reads ahead what the first visitors will ask for, so that they do not wait for the disk."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import attrs

from application.community.ports import Store
from application.insights.sheets import Sheets
from domain.kernel.errors import NotFound

MOST: Final = 10
"""Guilds: of more one is not likelier to be looked at than another."""

_NEVER: Final = datetime.min.replace(tzinfo=UTC)

View = Callable[[int], Awaitable[object]]


@attrs.frozen(kw_only=True)
class ReadAhead:
    """The facts of the guilds that were active last come into memory, those of the last one first.

    `views` are pages as they open, the likeliest first. After the very first of them it rests for `pause`
    seconds: whoever comes at once wants that one, and would wait while the others are worked out. Where half
    of the room for sheets is taken no further guild is read: what one brought would drive out another's.
    """

    store: Store
    sheets: Sheets
    views: Sequence[View]
    pause: float = 5.0

    async def __call__(self) -> None:
        """Raises Unavailable where the store is away."""
        pause = self.pause
        for guild in (await self._by_activity())[:MOST]:
            if self.sheets.nbytes > self.sheets.max_bytes // 2:
                return
            try:
                for view in self.views:
                    await view(guild)
                    await asyncio.sleep(pause)
                    pause = 0.0
            except NotFound:
                continue

    async def _by_activity(self) -> list[int]:
        last: dict[int, datetime] = {}
        for guild in await self.store.guilds():
            async with self.store.reading(guild) as work:
                profile = await work.guild.profile()
            last[guild] = (profile and profile.last_activity) or _NEVER
        return sorted(last, key=lambda guild: last[guild], reverse=True)
