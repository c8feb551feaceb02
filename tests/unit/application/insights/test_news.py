"""News of a guild: one look for everybody who watches, and none when nobody does."""

import asyncio

import attrs

from application.insights.news import News, Pace, Told
from domain.insights.sheet import MEMBER_DAY
from domain.kernel.errors import Unavailable
from tests.builders.activities import GUILD, a_message
from tests.unit.application.insights.spies import Shelf

PATIENCE = 30.0


@attrs.define
class Sleeper:
    """Waits that end when a test says so; what was asked for is kept."""

    asked: list[float] = attrs.field(factory=list)
    _turn: asyncio.Event = attrs.field(factory=asyncio.Event)
    _asleep: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        self._asleep.set()
        await self._turn.wait()
        self._turn.clear()

    async def asleep(self) -> float:
        """Until somebody waits; how long they mean to."""
        async with asyncio.timeout(PATIENCE):
            await self._asleep.wait()
        self._asleep.clear()
        return self.asked[-1]

    async def next(self) -> float:
        """Let the wait end, until the next one."""
        self._turn.set()
        return await self.asleep()


class Desk:
    """News over a shelf, looked for when a test says so."""

    def __init__(self) -> None:
        self.shelf = Shelf(fresh_for=1e9)
        self.sleeper = Sleeper()
        self.news = News(self.shelf.sheets, self.shelf.watch, sleep=self.sleeper)

    async def told(self, number: int) -> None:
        await self.shelf.house.told(a_message(number=number))


async def test_a_watcher_is_told_what_was_recorded_and_the_sheets_read_it() -> None:
    desk = Desk()
    await desk.told(1)
    async with desk.news.watching(GUILD) as watch:
        first = await watch.change(None)
        assert len((await desk.shelf.sheets.days(GUILD, MEMBER_DAY))["messages"]) == 1
        await desk.told(2)
        await desk.sleeper.asleep()
        await desk.sleeper.next()
        second = await watch.change(first)
        assert second.revision > first.revision
        assert (await desk.shelf.sheets.days(GUILD, MEMBER_DAY))["messages"].tolist() == [2]


async def test_two_watchers_of_a_guild_cost_one_look() -> None:
    desk = Desk()
    async with desk.news.watching(GUILD) as one, desk.news.watching(GUILD) as other:
        await asyncio.gather(one.change(None), other.change(None))
        await desk.sleeper.asleep()
        await desk.sleeper.next()
        assert desk.shelf.facts.asked["revisions"] == 2


async def test_when_nobody_watches_nobody_looks() -> None:
    desk = Desk()
    async with desk.news.watching(GUILD) as watch:
        await watch.change(None)
        assert desk.news.guilds == {GUILD}
    assert desk.news.guilds == frozenset()
    async with desk.news.watching(GUILD) as watch:
        assert (await watch.change(None)).revision == 0


async def test_a_guild_without_news_is_looked_at_less_often_until_there_is_some() -> None:
    desk, pace = Desk(), Pace()
    async with desk.news.watching(GUILD):
        assert await desk.sleeper.asleep() == pace.lively
        desk.shelf.watch.seconds += pace.calm_after
        assert await desk.sleeper.next() == pace.quiet
        await desk.told(1)
        assert await desk.sleeper.next() == pace.lively


async def test_while_the_store_is_away_watchers_know_why_and_it_is_tried_again() -> None:
    desk = Desk()
    await desk.told(1)
    async with desk.news.watching(GUILD) as watch:
        there = await watch.change(None)
        await desk.sleeper.asleep()
        desk.shelf.facts.broken = Unavailable("The database is recovering.")
        assert await desk.sleeper.next() == Pace().away
        away = await watch.change(there)
        assert away == Told(away="The database is recovering.")
        desk.shelf.facts.broken = None
        await desk.sleeper.next()
        assert await watch.change(away) == there


async def test_a_mistake_of_ours_does_not_end_the_looking() -> None:
    desk = Desk()
    async with desk.news.watching(GUILD) as watch:
        there = await watch.change(None)
        await desk.sleeper.asleep()
        desk.shelf.facts.broken = RuntimeError("a mistake")
        await desk.sleeper.next()
        assert (await watch.change(there)).away
        desk.shelf.facts.broken = None
        await desk.sleeper.next()
        assert watch.told == there
