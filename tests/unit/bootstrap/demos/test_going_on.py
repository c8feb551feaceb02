"""The demo goes on while it is served, and is told what it missed when its store was away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import attrs
import pytest

from application.community.record import RecordActivities
from bootstrap.demo.audience import Audience
from bootstrap.demo.bustle import Pace
from domain.kernel.errors import Unavailable
from tests.builders.activities import StoppedClock
from tests.unit.bootstrap.demo import BEGUN, NOON, guild_of, storyteller, told, use_cases_at

pytestmark = pytest.mark.slow

PATIENCE = 60


@attrs.define
class AwayNowAndThen:
    """A store that can be away."""

    store: object
    away: bool = False
    refused: int = 0

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator:
        if self.away:
            self.refused += 1
            raise Unavailable("the store is away")
        async with self.store.writing(guild) as work:
            yield work

    def __getattr__(self, name: str):
        return getattr(self.store, name)


async def until(true) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await true():
            await asyncio.sleep(0.005)


async def test_it_goes_on_and_what_was_missed_while_the_store_was_away_is_told_when_it_is_back():
    clock = StoppedClock(NOON)
    use_cases = use_cases_at(clock)
    store = AwayNowAndThen(use_cases.store)
    record = RecordActivities(store=store, clock=clock, keys=use_cases.record.keys)
    use_cases = attrs.evolve(use_cases, store=store, record=record)
    teller = storyteller(use_cases, BEGUN)
    await teller.tell(lambda *_: None)
    going_on = asyncio.create_task(teller.go_on())

    async def told_on() -> bool:
        return await use_cases.tally(guild_of(BEGUN)) != before

    before = await use_cases.tally(guild_of(BEGUN))
    clock.at = NOON + timedelta(hours=6)
    await until(told_on)
    store.away = True
    before = await use_cases.tally(guild_of(BEGUN))
    clock.at = NOON + timedelta(days=2)
    async with asyncio.timeout(PATIENCE):
        while store.refused < 3:
            await asyncio.sleep(0.005)
    store.away = False
    await until(told_on)
    going_on.cancel()
    await asyncio.gather(going_on, return_exceptions=True)
    assert teller.story.told_until == clock.at
    at_once = use_cases_at(clock)
    await told(at_once, BEGUN)
    assert await use_cases.tally(guild_of(BEGUN)) == await at_once.tally(guild_of(BEGUN))


async def test_what_was_added_while_somebody_looked_counts_once_when_the_story_is_told_again():
    clock = StoppedClock(NOON)
    use_cases = use_cases_at(clock)
    teller = storyteller(use_cases, BEGUN, pace=Pace(speed=30, somebody_looks=lambda: True))
    await teller.tell(lambda *_: None)
    usual = (await use_cases.tally(guild_of(BEGUN))).total_events
    going_on = asyncio.create_task(teller.go_on())

    async def further() -> bool:
        clock.at += timedelta(minutes=2)
        return (await use_cases.tally(guild_of(BEGUN))).total_events > usual + 20

    await until(further)
    going_on.cancel()
    await asyncio.gather(going_on, return_exceptions=True)
    before = await use_cases.tally(guild_of(BEGUN))
    assert teller.story.told_until is not None
    clock.at = teller.story.told_until
    await told(use_cases, BEGUN)
    assert await use_cases.tally(guild_of(BEGUN)) == before


async def test_somebody_looks_while_a_page_is_open_and_a_minute_longer_and_machines_do_not():
    now = 0.0
    audience = Audience(clock=lambda: now)
    closed = asyncio.Event()

    async def app(scope, _receive, _send) -> None:
        if scope["type"] == "websocket":
            await closed.wait()

    watched = audience.around(app)
    for path in ("/readyz", "/healthz"):
        await watched({"type": "http", "path": path}, None, None)
    assert not audience.looks()
    await watched({"type": "http", "path": "/"}, None, None)
    assert audience.looks()
    now = 61.0
    assert not audience.looks()
    page = asyncio.create_task(watched({"type": "websocket", "path": "/live"}, None, None))
    await asyncio.sleep(0)
    now = 9_000.0
    assert audience.looks()
    closed.set()
    await page
    assert audience.looks()
    now += 61
    assert not audience.looks()
