"""A guild with a past, and the backfill beside it: no gateway, discord.py's own HTTP client."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import attrs
from discord.http import HTTPClient

from adapters.discord.archive import Asking, DiscordArchive, Pace
from adapters.discord.client.addresses import reach
from adapters.memory.community import MemoryStore
from application.community.backfill.backfill_guild import BackfillGuild
from application.community.ports import Store
from application.community.record import RecordActivities
from domain.community.backfill.channels import BackfillRules
from domain.community.backfill.progress import BackfillProgress
from domain.community.coverage import GATEWAY, CoverageSpan, coverage
from domain.community.log.activity import MESSAGE
from domain.community.log.entry import Entry
from domain.community.log.keys import Keyring
from tests.builders.activities import DAY, SECRET
from tests.loopback import Channel, Discord, Guild, Member, loopback

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MESSAGES = "GET /channels/{channel}/messages"
REACTORS = "GET /channels/{channel}/messages/{message}/reactions/{emoji}"
ARCHIVED = "GET /channels/{channel}/threads/archived/public"
KEYS = Keyring(SECRET)


async def promptly(_: float) -> None:
    """A pause that takes no time: what is repeated is repeated right away."""
    await asyncio.sleep(0)


@attrs.define(kw_only=True)
class Scene:
    """One guild of a loopback Discord, a store, and who catches up."""

    discord: Discord
    inn: Guild
    mira: Member
    http: HTTPClient
    store: Store = attrs.field(factory=MemoryStore)
    rules: BackfillRules = attrs.field(factory=BackfillRules)
    at_once: int = 10
    told: list[BackfillProgress] = attrs.field(factory=list)
    archive: DiscordArchive = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.archive = self.an_archive()

    def an_archive(
        self, pace: Pace | None = None, sleep: Callable[[float], Awaitable[None]] = promptly
    ) -> DiscordArchive:
        return DiscordArchive(Asking(client=lambda: self.http, pace=pace or Pace(None), sleep=sleep))

    @property
    def record(self) -> RecordActivities:
        return RecordActivities(store=self.store, clock=self.discord.clock, keys=KEYS)

    async def catch_up(self, *, since: datetime | None = None) -> BackfillProgress:
        """One run, by whoever has listened `since` then."""
        backfill = BackfillGuild(
            archive=self.archive,
            store=self.store,
            record=self.record,
            clock=self.discord.clock,
            keys=KEYS,
            rules=self.rules,
            at_once=self.at_once,
        )
        return await backfill(self.inn.id, listening_since=since, watch=self.told.append)

    async def listened(self, start: datetime, end: datetime) -> None:
        """Somebody heard everything live from then to then."""
        async with self.store.writing(self.inn.id) as work:
            await work.listening.add([CoverageSpan(family="messages", start=start, end=end, source=GATEWAY)])

    async def log(self, kind: str = MESSAGE) -> list[Entry]:
        async with self.store.reading(self.inn.id) as work:
            return [one async for page in work.log.pages() for one in page if one.kind == kind]

    async def messages(self) -> set[int | None]:
        """The ids of all messages in the log; each is there once."""
        ids = [entry.subject for entry in await self.log()]
        assert len(ids) == len(set(ids)), "a message is in the log twice"
        return set(ids)

    async def heard(self, start: datetime, end: datetime) -> float:
        """The share of a time in which messages were heard."""
        async with self.store.reading(self.inn.id) as work:
            return coverage(await work.listening.spans(), "messages", start, end).share

    def asked(self, route: str = MESSAGES) -> int:
        return self.discord.rest.asked(route)

    def asked_of(self, channel: Channel) -> int:
        return sum(f"/{channel.id}/" in path for _, path, _ in self.discord.rest.log)

    def pages_of(self, channel: Channel) -> int:
        path = f"/channels/{channel.id}/messages"
        return sum(asked == path for _, asked, _ in self.discord.rest.log)

    def written(self, *channels: Channel) -> set[int | None]:
        """What truly was written in these."""
        return {number for channel in channels for number in channel.ids}

    def said(
        self, channel: Channel, count: int, *, ago: timedelta = DAY, every: timedelta = timedelta(minutes=1)
    ) -> Sequence[object]:
        """A conversation that began so long ago."""
        start = self.discord.clock.now() - ago
        return self.discord.chatter(channel, [self.mira], count, start=start, every=every)


@asynccontextmanager
async def a_scene(*, strict: bool = True, limits: bool = False) -> AsyncIterator[Scene]:
    """A guild without channels yet; Discord does not limit anybody unless told so."""
    async with loopback(start=NOW, strict=strict) as discord:
        discord.rest.limits.off = not limits
        inn = discord.guild("Amber Inn")
        reach(discord.api, discord.gateway)
        http = await a_client(discord)
        scene = Scene(discord=discord, inn=inn, mira=discord.member(inn, "mira"), http=http)
        try:
            yield scene
        finally:
            await scene.http.close()


async def a_client(discord: Discord, *, trace: aiohttp.TraceConfig | None = None) -> HTTPClient:
    """discord.py's own, logged in."""
    http = HTTPClient(asyncio.get_running_loop(), http_trace=trace)
    await http.static_login(discord.token)
    return http
