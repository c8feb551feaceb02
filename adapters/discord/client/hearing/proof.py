"""After a silence that may have been deafness: whether something was written that was never told."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from discord.http import Route

from adapters.discord.client.connected import Connected
from adapters.discord.client.hearing.shard import ShardHearing
from domain.kernel.ids import first_snowflake_at

_MOST: Final = 50
"""Guilds that are asked after one silence, of those in which anything was heard: one proof is enough."""

_PATIENCE: Final = 30.0

_log = logging.getLogger(__name__)


class _Silence(NamedTuple):
    shard: ShardHearing
    session: str
    since: datetime
    until: datetime
    heard: Mapping[int, Mapping[int, int]]


class Proof:
    """A connection that was silent and is taken up again tells what it missed; one that was deaf may not.

    Then a new session is begun: it says who is in voice, and what nobody can tell any more is a gap.
    """

    def __init__(self, client: Connected) -> None:
        self._client = client
        self._silences: asyncio.Queue[_Silence] = asyncio.Queue()

    def ask(self, shard: ShardHearing, since: datetime, until: datetime) -> None:
        """A connection told nothing since then, and was just taken up again."""
        self._silences.put_nowait(_Silence(shard, shard.session, since, until, shard.heard_in()))

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            silence = await self._silences.get()
            try:
                async with asyncio.timeout(_PATIENCE):
                    missed = await self._missed(silence)
            except Exception as problem:  # noqa: BLE001 - without a proof it goes on as it is
                _log.info("what a silence hid cannot be looked at now: %s", type(problem).__name__)
                continue
            if missed and silence.shard.live and silence.shard.session == silence.session:
                await self._begin_anew(silence)

    async def _missed(self, silence: _Silence) -> bool:
        """Whether a channel in which we heard messages had one in the silence that we did not hear."""
        for guild, before in list(silence.heard.items())[:_MOST]:
            channels = await self._client.http.request(
                Route("GET", "/guilds/{guild_id}/channels", guild_id=guild)
            )
            last = _last_messages(channels)
            now = silence.shard.heard_in().get(guild, {})
            for channel, known in before.items():
                message = last.get(channel, 0)
                if known < message < first_snowflake_at(silence.until) and now.get(channel) != message:
                    return True
        return False

    async def _begin_anew(self, silence: _Silence) -> None:
        number = silence.shard.shard
        _log.warning("shard %d was deaf: a new session is begun, and read what it missed", number)
        silence.shard.distrust(silence.since, proved=True)
        socket = self._client.socket(number)
        socket.session_id = None
        await socket.close(code=4000)


def _last_messages(channels: Any) -> dict[int, int]:  # noqa: ANN401 - what REST answers
    return {int(each["id"]): int(each.get("last_message_id") or 0) for each in channels}
