"""A guild with a bot and a calendar."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import attrs

from application.use_cases import UseCases
from bootstrap.bot import run_bot
from domain.community.events.event import Event
from domain.community.outbox.posting import Part, Posting
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Unavailable
from tests.integration.hearing.gateway.bots import HURRY, Bot, a_bot, a_store, settings_for, until
from tests.loopback import (
    Channel,
    Discord,
    Guild,
    Kind,
    May,
    Member,
    Message,
    ScheduledEvent,
    loopback,
)

PACE = attrs.evolve(HURRY, events=0.05)


@attrs.define(kw_only=True)
class Scene:
    """The inn: a general channel, a tavern to talk in, and people."""

    discord: Discord
    bot: Bot
    inn: Guild
    general: Channel
    tavern: Channel
    people: list[Member]

    @property
    def ask(self) -> UseCases:
        return self.bot.use_cases

    async def set(self, **settings: Any) -> None:
        await self.ask.change_settings(self.inn.id, settings, COMMAND_LINE)

    async def plan(self, title: str = "Trivia night", *, hours: float = 24.0, **wishes: Any) -> Event:
        starts = self.ask.clock.now() + timedelta(hours=hours)
        wished: Mapping[str, Any] = {
            "title": title,
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=2),
        }
        return await self.ask.plan_event(self.inn.id, {**wished, **wishes}, COMMAND_LINE)

    async def event(self, event: Event) -> Event:
        async with self.ask.store.reading(self.inn.id) as work:
            return (await work.events.of([event.event_id]))[event.event_id]

    async def posting(self, event: Event, part: Part) -> Posting | None:
        async with self.ask.store.reading(self.inn.id) as work:
            return (await work.postings.of([event.event_id])).get((event.event_id, part))

    async def settled(self, event: Event, part: Part) -> Posting:
        """Wait until Discord was told, or was asked in vain."""

        async def there() -> bool:
            found = await self.posting(event, part)
            return found is not None and (bool(found.problem) or found.told == found.tried)

        await until(there)
        found = await self.posting(event, part)
        assert found is not None
        return found

    async def until_told(self, event: Event, part: Part) -> Posting:
        """Wait until Discord shows it, without a problem that is left."""

        async def shown() -> bool:
            found = await self.posting(event, part)
            return found is not None and not found.problem and found.told == found.tried

        await until(shown)
        return await self.settled(event, part)

    @property
    def listed(self) -> list[ScheduledEvent]:
        return list(self.inn.events.values())

    @property
    def written(self) -> list[Message]:
        """What the bot wrote into the general channel."""
        bot = self.discord.world.bot
        return [one for one in self.general.messages.values() if one.author is bot]

    async def until_known(self) -> None:
        """Until the bot has told the store of the guild and its people."""

        async def known() -> bool:
            async with self.ask.store.reading(self.inn.id) as work:
                return len(await work.members.outside_ids()) >= len(self.people)

        await until(known)

    @asynccontextmanager
    async def restarted(self, home: Path) -> AsyncIterator[None]:
        """The bot stops, and another process of it is there while the block lasts."""
        await self.bot.stop()
        async with a_bot(settings_for(self.discord, home), self.bot.product, PACE):
            await self.discord.connected()
            yield

    @asynccontextmanager
    async def without_database(self, home: Path) -> AsyncIterator[None]:
        """The bot was started anew, and its database cannot be reached."""
        await self.bot.stop()
        task = asyncio.create_task(
            run_bot(settings_for(self.discord, home), lambda _: None, open_store=_away, pace=PACE)
        )
        try:
            await self.discord.connected()
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])


def _away() -> NoReturn:
    raise Unavailable("the database is away")


@asynccontextmanager
async def a_scene(home: Path, *, bot_may: int | None = None, people: int = 2) -> AsyncIterator[Scene]:
    """A bot that listens to an inn with so many people."""
    async with loopback() as discord:
        inn = discord.guild(bot_may=bot_may)
        general, tavern = discord.channel(inn), discord.channel(inn, "tavern", kind=Kind.VOICE)
        members = discord.members(inn, people)
        settings = settings_for(discord, home)
        async with a_store(settings) as product, a_bot(settings, product, PACE) as bot:
            await discord.connected()
            scene = Scene(discord=discord, bot=bot, inn=inn, general=general, tavern=tavern, people=members)
            await scene.until_known()
            yield scene


async def staff(scene: Scene) -> Member:
    """Somebody who manages messages."""
    mira = scene.people[0]
    mira.roles.append(scene.discord.role(scene.inn, "staff", permissions=int(May.MANAGE_MESSAGES)))
    return mira
