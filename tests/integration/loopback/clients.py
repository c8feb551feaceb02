"""The real discord.py client, pointed at the loopback and set back afterwards."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.loopback import Discord


class Listener(discord.AutoShardedClient):
    """Keeps the raw frames and the exception with which its own life ended."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("intents", discord.Intents.all())
        super().__init__(guild_ready_timeout=0.05, enable_debug_events=True, **options)
        self.frames: list[dict[str, Any]] = []
        self.ready = asyncio.Event()
        self.ended: BaseException | None = None

    def dispatch(self, event: str, /, *args: Any, **more: Any) -> None:
        if event == "socket_raw_receive":
            self.frames.append(discord.utils._from_json(args[0]))
        super().dispatch(event, *args, **more)

    async def on_ready(self) -> None:
        self.ready.set()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord allows one IDENTIFY in five seconds; the loopback does not mind."""

    def heard(self, name: str) -> list[Any]:
        return [frame["d"] for frame in self.frames if frame.get("t") == name]

    def numbers(self, name: str) -> list[int]:
        return [frame["s"] for frame in self.frames if frame.get("t") == name]


A = TypeVar("A", bound=Listener)


@asynccontextmanager
async def listening(
    at: Discord, *, shards: int = 1, ready: bool = True, kind: type[A] = Listener, **options: Any
) -> AsyncIterator[A]:
    """A client that is logged in to the loopback."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = at.api, yarl.URL(at.gateway)
    client = kind(shard_count=shards, **options)
    life = asyncio.create_task(_live(client, at.token))
    try:
        if ready:
            await asyncio.wait_for(client.ready.wait(), 30)
            await at.connected(shards)
        yield client
    finally:
        await client.close()
        await asyncio.wait_for(life, 30)
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


async def _live(client: Listener, token: str) -> None:
    try:
        await client.start(token)
    except Exception as end:
        client.ended = end
