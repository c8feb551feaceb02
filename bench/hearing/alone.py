"""discord.py by itself: connects, dispatches messages to a handler that does nothing, and says how fast.

`python -m bench.hearing.alone API GATEWAY FRAMES` reads the token from DISCORD_TOKEN.
"""

import asyncio
import json
import os
import sys
import time

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bootstrap.garbage import look_for_garbage_seldom


class Alone(discord.Client):
    """Takes the time from its first message to its last one."""

    def __init__(self, frames: int) -> None:
        intents = discord.Intents.all()
        intents.presences = False
        super().__init__(intents=intents)
        self.left = frames
        self.began = 0.0

    async def on_message(self, _: discord.Message) -> None:
        self.began = self.began or time.perf_counter()
        self.left -= 1
        if not self.left:
            print(json.dumps({"seconds": time.perf_counter() - self.began}), flush=True)
            await self.close()


async def _main(api: str, gateway: str, frames: int) -> None:
    look_for_garbage_seldom()
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, yarl.URL(gateway)
    await Alone(frames).start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
