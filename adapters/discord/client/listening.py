"""What is done with each frame: kept first, and then the few that ask for something are answered."""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

from discord.gateway import DiscordWebSocket

from adapters.discord.client.acting import told
from adapters.discord.client.acting.invites import Invites
from adapters.discord.client.acting.members import Roll
from adapters.discord.client.connected import Answering, Connected
from adapters.discord.client.hearing.proof import Proof
from adapters.discord.frames import Malformed, Stripped, strip
from adapters.discord.frames.format.messages import Said

_log = logging.getLogger(__name__)

_DISPATCH: Final = 0

_NOTED: Final = 2.0
"""Seconds after which a note has usually come from the journal into the store, where catching up sees it."""

_SNAPSHOTS: Final = frozenset({"READY", "RESUMED", "GUILD_CREATE", "GUILD_MEMBERS_CHUNK"})
"""What tells how things are, and not that anything happened."""

_READY: Final = told.Reading(told.Ready)
_GUILD: Final = told.Reading(told.GuildThere)
_CHUNK: Final = told.Reading(told.Chunk)
_LIMITED: Final = told.Reading(told.Limited)

Act = Callable[[int, Stripped, str, datetime], None]


class Listening:
    """Every frame of every connection of one client comes by here, before the library reads it."""

    def __init__(self, client: Connected, healthy: Callable[[int], None]) -> None:
        self.roll = Roll(client)
        self.invites = Invites(client)
        self.proof = Proof(client)
        self.answering: Answering | None = None
        self._hearing = client.hearing
        self._client = client
        self._healthy = healthy
        self._bot = ""
        self._acts: dict[str, Act] = {
            "READY": self._ready,
            "RESUMED": self._resumed,
            "GUILD_CREATE": self._there,
            "GUILD_DELETE": self._gone,
            "THREAD_LIST_SYNC": self._shown,
            "GUILD_MEMBERS_CHUNK": self._chunk,
            "GUILD_MEMBER_ADD": self._joined,
            "MESSAGE_CREATE": self._wrote,
        }

    def heard(self, number: int, ws: DiscordWebSocket, frame: str) -> None:
        """A frame of this connection; raises Malformed where it cannot be read."""
        hearing = self._hearing
        at = hearing.clock.now()
        shard = hearing.shards[number]
        try:
            stripped = strip(frame, content=hearing.content, voice_details=hearing.voice_details)
        except Malformed:
            shard.alive(at, told=True)
            raise
        if stripped is None:
            self._unkept(number, frame, at)
            return
        act = self._acts.get(stripped.name)
        if act is None or hearing.listens_to(stripped.guild):
            shard.alive(at, told=stripped.name not in _SNAPSHOTS)
        late = stripped.guild is not None and not shard.live
        if hearing.take(stripped, ws.session_id or "", at, late=late) and act is not None:
            act(number, stripped, frame, at)

    def _unkept(self, number: int, frame: str, at: datetime) -> None:
        """Nothing to keep: an acknowledgement, or an event that is not counted."""
        head = told.head(frame)
        self._hearing.shards[number].alive(at, told=head.op == _DISPATCH)
        if head.t == "RATE_LIMITED":
            self.roll.later(_LIMITED(frame))

    def _ready(self, number: int, _: Stripped, frame: str, at: datetime) -> None:
        ready = _READY(frame)
        self._bot = ready.user.id
        guilds = [int(guild.id) for guild in ready.guilds]
        self._hearing.ready(number, ready.session_id, guilds, at)
        if problem := strange(number, self._client.shard_count or 1, guilds, self._hearing.guilds):
            _log.warning("%s", problem)
        self._healthy(number)
        self.roll.lost()

    def _resumed(self, number: int, _: Stripped, __: str, at: datetime) -> None:
        hearing = self._hearing
        notes = hearing.shards[number].resumed(at)
        hearing.note(notes, at)
        for note in notes:
            self._catch_up_soon(note.guild)
        if notes:
            self.proof.ask(hearing.shards[number], notes[0].start, at)
        self._healthy(number)
        self.roll.lost()

    def _there(self, number: int, _: Stripped, frame: str, at: datetime) -> None:
        guild = _GUILD(frame)
        if guild.unavailable:
            return
        number_of = int(guild.id)
        if self._hearing.there(number, number_of, at, newest=guild.newest):
            self.roll.ask(number, number_of)
            self.invites.may(number_of, guild.may_manage(self._bot))
            if self.answering is not None:
                self.answering.there(number_of, guild.joined_at)

    def _gone(self, number: int, stripped: Stripped, frame: str, at: datetime) -> None:
        if stripped.guild is not None:
            outage = _GUILD(frame).unavailable
            shard = self._hearing.shards[number]
            self._hearing.note(shard.away(stripped.guild, at, outage=outage), at)

    def _shown(self, _: int, stripped: Stripped, __: str, ___: datetime) -> None:
        if stripped.guild is not None:
            self._catch_up_soon(stripped.guild)

    def _catch_up_soon(self, guild: int) -> None:
        asyncio.get_running_loop().call_later(_NOTED, self._hearing.catch_up, guild)

    def _chunk(self, number: int, _: Stripped, frame: str, __: datetime) -> None:
        if self._hearing.shards[number].live:  # what is sent again late is asked for once more
            self.roll.came(_CHUNK(frame))

    def _joined(self, number: int, stripped: Stripped, _: str, at: datetime) -> None:
        self.invites.joined(stripped, self._hearing.shards[number].session, at)

    def _wrote(self, number: int, stripped: Stripped, _: str, __: datetime) -> None:
        if stripped.guild is not None and isinstance(stripped.data, Said):
            self._hearing.shards[number].wrote(stripped.guild, stripped.data.channel, stripped.data.id)


def strange(number: int, count: int, met: Collection[int], wanted: Collection[int] | None) -> str:
    """What hears nothing because nobody invited the bot there; empty where all is well.

    Of many connections one may well be without a server.
    """
    if not met and count == 1:
        return "The bot is in no server: community-os discord invite-url prints the address that invites it"
    away = sorted(guild for guild in wanted or () if (guild >> 22) % count == number and guild not in met)
    if not away:
        return ""
    return (
        f"The bot is not in {', '.join(map(str, away))}, which COMMUNITY_OS_GUILDS names: look at the ids, "
        "or invite it (community-os discord invite-url prints the address)"
    )
