"""All scenes of the process: who looks at what, and whose turn it is to be drawn."""

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar
from uuid import uuid4

from adapters.dash_ui.arrival import asked_guild
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.live.rules import LiveRules
from adapters.dash_ui.live.scene import Scene, sketch
from adapters.dash_ui.live.turns import Turns
from adapters.dash_ui.pages import page_at
from adapters.dash_ui.pages.page import Shown
from adapters.dash_ui.place import Place
from application.insights.news import News, Told, Watch
from domain.kernel.errors import DomainError, NotFound, OverLimit

_log = logging.getLogger(__name__)

_T = TypeVar("_T")


class Scenes:
    """Draws each place once for all who look at it, after news, and all places in turn.

    `monotonic` tells seconds that never go back.
    """

    def __init__(self, desk: Desk, news: News, rules: LiveRules, monotonic: Callable[[], float]) -> None:
        self._desk = desk
        self._news = news
        self._rules = rules
        self._monotonic = monotonic
        self._turns = Turns(
            monotonic, time.process_time, share=rules.share, longest_pause=rules.longest_pause
        )
        self._scenes: OrderedDict[str, Scene] = OrderedDict()
        self._lives: dict[str, asyncio.Task[None]] = {}
        self._closed = False
        self.viewers = 0

    @property
    def living(self) -> int:
        """How many places are being drawn, or were a moment ago."""
        return len(self._lives)

    @property
    def unseen(self) -> list[Scene]:
        """The places that are kept though nobody looks at them any more, the oldest first."""
        return [
            scene for href, scene in self._scenes.items() if not scene.viewers and href not in self._lives
        ]

    @contextlib.asynccontextmanager
    async def admitted(self) -> AsyncIterator[None]:
        """A seat for a viewer; OverLimit when all are taken."""
        if self.viewers >= self._rules.most_viewers:
            raise OverLimit(f"{self._rules.most_viewers} people are watching already")
        self.viewers += 1
        try:
            yield
        finally:
            self.viewers -= 1

    @contextlib.asynccontextmanager
    async def at(self, place: Place, stirred: asyncio.Event) -> AsyncIterator[Scene]:
        """The scene of a place while somebody looks, who is stirred when it changes; OverLimit when too many
        other places are looked at.
        """
        scene = self._scene(place)
        scene.viewers.add(stirred)
        self._enliven(scene)
        try:
            yield scene
        finally:
            scene.viewers.discard(stirred)

    async def close(self) -> None:
        """End all drawing, for good."""
        self._closed = True
        lives = list(self._lives.values())
        for living in lives:
            living.cancel()
        await asyncio.gather(*lives, return_exceptions=True)

    def _scene(self, place: Place) -> Scene:
        known = self._scenes.get(place.href)
        if known is None:
            while len(self._scenes) >= self._rules.most_scenes:
                self._make_room()
            known = self._scenes[place.href] = Scene(place, calm=self._rules.calm)
        self._scenes.move_to_end(place.href)
        return known

    def _make_room(self) -> None:
        """Let go of the oldest place that nobody looks at, also while it lingers."""
        idle = next((href for href, scene in self._scenes.items() if not scene.viewers), None)
        if idle is None:
            raise OverLimit(f"{self._rules.most_scenes} other places are being watched")
        del self._scenes[idle]
        if living := self._lives.pop(idle, None):
            living.cancel()

    def _let_go(self) -> None:
        """Of what nobody looks at so much is kept as it may take; who comes back is shown it anew."""
        unseen = self.unseen
        held = sum(scene.nbytes for scene in unseen)
        for scene in unseen:
            if held <= self._rules.most_unseen:
                return
            held -= scene.nbytes
            del self._scenes[scene.place.href]

    def _enliven(self, scene: Scene) -> None:
        """Have a scene drawn while anybody looks, also who comes in the moment in which that ends."""
        href = scene.place.href
        if href in self._lives or self._closed:
            return
        scene.outdated = True

        def ended(life: asyncio.Task[None]) -> None:
            if self._lives.get(href) is life:
                del self._lives[href]
                if scene.viewers:
                    self._enliven(scene)
                else:
                    self._let_go()

        self._lives[href] = asyncio.create_task(self._live(scene), name=f"scene {href}")
        self._lives[href].add_done_callback(ended)

    async def _live(self, scene: Scene) -> None:
        """Draw a scene after each news for as long as somebody looks, and a little longer."""
        try:
            guild = await self._within(self._guild(scene.place))
            async with self._news.watching(guild) as watch:
                await self._within(watch.change(None))
                seen = self._monotonic()
                while scene.viewers or self._monotonic() - seen < self._rules.lingers:
                    drawn_at = self._monotonic()
                    told = await self._draw(scene, guild, watch)
                    await self._pause(scene, watch, told)
                    await asyncio.sleep(max(0.0, drawn_at + self._rules.between - self._monotonic()))
                    seen = self._monotonic() if scene.viewers else seen
        except Exception as problem:  # noqa: BLE001 — the page says it: it is asked for anew
            self._report(scene, problem)
            scene.trouble()
            await asyncio.sleep(self._rules.lingers)

    async def _draw(self, scene: Scene, guild: int, watch: Watch) -> Told | None:
        async with self._turns.taken():
            asked_for, told = scene.wanted.is_set(), watch.told
            scene.wanted.clear()
            # A page that somebody was just given says that the store is back, earlier than the news.
            if told is not None and told.away is not None and not asked_for:
                scene.trouble()
                return told
            try:
                shown = await self._within(self._shown(guild, scene.place))
                scene.show(await asyncio.to_thread(sketch, shown), self._monotonic())
            except Exception as problem:  # noqa: BLE001 — the page says it: it is asked for anew
                self._report(scene, problem)
                scene.trouble()
            return told

    async def _pause(self, scene: Scene, watch: Watch, told: Told | None) -> None:
        """Until there is news, or it is time to look anyway."""
        wait = self._rules.resting if scene.viewers else self._rules.lingers
        if scene.restless:
            wait = min(wait, self._rules.restless)
        if scene.owed_at is not None:
            wait = min(wait, max(0.0, scene.owed_at - self._monotonic()))
        waits = [asyncio.ensure_future(watch.change(told)), asyncio.ensure_future(scene.wanted.wait())]
        try:
            await asyncio.wait(waits, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    async def _guild(self, place: Place) -> int:
        guild = asked_guild(tuple(await self._desk.guilds()), place)
        if guild is None:
            raise NotFound("nothing is known of this community")
        return guild

    async def _shown(self, guild: int, place: Place) -> Shown:
        page = page_at(place.path)
        if page is None:
            raise NotFound("there is no such page")
        return await page.shown(self._desk, guild, place, again=True)

    async def _within(self, reading: Awaitable[_T]) -> _T:
        async with asyncio.timeout(self._rules.longest_drawing):
            return await reading

    def _report(self, scene: Scene, problem: Exception) -> None:
        if not isinstance(problem, DomainError | TimeoutError) and not scene.in_trouble:
            number = uuid4().hex[:8]
            _log.error("page %s could not be made (%s)", scene.place.path, number, exc_info=problem)
