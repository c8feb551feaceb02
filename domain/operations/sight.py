"""What is known of the bot from outside: what it said last, how long ago that was, and what that means."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import attrs

from domain.community.backfill.progress import BackfillProgress
from domain.operations.bot import BotState, ShardState
from domain.operations.leases import Holder

SILENT_AFTER: Final = timedelta(minutes=1)
"""The bot says how it is every few seconds; after so long without a word nothing is known of it."""

FORGOTTEN_AFTER: Final = timedelta(days=1)
"""A process that was not heard of for so long is left out where there is another one."""


LATE_AFTER: Final = timedelta(minutes=5)
"""What was heard is in the database within seconds; after so long something is in its way."""


@attrs.frozen(kw_only=True)
class Backlog:
    """What was heard and is not yet in the database, and what there was no room for."""

    records: int = 0
    bytes: int = 0
    most_bytes: int = 0
    oldest: datetime | None = None
    dropped: int = 0
    damaged_bytes: int = 0
    """What of it could not be read again."""


@attrs.frozen(kw_only=True)
class Process:
    """A process of the bot, as it described itself; `told_at` by the clock of the database."""

    bot: str
    holder: Holder
    told_at: datetime
    state: BotState
    backlog: Backlog

    def is_silent(self, now: datetime) -> bool:
        """Whether its word is too old to say how it is now, or was its farewell."""
        return self.state.phase == "stopped" or now - self.told_at > SILENT_AFTER


def present(processes: Sequence[Process], now: datetime) -> tuple[Process, ...]:
    """Those that count now: all that speak, else the one that spoke last."""
    speaking = [one for one in processes if not one.is_silent(now)]
    if not speaking:
        return tuple(sorted(processes, key=lambda one: one.told_at)[-1:])
    return tuple(sorted(speaking, key=lambda one: [shard.shard for shard in one.state.shards]))


def shard_of(guild: int, processes: Sequence[Process]) -> ShardState | None:
    """The connection on which a guild is heard; where two processes have it, the one that listens."""
    found = [
        shard
        for one in processes
        for shard in one.state.shards
        if shard.count and (guild >> 22) % shard.count == shard.shard
    ]
    return min(found, key=lambda shard: shard.phase != "listening", default=None)


class Condition(StrEnum):
    """How the bot is for a guild, in one word; what is worse goes first."""

    SIMULATED = "simulated"
    OFF = "off"
    SILENT = "silent"
    REFUSED = "refused"
    ENDED = "ended"
    ABSENT = "absent"
    CONNECTING = "connecting"
    LISTENING_IN_PART = "in part"
    LISTENING = "listening"


@attrs.frozen(kw_only=True)
class BotSight:
    """The bot as one guild sees it: its processes that count, and how far it is with the guild's past.

    Before there is any guild there is none to see it by (`guild` is None).
    `unreadable` are channels that the bot may not read, by id, with their names where they are known.
    """

    guild: int | None
    now: datetime = attrs.field(repr=False)
    processes: tuple[Process, ...] = ()
    progress: BackfillProgress | None = None
    unreadable: tuple[tuple[int, str | None], ...] = ()
    simulated: bool = False

    @property
    def shard(self) -> ShardState | None:
        """The connection on which the guild is heard."""
        return None if self.guild is None else shard_of(self.guild, self.processes)

    @property
    def condition(self) -> Condition:
        """How the bot is, the worst first."""
        if self.simulated:
            return Condition.SIMULATED
        if not self.processes:
            return Condition.OFF
        if all(one.is_silent(self.now) for one in self.processes):
            return Condition.SILENT
        return self._speaking()

    def _speaking(self) -> Condition:
        phases = {one.state.phase for one in self.processes}
        shard = self.shard
        here = shard.phase if shard is not None else min(phases, default="starting")
        if here != "listening":
            if "refused" in phases:
                return Condition.REFUSED
            return Condition.ENDED if here == "waiting" else Condition.CONNECTING
        if self.guild is None:
            everywhere = any(shard.guilds for one in self.processes for shard in one.state.shards)
            return Condition.LISTENING if everywhere else Condition.ABSENT
        if shard is not None and self.guild not in shard.guilds:
            return Condition.ABSENT
        return Condition.LISTENING_IN_PART if self.troubles else Condition.LISTENING

    @property
    def listens(self) -> bool:
        """Whether what happens now is heard."""
        return self.condition in (Condition.LISTENING, Condition.LISTENING_IN_PART)

    @property
    def is_late(self) -> bool:
        """Whether what was heard waits too long for the database."""
        return any(
            one.backlog.oldest is not None and self.now - one.backlog.oldest > LATE_AFTER
            for one in self.processes
        )

    @property
    def dropped(self) -> int:
        """Records for which the journal had no room."""
        return sum(one.backlog.dropped for one in self.processes)

    @property
    def damaged_bytes(self) -> int:
        """What was heard, and could not be read again."""
        return sum(one.backlog.damaged_bytes for one in self.processes)

    @property
    def quarantined(self) -> int:
        """Frames that could not be read."""
        return sum(one.state.quarantined for one in self.processes)

    @property
    def troubles(self) -> bool:
        """Whether something is missing, late or lost though the bot listens."""
        missing = any(one.state.missing for one in self.processes)
        listening = {
            shard.shard for one in self.processes for shard in one.state.shards if shard.phase == "listening"
        }
        elsewhere = any(shard.shard not in listening for one in self.processes for shard in one.state.shards)
        return missing or elsewhere or self.is_late or bool(self.dropped or self.damaged_bytes)
