"""The list of all members of each guild, asked for one guild after the other."""

import asyncio
import logging
import secrets
from typing import Final

from adapters.discord.client.acting.told import Chunk, Limited
from adapters.discord.client.connected import Connected

_TRIES: Final = 3
_MEMBERS: Final = 8
"""The opcode that asks for members."""

_log = logging.getLogger(__name__)


class Roll:
    """Asks; what comes is kept like any other frame."""

    def __init__(self, client: Connected) -> None:
        self._client = client
        self._waiting: dict[int, int] = {}
        self._more = asyncio.Event()
        self._asked: tuple[int, str] | None = None
        self._over = asyncio.Event()
        self._complete = False
        self._not_before = 0.0

    def ask(self, shard: int, guild: int) -> None:
        """Put a guild in the queue, once."""
        if "membership" in self._client.hearing.families:
            self._waiting[guild] = shard
            self._more.set()

    def came(self, chunk: Chunk) -> None:
        """A part of a list arrived; with its last part it is complete."""
        if self._asked == (int(chunk.guild_id), chunk.nonce) and chunk.chunk_index + 1 >= chunk.chunk_count:
            self._complete = True
            self._over.set()

    def lost(self) -> None:
        """The connection is another one now: what was asked on the last one may never come."""
        self._over.set()

    def later(self, limited: Limited) -> None:
        """Discord wants to be asked later."""
        if limited.opcode == _MEMBERS:
            self._not_before = asyncio.get_running_loop().time() + limited.retry_after

    async def run(self) -> None:
        """Ask until cancelled, with a pause after each guild."""
        while True:
            while not self._waiting:
                self._more.clear()
                await self._more.wait()
            guild, shard = next(iter(self._waiting.items()))
            del self._waiting[guild]
            for _ in range(_TRIES):
                await asyncio.sleep(max(0.0, self._not_before - asyncio.get_running_loop().time()))
                if await self._list(shard, guild):
                    break
            else:
                _log.warning(
                    "the members of guild %d did not come: asked for again after the next gap", guild
                )
            await asyncio.sleep(self._client.pace.members)

    async def _list(self, shard: int, guild: int) -> bool:
        self._asked = guild, secrets.token_hex(8)
        self._complete = False
        self._over.clear()
        try:
            socket = self._client.socket(shard)
            await socket.request_chunks(guild, query="", limit=0, nonce=self._asked[1])
            async with asyncio.timeout(self._client.pace.members_wait):
                await self._over.wait()
        except TimeoutError:
            return False
        except Exception as problem:  # noqa: BLE001 - the connection is away: the next try has another one
            _log.info("the members of guild %d could not be asked for: %s", guild, type(problem).__name__)
            await asyncio.sleep(self._client.pace.again)
            return False
        finally:
            self._asked = None
        return self._complete
