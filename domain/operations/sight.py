"""What is known of the bot from outside: what it said last, and how long ago that was."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.operations.bot import BotState, ShardState
from domain.operations.leases import Holder

SILENT_AFTER: Final = timedelta(minutes=1)
"""The bot says how it is every few seconds; after so long without a word nothing is known of it."""

FORGOTTEN_AFTER: Final = timedelta(days=1)
"""A process that was not heard of for so long is left out where there is another one."""


@attrs.frozen(kw_only=True)
class Backlog:
    """What was heard and is not yet in the database, and what there was no room for."""

    records: int = 0
    bytes: int = 0
    most_bytes: int = 0
    oldest: datetime | None = None
    dropped: int = 0


@attrs.frozen(kw_only=True)
class Process:
    """A process of the bot, as it described itself; `told_at` by the clock of the database."""

    bot: str
    holder: Holder
    told_at: datetime
    state: BotState
    backlog: Backlog

    def is_silent(self, now: datetime) -> bool:
        """Whether its word is too old to say how it is now."""
        return now - self.told_at > SILENT_AFTER


def present(processes: Sequence[Process], now: datetime) -> tuple[Process, ...]:
    """Those that count now: all that speak, else the one that spoke last."""
    speaking = [one for one in processes if not one.is_silent(now)]
    if not speaking:
        return tuple(sorted(processes, key=lambda one: one.told_at)[-1:])
    return tuple(sorted(speaking, key=lambda one: [shard.shard for shard in one.state.shards]))


def shard_of(guild: int, processes: Sequence[Process]) -> ShardState | None:
    """The connection on which a guild is heard."""
    return next(
        (
            shard
            for one in processes
            for shard in one.state.shards
            if shard.count and (guild >> 22) % shard.count == shard.shard
        ),
        None,
    )
