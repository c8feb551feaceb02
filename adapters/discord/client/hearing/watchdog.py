"""A connection that is acknowledged but tells nothing is taken up again, and then begun anew."""

import asyncio
import logging
import time
from datetime import datetime
from typing import TYPE_CHECKING

import attrs
from discord.gateway import DiscordWebSocket

from adapters.discord.client.hearing.shard import ShardHearing
from domain.community.deafness import is_deaf

if TYPE_CHECKING:
    from adapters.discord.client.ears import Ears

_log = logging.getLogger(__name__)


@attrs.define
class _Doubt:
    """A silence: how much was told before it, since when, and what was done about it."""

    events: int
    since: datetime
    resumed: bool = False
    sessions: int = 0


@attrs.define
class _Wait:
    """A session was asked for on this connection: how much was told so far, and since when nothing more."""

    socket: DiscordWebSocket
    events: int
    since: float


class Watchdog:
    """Looks at each connection every few seconds.

    The first time it is taken up where it broke, and its channels are looked at, which costs little when it
    was just quiet; where it tells nothing again for as long, a new session is begun.
    """

    def __init__(self, ears: "Ears") -> None:
        self._ears = ears
        self._doubts: dict[int, _Doubt] = {}
        self._waits: dict[int, _Wait] = {}

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            await asyncio.sleep(self._ears.pace.watch)
            now = self._ears.hearing.clock.now()
            for shard in list(self._ears.hearing.shards.values()):
                if shard.paused:
                    await self._wake(shard)
                elif shard.live:
                    self._waits.pop(shard.shard, None)
                    if self._judges_deaf(shard, now):
                        await self._mend(shard)
                else:
                    await self._greeted(shard)

    async def _wake(self, shard: ShardHearing) -> None:
        """After a pause nobody knows what Discord told meanwhile: it is asked to send it again."""
        shard.paused = False
        _log.warning("shard %d was away for a while without noticing: it is taken up again", shard.shard)
        await self._ears.socket(shard.shard).close(code=4000)

    async def _greeted(self, shard: ShardHearing) -> None:
        """Hang up where a session was asked for and nobody answers, though heartbeats are acknowledged."""
        number = shard.shard
        socket = self._ears.socket(number) if number in self._ears.shards else None
        if socket is None or not socket.open:
            self._waits.pop(number, None)
            return
        wait = self._waits.get(number)
        if wait is None or wait.socket is not socket or wait.events != shard.events:
            self._waits[number] = _Wait(socket, shard.events, time.monotonic())
        elif time.monotonic() - wait.since > self._ears.pace.answer:
            del self._waits[number]
            _log.warning("shard %d was given no session: it connects again", number)
            await socket.close(code=4000)

    def _judges_deaf(self, shard: ShardHearing, now: datetime) -> bool:
        """Whether it has told nothing for far longer than usual."""
        if shard.event is None:
            return False
        doubt = self._doubts.get(shard.shard)
        if doubt is not None and shard.events > doubt.events:
            del self._doubts[shard.shard]  # it told something: all is well
            doubt = None
        # A new session that is silent too is just a quiet time: it is asked ever more seldom.
        rules = self._ears.pace.deafness.more_patient(doubt.sessions if doubt else 0)
        return is_deaf(self._ears.hearing.bustle(shard), shard.event, now, rules)

    async def _mend(self, shard: ShardHearing) -> None:
        number = shard.shard
        socket = self._ears.socket(number)
        doubt = self._doubts.setdefault(number, _Doubt(shard.events, shard.event or shard.since))
        doubt.resumed = not doubt.resumed
        if doubt.resumed:
            shard.suspect(doubt.since)
            _log.warning("shard %d is acknowledged but tells nothing: it is taken up again", number)
        else:
            _log.warning(
                "shard %d still tells nothing: a new session is begun, and read what it missed", number
            )
            doubt.sessions += 1
            shard.distrust(doubt.since)
            socket.session_id = None
        await socket.close(code=4000)
