"""Killed at any moment and resumed, nothing is lost, and hardly anything asked twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import attrs
import pytest
from discord.http import HTTPClient, Route

from adapters.discord.archive import Asking, DiscordArchive, Pace
from adapters.memory.community import MemoryStore
from application.community.ports import DeadLetters, GuildWork
from domain.community.backfill.progress import Doing
from domain.community.log.activity import REACTION
from domain.kernel.errors import Unavailable
from tests.builders.activities import DAY, HOUR
from tests.integration.hearing.backfill.scene import NOW, Scene, a_scene, promptly
from tests.loopback import Said


@attrs.define
class Mortal:
    """A client whose program is killed when it makes one certain request; it notes what was asked."""

    http: HTTPClient
    asked: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    dies_at: int = 0
    dead: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def request(self, route: Route, *, params: Mapping[str, Any] | None = None) -> Any:
        if self.asked.total() + 1 == self.dies_at:
            self.dead.set()
            await asyncio.Event().wait()
        self.asked[route.url, str(params)] += 1
        return await self.http.request(route, params=params)


async def a_past(scene: Scene) -> set[int | None]:
    """A gap, history, an archived thread, a channel that refuses, and reactions."""
    discord = scene.discord
    general, tea = (discord.channel(scene.inn, name) for name in ("general", "tea"))
    thread = discord.thread(general, scene.mira, "plans", archived_at=NOW - HOUR)
    hidden = discord.channel(scene.inn, "hidden", hidden=True)
    scene.said(general, 130, ago=20 * DAY)
    scene.said(general, 210, ago=5 * HOUR)
    scene.said(tea, 101, ago=5 * HOUR)
    scene.said(thread, 105, ago=9 * DAY)
    scene.said(hidden, 3)
    discord.history_of(
        tea, [Said(member=scene.mira, at=NOW - HOUR, reactions={"👍": [scene.mira], "🎉": [scene.mira]})]
    )
    await scene.listened(NOW - 8 * DAY, NOW - DAY)
    return scene.written(general, tea, thread)


def through(scene: Scene, client: Mortal) -> None:
    scene.archive = DiscordArchive(Asking(client=lambda: client, pace=Pace(None), sleep=promptly))


async def how_many_requests() -> int:
    async with a_scene() as scene:
        await a_past(scene)
        client = Mortal(scene.http)
        through(scene, client)
        assert (await scene.catch_up(since=NOW)).doing is Doing.DONE
        return client.asked.total()


async def test_killed_at_any_request_it_goes_on_and_asks_nothing_twice_but_the_lists() -> None:
    whole = await how_many_requests()
    assert whole > 12
    for dies_at in range(1, whole + 1):
        async with a_scene() as scene:
            written, scene.at_once = await a_past(scene), 1
            client = Mortal(scene.http, dies_at=dies_at)
            through(scene, client)
            run = asyncio.create_task(scene.catch_up(since=NOW))
            async with asyncio.timeout(30):
                await client.dead.wait()
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
            client.dies_at = 0
            assert (await scene.catch_up(since=NOW)).doing is Doing.DONE
            assert await scene.messages() == written
            assert len(await scene.log(REACTION)) == 2
            pages = {url: count for (url, _), count in client.asked.items() if "/guilds/" not in url}
            assert max(pages.values()) >= 1
            twice = [key for key, count in client.asked.items() if count > 1 and "/guilds/" not in key[0]]
            assert not twice, f"killed at request {dies_at}"


class Failing(MemoryStore):
    """A store that goes away in its n-th transaction, before or after what it was told took hold."""

    def __init__(self) -> None:
        super().__init__()
        self.transactions, self.fails_at, self.after = 0, 0, False

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator[GuildWork]:
        self.transactions += 1
        fails = self.transactions == self.fails_at
        if fails and not self.after:
            raise Unavailable("the store is away")
        async with super().writing(guild) as work:
            yield work
        if fails:
            raise Unavailable("the store went away, and nobody knows whether it heard")

    def unaddressed(self) -> AbstractAsyncContextManager[DeadLetters]:
        return super().unaddressed()


@pytest.mark.parametrize("after", [False, True])
async def test_whenever_the_store_goes_away_the_next_run_completes_what_is_missing(after: bool) -> None:
    async with a_scene() as scene:
        scene.store = counting = Failing()
        await a_past(scene)
        start = counting.transactions
        await scene.catch_up(since=NOW)
        whole = counting.transactions - start
    for fails_at in range(1, whole + 1):
        async with a_scene() as scene:
            scene.store = store = Failing()
            written = await a_past(scene)
            store.after, store.fails_at = after, store.transactions + fails_at
            await scene.catch_up(since=NOW)
            assert (await scene.catch_up(since=NOW)).doing is Doing.DONE
            assert await scene.messages() == written
            assert len(await scene.log(REACTION)) == 2
            assert await scene.heard(NOW - 30 * DAY, NOW) == 1


class Gone(MemoryStore):
    """A store that is away all the time."""

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator[GuildWork]:
        raise Unavailable("the store is away")
        yield


async def test_a_run_that_ends_because_the_store_is_away_says_so_though_nobody_can_write_it_down() -> None:
    async with a_scene() as scene:
        await a_past(scene)
        scene.store = Gone()
        await scene.catch_up(since=NOW)
        assert (scene.told[-1].doing, scene.told[-1].problem) == (Doing.STOPPED, "the store is away")
