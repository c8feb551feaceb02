"""Live, read later or from a file: a message counts once, and none falls between."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import attrs
from discord.http import Route

from adapters.discord.archive import Asking, DiscordArchive, Pace
from domain.community.backfill.progress import Doing
from domain.community.coverage import BACKFILL, HISTORY
from domain.community.fold import MESSAGES
from domain.community.log.activity import MESSAGE, Activity, Person
from domain.kernel.ids import snowflake_instant
from tests.builders.activities import DAY, HOUR, MINUTE
from tests.integration.hearing.backfill.scene import NOW, Scene, a_scene
from tests.loopback import Channel


def told(scene: Scene, channel: Channel, number: int, source: str) -> Activity:
    """The message as another source tells it."""
    return Activity(
        guild=scene.inn.id,
        kind=MESSAGE,
        natural_id=str(number),
        occurred_at=snowflake_instant(number),
        source=source,
        person=Person(id=str(scene.mira.id), name="mira"),
        channel=channel.id,
        subject=number,
        details={"type": 0, "length": len(channel.messages[number].content), "mentions": 0, "attachments": 0},
    )


async def hears(scene: Scene, channel: Channel, ids: list[int]) -> None:
    await scene.record([told(scene, channel, number, "gateway") for number in ids])


async def test_live_read_later_and_from_a_file_the_same_messages_count_once() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        scene.said(general, 90)
        await hears(scene, general, general.ids[:60])
        await hears(scene, general, general.ids[40:60])  # a RESUME sends them again
        await scene.catch_up(since=NOW)
        await scene.record([told(scene, general, number, HISTORY) for number in general.ids])
        assert await scene.messages() == scene.written(general)
        assert {entry.source for entry in await scene.log()} == {"gateway", BACKFILL}
        async with scene.store.reading(scene.inn.id) as work:
            days = (await work.counters.snapshot()).member_day
        assert sum(row[MESSAGES] for row in days.values()) == 90


async def test_a_message_heard_just_before_listening_ended_costs_no_request() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        scene.said(general, 30)
        await scene.catch_up(since=NOW)
        discord.clock.advance(hours=1)
        scene.said(general, 1, ago=timedelta(seconds=10))
        await hears(scene, general, general.ids[-1:])
        await scene.listened(NOW, discord.clock.now())
        pages = scene.pages_of(general)
        discord.clock.advance(hours=3)
        await scene.catch_up(since=discord.clock.now())
        assert scene.pages_of(general) == pages
        assert await scene.heard(NOW, discord.clock.now()) == 1


async def test_a_message_just_before_listening_ended_that_was_not_heard_is_read() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        scene.said(general, 30)
        await scene.catch_up(since=NOW)
        discord.clock.advance(hours=1)
        scene.said(general, 1, ago=timedelta(seconds=10))
        await scene.listened(NOW, discord.clock.now())
        discord.clock.advance(hours=3)
        await scene.catch_up(since=discord.clock.now())
        assert await scene.messages() == scene.written(general)


async def test_what_is_written_after_a_listener_ended_within_its_first_minute_is_read() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        scene.said(general, 30)
        await scene.catch_up(since=NOW)
        discord.clock.advance(seconds=5)
        await scene.listened(NOW, discord.clock.now())
        discord.clock.advance(seconds=10)
        scene.said(general, 1, ago=timedelta(seconds=5))
        await scene.catch_up(since=discord.clock.now())
        assert await scene.messages() == scene.written(general)


async def test_while_messages_arrive_nothing_falls_between_live_and_read() -> None:
    """Each request finds a further message; from READY on they are heard, and hourly runs find no hole."""
    async with a_scene() as scene:
        discord = scene.discord
        general, tea = (discord.channel(scene.inn, name) for name in ("general", "tea"))
        scene.said(general, 350)
        scene.said(tea, 150)
        await scene.listened(NOW - 3 * DAY, NOW - 2 * DAY)
        live: list[tuple[Channel, int]] = []

        @attrs.define
        class Busy:
            """People write while we read."""

            async def request(self, route: Route, *, params: Mapping[str, Any] | None = None) -> Any:
                for channel in (general, tea):
                    discord.clock.advance(seconds=7)
                    live.append((channel, scene.said(channel, 1, ago=timedelta())[0].id))  # type: ignore[attr-defined]
                return await scene.http.request(route, params=params)

        scene.archive = DiscordArchive(Asking(client=Busy, pace=Pace(None)))
        since = discord.clock.now()
        assert (await scene.catch_up(since=since)).doing is Doing.DONE
        for channel, number in live:
            await hears(scene, channel, [number])
        assert await scene.messages() == scene.written(general, tea)
        pages = scene.asked()
        for _ in range(3):
            discord.clock.advance(hours=1)
            until = discord.clock.now()
            await scene.listened(since, until)
            await scene.catch_up(since=since)
        assert scene.asked() == pages, "an hour later nothing is asked again"
        assert await scene.heard(NOW - 3 * DAY, until) == 1


async def test_two_gaps_in_a_row_are_closed_each_by_itself() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        scene.said(general, 20)
        for _ in range(3):
            since = discord.clock.now()
            await scene.catch_up(since=since)
            discord.clock.advance(hours=2)
            await scene.listened(since, discord.clock.now())
            discord.clock.advance(hours=1)
            scene.said(general, 12, ago=30 * MINUTE)
        since = discord.clock.now()
        await scene.catch_up(since=since)
        assert await scene.messages() == scene.written(general)
        assert await scene.heard(NOW - DAY, since) == 1
        assert scene.asked() == 4


async def test_catching_up_leaves_the_store_to_others_between_pages() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        scene.said(general, 500)
        run = asyncio.create_task(scene.catch_up())
        async with asyncio.timeout(30):
            while not run.done():
                async with scene.store.writing(scene.inn.id) as work:
                    await work.guild.rename("Amber Inn", NOW - HOUR)
                await asyncio.sleep(0)
        assert (await run).doing is Doing.DONE
