"""The dashboard writes the database, and of two bots the one that listens tells Discord: over PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from adapters.postgres.link import DatabaseAddress
from bootstrap.processes import Opened, opened
from domain.community.events.event import Event
from domain.kernel.actors import COMMAND_LINE
from tests.integration.hearing.whole.scene import HURRIED, Bot
from tests.loopback import Guild, Kind, loopback

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

PACE = attrs.evolve(HURRIED, events=0.2)


@asynccontextmanager
async def a_dashboard(bot: Bot) -> AsyncIterator[Opened]:
    async with opened(bot.settings, lambda _: None) as product:
        yield product


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await true():
            await asyncio.sleep(0.05)


async def plan(web: Opened, inn: Guild, title: str, **wishes: object) -> Event:
    starts = web.use_cases.clock.now() + timedelta(days=1)
    return await web.use_cases.plan_event(
        inn.id, {"title": title, "starts_at": starts, **wishes}, COMMAND_LINE
    )


async def test_what_the_dashboard_plans_is_listed_and_announced_once_whichever_bot_listens(
    tmp_path: Path, fresh_address: DatabaseAddress
) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, tavern = discord.channel(inn), discord.channel(inn, "tavern", kind=Kind.VOICE)
        mira = discord.member(inn)
        bots = [
            Bot(discord=discord, home=tmp_path / name, address=fresh_address, pace=PACE)
            for name in ("a", "b")
        ]
        first, second = bots
        await first.start()
        async with a_dashboard(first) as web:

            async def met() -> bool:
                async with web.use_cases.store.reading(inn.id) as work:
                    return await work.guild.profile() is not None

            await until(met)
            await web.use_cases.change_settings(
                inn.id, {"announcement_channel": str(general.id)}, COMMAND_LINE
            )
            await second.start()  # it waits for its turn
            event = await plan(web, inn, "Trivia night", channels=(tavern.id,))
            await discord.until(lambda: inn.events and general.messages, 60, "listed and announced")
            (twin,) = inn.events.values()
            await discord.rsvp(twin, mira)

            def counted() -> bool:
                (message,) = general.messages.values()
                return any(one["value"] == "1" for one in message.sent["embeds"][0]["fields"])  # type: ignore[attr-defined]

            await discord.until(counted, 60, "the interest counted")
            await first.stop()
            await web.use_cases.cancel_event(inn.id, event.event_id, COMMAND_LINE)
            await discord.until(lambda: twin.status == 4, 60, "cancelled by the other bot")

            async def kept() -> bool:
                async with web.use_cases.store.reading(inn.id) as work:
                    told = (await work.postings.of([event.event_id])).values()
                (message,) = general.messages.values()
                return "cancelled" in str(message.sent) and all(one.told == one.tried for one in told)

            await until(kept)
            await second.stop()
            async with web.use_cases.store.reading(inn.id) as work:
                postings = await work.postings.of([event.event_id])
        assert {part: one.problem for (_, part), one in postings.items()} == {
            "mirror": "",
            "announcement": "",
        }
        assert discord.rest.asked("POST /guilds/{guild}/scheduled-events") == 1
        assert discord.rest.asked("POST /channels/{channel}/messages") == 1
