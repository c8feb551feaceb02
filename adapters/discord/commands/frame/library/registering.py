"""Telling Discord of the commands, guild by guild, when they are others than it was told of."""

import asyncio
import hashlib
import json
import logging
from collections import OrderedDict
from functools import partial
from typing import Final

import aiohttp
import attrs
import discord

from adapters.discord.commands.frame.library.tree import Tree
from application.community.outbox.commands import TellCommands

_TRIES: Final = 4
_MISSING_ACCESS: Final = 50001

_log = logging.getLogger(__name__)


@attrs.define
class Registering:
    """Guilds whose commands are still to be compared with what Discord was told there."""

    pause: float = 10.0
    """Seconds before the second try; each further pause is twice as long."""

    tree: Tree | None = None
    """That of the client that is connected, or was last."""

    _waiting: OrderedDict[int, str] = attrs.field(factory=OrderedDict)
    _more: asyncio.Event = attrs.field(factory=asyncio.Event)

    def ask(self, guild: int, joined: str) -> None:
        """The bot is in a guild, since that moment: Discord forgets its commands when it leaves one."""
        self._waiting[guild] = joined
        self._more.set()

    async def run(self, tell: TellCommands) -> None:
        """Tell until cancelled, one guild after the other; without a store nothing is lost of the queue."""
        while True:
            while not self._waiting:
                self._more.clear()
                await self._more.wait()
            guild, joined = next(iter(self._waiting.items()))
            await self._told(tell, guild, joined)
            if self._waiting.get(guild) == joined:
                del self._waiting[guild]

    async def _told(self, tell: TellCommands, guild: int, joined: str) -> None:
        """Try a few times; after that it is told at the next start, or when the bot is invited anew."""
        for tries in range(_TRIES):
            tree = self.tree
            if tree is None or tree.client.application_id is None:
                return
            try:
                if await tell(guild, digest(tree, joined), partial(_put, tree, guild)):
                    _log.info("guild %d was told of the commands", guild)
                return
            except discord.Forbidden as refused:
                _log.warning("%s", _in_words(guild, refused))
                return
            except (discord.HTTPException, aiohttp.ClientError, OSError, RuntimeError) as problem:
                _log.warning("guild %d could not be told of the commands: %s", guild, type(problem).__name__)
            await asyncio.sleep(self.pause * 2**tries)


def digest(tree: Tree, joined: str) -> str:
    """What tells these commands, of this application, in this stay in a guild, from any others."""
    told = json.dumps([tree.client.application_id, joined, tree.payload()], sort_keys=True)
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


async def _put(tree: Tree, guild: int) -> None:
    """Replaces every command that the bot has in this guild."""
    client = tree.client
    assert client.application_id is not None  # noqa: S101 - looked at before
    await client.http.bulk_upsert_guild_commands(client.application_id, guild, tree.payload())


def _in_words(guild: int, refused: discord.Forbidden) -> str:
    if refused.code == _MISSING_ACCESS:
        return (
            f"Discord does not let the bot have commands in guild {guild}: it was invited without the scope "
            "applications.commands. Invite it once more with the address that `community-os discord "
            "invite-url` prints; nothing has to be removed first"
        )
    return f"Discord refused the commands of guild {guild} ({refused.status}, code {refused.code})"
