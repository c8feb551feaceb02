"""A viewer: one browser on the feed, who is sent what it has not seen, one message at a time.

The next message waits until the last one is drawn: a slow browser sees fewer changes and nothing piles up
for it, and one that draws nothing is let go.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from adapters.dash_ui.live import wire
from adapters.dash_ui.live.rules import LiveRules
from adapters.dash_ui.live.scene import Scene
from adapters.dash_ui.live.scenes import Scenes
from domain.kernel.errors import Invalid

Heard = Callable[[], Awaitable[Mapping[str, Any]]]
Say = Callable[[str | bytes], Awaitable[None]]

_MONOTONIC: Final = time.monotonic


class TooSlow(Exception):
    """The browser does not keep up."""


class Viewer:
    """One socket: what the browser said last, and what it was sent."""

    def __init__(self, scenes: Scenes, rules: LiveRules, heard: Heard, say: Say) -> None:
        self._scenes = scenes
        self._rules = rules
        self._heard = heard
        self._say = say
        self._stirred = asyncio.Event()
        self._hello: wire.Hello | None = None
        self._shown = -1
        self._sent_at = 0.0
        self._words: list[float] = []

    async def attend(self) -> None:
        """Until the browser leaves: then nothing; raises Invalid, TooSlow or OverLimit when it has to go."""
        # Who only sends never learns that the other side is gone, so both are always awaited.
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._show())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()

    async def _listen(self) -> None:
        while (message := await self._heard())["type"] != "websocket.disconnect":
            self._count_words()
            said = wire.read(message.get("text"))
            if isinstance(said, wire.Hello):
                self._hello, self._shown = said, -1
            else:
                self._shown = said.seq
            self._stirred.set()

    def _count_words(self) -> None:
        now = _MONOTONIC()
        self._words = [at for at in self._words if now - at < self._rules.words_within] + [now]
        if len(self._words) > self._rules.most_words:
            raise Invalid("too many messages")

    async def _show(self) -> None:
        await self._stir(self._rules.patience)
        if self._hello is None:
            raise TooSlow("the browser did not say where it is")
        while True:
            hello = self._hello
            async with self._scenes.at(hello.place, self._stirred) as scene:
                await self._follow(scene, hello)

    async def _follow(self, scene: Scene, hello: wire.Hello) -> None:
        """Send what changes at a place, until the browser is somewhere else."""
        troubles = scene.troubles
        if hello.turn:
            await self._send(wire.heard(hello.turn))
        if not await self._agreed(scene, hello):
            return
        # The first message is sent even when it holds nothing: it says that the feed is there.
        seq = await self._send_since(scene, scene.where(hello))
        while self._hello is hello:
            if scene.troubles > troubles or scene.outline != hello.outline:
                await self._ask_to_look(scene, hello)
            elif self._shown >= seq and scene.seq > seq:
                seq = await self._send_since(scene, seq)
            elif self._shown < seq and _MONOTONIC() - self._sent_at >= self._rules.patience:
                raise TooSlow("the browser does not draw what it is sent")
            else:
                await self._stir_or_beat()

    async def _agreed(self, scene: Scene, hello: wire.Hello) -> bool:
        """Whether the browser shows the page as it is drawn; the drawing may be the older one."""
        before = scene.turn
        if scene.outdated or scene.in_trouble or scene.outline != hello.outline:
            scene.wanted.set()
            while self._hello is hello and scene.turn == before:
                await self._stir_or_beat()
        if self._hello is hello and (scene.in_trouble or scene.outline != hello.outline):
            await self._ask_to_look(scene, hello)
        return self._hello is hello

    async def _send_since(self, scene: Scene, seq: int) -> int:
        message, now_at = scene.since(seq), scene.seq
        self._sent_at = _MONOTONIC()
        await self._send(message)
        return now_at

    async def _ask_to_look(self, scene: Scene, hello: wire.Hello) -> None:
        """The page itself is another one: it has to be asked for, and then the browser says so again."""
        await self._send(wire.look(len(scene.viewers) * self._rules.look_after))
        while self._hello is hello:
            await self._stir_or_beat()

    async def _stir_or_beat(self) -> None:
        if not await self._stir(self._rules.beat):
            await self._send(wire.BEAT)

    async def _stir(self, seconds: float) -> bool:
        """Wait until something happens; False when nothing did."""
        try:
            async with asyncio.timeout(seconds):
                await self._stirred.wait()
        except TimeoutError:
            return False
        self._stirred.clear()
        return True

    async def _send(self, message: str | bytes) -> None:
        try:
            async with asyncio.timeout(self._rules.patience):
                await self._say(message)
        except TimeoutError:
            raise TooSlow("the browser does not take what it is sent") from None
