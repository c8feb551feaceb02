"""Telling Discord of the commands, in each guild."""

import asyncio
import logging
from typing import Final

import attrs

from adapters.discord.commands.frame.library.tree import Tree
from application.community.ports import Store

_TRIES: Final = 5
_log = logging.getLogger(__name__)


@attrs.define
class Registering:
    """Guilds whose commands are compared with what Discord was told there."""

    tree: Tree | None = None
    _waiting: dict[int, str] = attrs.field(factory=dict)
    _more: asyncio.Event = attrs.field(factory=asyncio.Event)

    def ask(self, guild: int, joined: str) -> None:
        """The bot is in a guild, since that moment: Discord forgets its commands when it leaves one."""
        self._waiting[guild] = joined
        self._more.set()

    async def run(self, store: Store) -> None:
        """Tell, until cancelled, one guild after the other."""
        while True:
            while not self._waiting:
                self._more.clear()
                await self._more.wait()
            guild, joined = self._waiting.popitem()
            await self._tell(guild, joined)

    async def _tell(self, guild: int, joined: str) -> None:
        tree = self.tree
        if tree is None or tree.client.application_id is None:
            return
        await tree.client.http.bulk_upsert_guild_commands(tree.client.application_id, guild, tree.payload())
