"""A connection that is acknowledged but tells nothing is taken up again, and then begun anew."""

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING

from adapters.discord.client.hearing.shard import ShardHearing
from domain.community.deafness import is_deaf

if TYPE_CHECKING:
    from adapters.discord.client.ears import Ears

_log = logging.getLogger(__name__)


class Watchdog:
    """Looks at each connection every few seconds.

    The first time it is taken up where it broke, and its channels are looked at, which costs little when it
    was just quiet; where it tells nothing again for as long, a new session is begun.
    """

    def __init__(self, ears: "Ears") -> None:
        self._ears = ears
        self._resumed: dict[int, tuple[int, datetime]] = {}

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            await asyncio.sleep(self._ears.pace.watch)
            now = self._ears.hearing.clock.now()
            for shard in list(self._ears.hearing.shards.values()):
                if shard.live and self.judges_deaf(shard, now):
                    await self._mend(shard)

    def judges_deaf(self, shard: ShardHearing, now: datetime) -> bool:
        """Whether it has told nothing for far longer than usual."""
        if shard.event is None:
            return False
        resumed = self._resumed.get(shard.shard)
        if resumed is not None and shard.events > resumed[0]:
            del self._resumed[shard.shard]  # it was mended
        bustle = self._ears.hearing.bustle(shard)
        return is_deaf(bustle, shard.event, now, self._ears.pace.deafness)

    async def _mend(self, shard: ShardHearing) -> None:
        number = shard.shard
        socket = self._ears.socket(number)
        before = self._resumed.pop(number, None)
        if before is not None:
            _log.warning(
                "shard %d still tells nothing: a new session is begun, the gap caught up with", number
            )
            shard.distrust(before[1])
            socket.session_id = None
        else:
            since = shard.event or shard.since
            self._resumed[number] = shard.events, since
            shard.suspect(since)
            _log.warning("shard %d is acknowledged but tells nothing: it is taken up again", number)
        await socket.close(code=4000)
