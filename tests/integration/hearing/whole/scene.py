"""The whole bot, run in this process as `community-os bot` runs it, and what its log holds in the end."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path

import attrs

from adapters.discord.client.pace import Pace
from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database, DatabaseAddress
from application.community.tally import TallyActivities
from bootstrap.bot import run_bot
from bootstrap.settings import Settings, load
from domain.community.coverage import CoverageSpan
from domain.community.deafness import DeafnessRules
from domain.community.log.activity import MESSAGE, REACTION
from domain.community.log.entry import Entry, winner
from domain.community.spans import VOICE, Span
from tests.loopback import Discord, Guild

SECRET = "a secret of tests that is long enough"
PATIENCE = 60.0

HURRIED = Pace(
    notes=0.2,
    identify=0.05,
    back_off=0.1,
    longest_back_off=0.5,
    healthy=0.5,
    held=0.5,
    again=0.1,
    stopped=0.5,
    heartbeat=5.0,
    watch=0.2,
    members=0.05,
    invites=0.2,
    skew=0.5,
    deafness=DeafnessRules(least=timedelta(seconds=3)),
)
"""The bot's own patience, shortened where a test would only wait."""


@attrs.define(kw_only=True)
class Bot:
    """The bot: started and stopped like a process; its home and its database outlive it."""

    discord: Discord
    home: Path
    address: DatabaseAddress
    more: Mapping[str, str] = attrs.field(factory=dict)
    pace: Pace = HURRIED
    said: list[str] = attrs.field(factory=list)
    _life: asyncio.Task[None] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            "COMMUNITY_OS_HOME": str(self.home),
            "COMMUNITY_OS_DATABASE_URL": self.address.url,
            "COMMUNITY_OS_SECRET": SECRET,
            "COMMUNITY_OS_DISCORD_API": self.discord.api,
            "COMMUNITY_OS_DISCORD_GATEWAY": self.discord.gateway,
            "DISCORD_TOKEN": self.discord.token,
            **self.more,
        }

    @property
    def settings(self) -> Settings:
        return load(self.environment)

    async def start(self, *, shards: int = 1) -> None:
        """Returns when Discord has told it everything."""
        assert self._life is None
        self._life = asyncio.create_task(run_bot(self.settings, self.said.append, pace=self.pace))
        connected = asyncio.create_task(self.discord.connected(shards, PATIENCE))
        await asyncio.wait({self._life, connected}, return_when=asyncio.FIRST_COMPLETED)
        if self._life.done():
            connected.cancel()
            self._life.result()
            raise AssertionError(f"the bot ended by itself: {self.said}")
        await connected

    async def stop(self) -> None:
        """As SIGTERM does; what it already heard is safe in its journal."""
        if self._life is not None:
            self._life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait_for(self._life, PATIENCE)
            self._life = None


@contextlib.asynccontextmanager
async def a_bot(discord: Discord, address: DatabaseAddress, home: Path, **more: str) -> AsyncIterator[Bot]:
    """A bot that runs; further settings by their names in capitals."""
    bot = Bot(
        discord=discord,
        home=home,
        address=address,
        more={f"COMMUNITY_OS_{name}": value for name, value in more.items()},
    )
    try:
        await bot.start(shards=int(more.get("SHARD_COUNT", "1")))
        yield bot
    finally:
        await bot.stop()


@attrs.define(kw_only=True)
class Log:
    """What the product recorded, read from the store itself."""

    database: Database
    discord: Discord

    @property
    def store(self) -> PostgresStore:
        return PostgresStore(self.database)

    async def entries(self, guild: Guild, kind: str | None = None) -> list[Entry]:
        """The copies that count, in the order of time."""
        found: dict[bytes, list[Entry]] = {}
        async with self.store.reading(guild.id) as work:
            async for page in work.log.pages():
                for entry in page:
                    found.setdefault(entry.key, []).append(entry)
        counted = [winner(copies) for copies in found.values()]
        return sorted((one for one in counted if kind in (None, one.kind)), key=lambda one: one.occurred_at)

    async def count(self, guild: Guild, kind: str) -> int:
        return len(await self.entries(guild, kind))

    async def given(self, guild: Guild) -> dict[int, tuple[int, int]]:
        """Discord id -> (messages, reactions), of everybody who gave something."""
        if guild.id not in await self.store.guilds():
            return {}
        tally = await TallyActivities(store=self.store)(guild.id)
        return {int(who): (given.messages, given.reactions) for who, given in tally.users.items()}

    async def voice(self, guild: Guild) -> dict[int, list[Span]]:
        """Discord id -> the sessions of that member."""
        return await self.spans(guild, VOICE)

    async def spans(self, guild: Guild, family: str) -> dict[int, list[Span]]:
        async with self.store.reading(guild.id) as work:
            ids = await work.members.outside_ids()
            found = await work.spans.of([(number, family) for number in ids])
        return {int(ids[number]): list(spans) for (number, _), spans in found.items() if spans}

    async def coverage(self, guild: Guild) -> list[CoverageSpan]:
        async with self.store.reading(guild.id) as work:
            return await work.listening.spans()

    async def until_given(self, guild: Guild, timeout: float = PATIENCE) -> None:
        """Wait until messages and reactions are those of the loopback's own truth, for each member."""
        wanted = truly_given(self.discord, guild)
        got: dict[int, tuple[int, int]] = {}
        try:
            async with asyncio.timeout(timeout):
                while (got := await self.given(guild)) != wanted:
                    await asyncio.sleep(0.2)
        except TimeoutError:
            wrong = {
                who: (got.get(who), wanted.get(who))
                for who in {*got, *wanted}
                if got.get(who) != wanted.get(who)
            }
            raise AssertionError(f"recorded against true (messages, reactions): {wrong}") from None

    async def until(self, holds: Callable[[], Awaitable[bool]], what: str, timeout: float = PATIENCE) -> None:
        """Wait until something holds of the store."""
        try:
            async with asyncio.timeout(timeout):
                while not await holds():
                    await asyncio.sleep(0.2)
        except TimeoutError:
            raise AssertionError(f"waited {timeout:g} s in vain: {what}") from None

    async def until_count(self, guild: Guild, kind: str, count: int) -> None:
        """Wait until so many activities of a kind are recorded."""

        async def enough() -> bool:
            return guild.id in await self.store.guilds() and await self.count(guild, kind) >= count

        await self.until(enough, f"{count} x {kind}")


def truly_given(discord: Discord, guild: Guild) -> dict[int, tuple[int, int]]:
    """The loopback's own count: messages of people, and reactions, each once for ever.

    A reaction that was taken back and put again is the same one.
    """
    messages = Counter(said.member for said in discord.truth.by_people(guild.id))
    put = {
        (one.member, one.message, one.emoji)
        for one in discord.truth.reactions
        if one.guild == guild.id and one.visible
    }
    reactions = Counter(member for member, _, _ in put)
    return {who: (messages[who], reactions[who]) for who in {*messages, *reactions}}


__all__ = ["MESSAGE", "REACTION", "Bot", "Log", "a_bot", "truly_given"]
