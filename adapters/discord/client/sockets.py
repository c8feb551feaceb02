"""One connection of the library, made to survive what it would die of; tests guard its private parts."""

import asyncio
import random
import time
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import Shard

from adapters.discord.client.pace import Pace

_PASSES: Final = (
    ReconnectWebSocket,
    discord.DiscordException,
    OSError,
    aiohttp.ClientError,
    asyncio.TimeoutError,
)
"""What says that the connection is over, which the library knows how to handle."""

_LONGEST_PAUSE: Final = 60.0

Heard = Callable[[DiscordWebSocket, str], None]
Unreadable = Callable[[DiscordWebSocket, str | bytes, Exception], None]


def tend(ws: DiscordWebSocket, heard: Heard, unreadable: Unreadable) -> None:
    """Hand over every frame before the library reads it, and let no frame end the connection."""
    library: Callable[[Any], Awaitable[None]] = ws.received_message
    problems: list[Exception] = []

    def received(text: str) -> None:
        try:
            heard(ws, text)
        except Exception as problem:  # noqa: BLE001 - whatever is wrong with a frame, the next one is heard
            problems.append(problem)

    async def guarded(frame: str | bytes) -> None:
        problems.clear()
        try:
            await library(frame)
        except _PASSES:
            raise
        except zlib.error:
            await ws.close(4000)
            raise ReconnectWebSocket(ws.shard_id) from None
        except Exception as problem:
            if ws.session_id is None:
                raise  # without a session nothing can be heard: the client begins anew
            problems.append(problem)
        if problems:
            unreadable(ws, frame, problems[0])

    ws.log_receive = received  # type: ignore[method-assign, assignment]
    ws.received_message = guarded  # type: ignore[method-assign]


class _BackOff:
    """Pauses that double, with chance in them, so that many connections do not come back at once."""

    def __init__(self, first: float) -> None:
        self._first = first
        self._tries = 0

    def reset(self) -> None:
        self._tries = 0

    def delay(self) -> float:
        self._tries = min(self._tries + 1, 10)
        return min(_LONGEST_PAUSE, self._first * 2.0**self._tries) * random.uniform(0.5, 1)  # noqa: S311


class Persistence:
    """A session is taken up again as long as Discord may know it; the library would begin a new one."""

    def __init__(self, shard: Shard, pace: Pace, lost: Callable[[], None]) -> None:
        self._shard = shard
        self._told_lost = lost
        self._pace = pace
        self._failures = 0
        self._lost = 0.0
        self._back_off = _BackOff(pace.again)
        self._again: Callable[[ReconnectWebSocket], Awaitable[None]] = shard.reidentify
        self._anew: Callable[[], Awaitable[None]] = shard.reconnect
        shard._backoff = self._back_off  # type: ignore[assignment]
        shard.reidentify = self._reidentify  # type: ignore[method-assign]
        shard.reconnect = self._reconnect  # type: ignore[method-assign]

    def healthy(self) -> None:
        """The session is there."""
        self._failures = 0
        self._back_off.reset()

    async def _reidentify(self, exc: ReconnectWebSocket) -> None:
        resume = self._may_resume()
        if self._failures > 2:  # the connection comes and goes without a session
            await asyncio.sleep(self._back_off.delay())
        await self._again(ReconnectWebSocket(exc.shard_id, resume=exc.resume and resume))

    async def _reconnect(self) -> None:
        if self._may_resume():  # the library has paused already
            await self._again(ReconnectWebSocket(self._shard.id, resume=True))
        else:
            await self._anew()

    def _may_resume(self) -> bool:
        """Whether Discord may still know the session; one more connection has failed."""
        self._told_lost()
        now = time.monotonic()
        if self._failures == 0:
            self._lost = now
        self._failures += 1
        return self._shard.ws.session_id is not None and now - self._lost < self._pace.resume


class Opened:
    """The connections that are open: the library forgets one that it gives up before its session begins."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._latest: dict[int | None, DiscordWebSocket] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def add(self, ws: DiscordWebSocket) -> None:
        """One more; the connection that its shard had before is over."""
        former = self._latest.get(ws.shard_id)
        self._latest[ws.shard_id] = ws
        if former is not None and not former.socket.closed:
            task = asyncio.create_task(self._end(former), name="hanging up")
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def end(self) -> None:
        """Hang up whatever is open; waits no longer than the patience."""
        await asyncio.gather(*self._ending, *(self._end(ws) for ws in self._latest.values()))

    async def _end(self, ws: DiscordWebSocket) -> None:
        """Say good-bye, and cut the connection when nobody answers."""
        if not ws.socket.closed:
            with suppress(*_PASSES):
                async with asyncio.timeout(self._patience):
                    await ws.close()
