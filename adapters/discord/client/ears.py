"""The client of the library that listens: it keeps what arrives, and parses next to nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Final

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.client.connected import Answering
from adapters.discord.client.hearing.everything import Hearing
from adapters.discord.client.http.budget import RefusalBudget, SessionBudget
from adapters.discord.client.http.requests import counting, forgiving, persistent
from adapters.discord.client.intents import Portal, families, intents, missing, sentence
from adapters.discord.client.listening import Listening
from adapters.discord.client.pace import Pace
from adapters.discord.client.sockets import Opened, Persistence, tend

PARSED: Final = frozenset({"READY", "RESUMED"})
"""What the library itself has to know of; everything else is read by us, later."""

ASKED: Final = frozenset({"INTERACTION_CREATE"})
"""What it parses besides, where somebody answers."""

Admit = Callable[[int, Sequence[int]], Awaitable[None]]
"""Told the id of the application and the shards, before they connect; raises where they must not."""

_ATTEMPTS: Final = 5
_log = logging.getLogger(__name__)


class Ears(discord.AutoShardedClient):
    """Listens once: whatever ends it, another one is made."""

    def __init__(
        self,
        *,
        hearing: Hearing,
        portal: Portal,
        budget: RefusalBudget,
        begun: SessionBudget,
        pace: Pace,
        admit: Admit,
        shard_count: int | None,
        shards: tuple[int, ...],
    ) -> None:
        super().__init__(
            intents=intents(portal.granted),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            heartbeat_timeout=pace.heartbeat,
            guild_ready_timeout=0.1,
            http_trace=counting(budget, lambda seconds: forgiving(self.http, seconds)),
            shard_count=shard_count,
        )
        self.shard_ids = list(shards) or None
        self.hearing = hearing
        self.pace = pace
        self._portal = portal
        self._begun = begun
        self._attempts = 0
        self._sessions: dict[int, Persistence] = {}
        self._opened = Opened(pace.stop)
        self._admit = admit
        self.admitted = False
        self.listening = Listening(self, self._healthy)
        persistent(self.http, pace.again)
        state = self._connection
        self._parsers = state.parsers
        state.parsers = {event: self._parsers[event] for event in PARSED}
        state._update_references = self._connected  # type: ignore[method-assign]

    def answered_by(self, answering: Answering) -> None:
        """Have what members ask read by the library too, and answered."""
        state = self._connection
        state.parsers = {event: self._parsers[event] for event in PARSED | ASKED}
        self.listening.answering = answering
        answering.mount(self)

    async def setup_hook(self) -> None:
        """Ask which intents are granted before any is asked for, and whether another process listens."""
        told = await self.http.request(Route("GET", "/applications/@me"))
        granted = self._portal.told(told)
        self._connection._intents = intents(granted)
        self.hearing.families = families(granted)
        self.hearing.content = granted.content
        for intent in missing(granted):
            _log.warning("%s", sentence(intent))
        if self.shard_count is None:
            self.shard_count = (await self.http.get_bot_gateway())[0]
        shards = self.shard_ids or list(range(self.shard_count))
        self._begun.must_allow(len(shards))
        await self._admit(self.application_id or 0, shards)
        self.admitted = True

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """One session begins in 5 seconds."""
        if not initial:
            await asyncio.sleep(self.pace.identify)
        self._begun.begin()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect for the first time; the library would try for ever."""
        self._attempts += 1
        if self._attempts > _ATTEMPTS:
            raise discord.GatewayNotFound
        await super().launch_shard(gateway, shard_id, initial=initial)
        self._attempts = 0
        if shard_id not in self._sessions:
            shard = self.shards[shard_id]._parent
            self._sessions[shard_id] = Persistence(shard, self.pace, partial(self._lost, shard_id))

    async def close(self) -> None:
        """Say good-bye, and hang up when nobody answers."""
        closing = asyncio.ensure_future(super().close())
        await asyncio.wait([closing], timeout=self.pace.stop)
        clean = closing.done() and not closing.cancelled() and closing.exception() is None
        if not clean and self.http.connector is not discord.utils.MISSING:
            await self.http.connector.close()
        await self._opened.end()

    def socket(self, shard: int) -> DiscordWebSocket:
        """The connection of a shard."""
        return self._get_websocket(shard_id=shard)

    def _healthy(self, shard: int) -> None:
        if shard in self._sessions:
            self._sessions[shard].healthy()

    def _lost(self, shard: int) -> None:
        self.hearing.shard(shard).lost(self.hearing.clock.now())

    def _connected(self, ws: DiscordWebSocket) -> None:
        number = ws.shard_id or 0
        self._lost(number)
        self._opened.add(ws)
        tend(ws, partial(self.listening.heard, number), self._unreadable)

    def _unreadable(self, _: DiscordWebSocket, frame: str | bytes, problem: Exception) -> None:
        self.hearing.quarantine(frame, problem)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """What goes wrong in one event ends nothing."""
        _log.exception("something went wrong in %s", event_method)
