"""Where a world's people wrote and whom they answered: the two longest tables that a fold leaves."""

from collections.abc import Iterator

import asyncpg
import numpy as np
from numpy.typing import NDArray

from bench.made.world import CHANNELS, FIRST_CHANNEL, GUILD, World
from bench.report.lines import note

_ANSWERS = 0.33
"""The share of messages that answer somebody, as the front door's benchmark has it."""

_FRIENDS = 5
_VOICES = 300
"""Voice sessions of the busiest."""


async def fill(connection: asyncpg.Connection, world: World) -> None:
    """Fill both tables, and the voice sessions of the busiest; nothing where it was done before."""
    if await connection.fetchval(
        "select exists (select from community_os.reply_day where guild_id = $1)", GUILD
    ):
        return
    rng = np.random.default_rng([17, world.members])
    written = await _copy(
        connection,
        "member_channel_day",
        ["day", "member_no", "channel", "eighth", "messages"],
        _where(world, rng),
    )
    answered = await _copy(
        connection, "reply_day", ["day", "member_no", "toward_no", "replies"], _answers(world, rng)
    )
    await connection.execute(_SESSIONS, GUILD, busiest(world), world.last_instant, _VOICES)
    await connection.execute("analyze")
    note(f"{written:,} rows of who wrote where, {answered:,} of who answered whom")


_FILLED = "select exists (select from community_os.reply_day where guild_id = $1)"
_PLACES = ["day", "member_no", "channel", "eighth", "messages"]
_EDGES = ["day", "member_no", "toward_no", "replies"]
_SESSIONS = """
insert into community_os.spans (guild_id, family, member_no, position, start_at, end_at, channel,
                                start_inferred, end_inferred)
select $1, 'voice', $2, n, $3::timestamptz - n * interval '14 hours', $3 - n * interval '14 hours'
       + interval '1 hour', 1, false, false
from generate_series(1, $4) n
"""


def busiest(world: World) -> int:
    """Who wrote most."""
    return int(np.argmax(np.bincount(world.member_no, weights=world.messages)))


def _where(world: World, rng: np.random.Generator) -> NDArray[np.int64]:
    """Most of a day's messages in the member's channel of that day, the rest anywhere; some hours of it."""
    who = np.repeat(np.arange(len(world.day)), world.messages)
    anywhere = FIRST_CHANNEL + rng.integers(0, CHANNELS, len(who))
    channel = np.where(rng.random(len(who)) < 0.7, world.channel[who], anywhere) - FIRST_CHANNEL
    eighth = (world.member_no[who] + rng.integers(0, 3, len(who))) % 8
    return _counted(world.day[who], world.member_no[who], channel, eighth, sizes=(world.members, CHANNELS, 8))


def _answers(world: World, rng: np.random.Generator) -> NDArray[np.int64]:
    """Half of the answers go to a few friends, the others to whoever writes much."""
    count = rng.binomial(world.messages, _ANSWERS)
    who, day = np.repeat(world.member_no, count).astype(np.int64), np.repeat(world.day, count)
    weight = np.bincount(world.member_no, weights=world.messages, minlength=world.members)
    anybody = rng.choice(world.members, size=len(who), p=weight / weight.sum())
    friend = (who * 31 + rng.integers(1, _FRIENDS + 1, len(who)) * 7919) % world.members
    toward = np.where(rng.random(len(who)) < 0.5, friend, anybody)
    other = toward != who
    return _counted(day[other], who[other], toward[other], sizes=(world.members, world.members))


def _counted(*columns: NDArray[np.int64], sizes: tuple[int, ...]) -> NDArray[np.int64]:
    """Distinct rows and how often each was there, ordered as the key is: shape (rows, columns + 1)."""
    key = columns[0].astype(np.int64)
    for column, size in zip(columns[1:], sizes, strict=True):
        key = key * size + column
    rows, counts = np.unique(key, return_counts=True)
    parts = [counts]
    for size in reversed(sizes):
        rows, part = np.divmod(rows, size)
        parts.append(part)
    return np.stack([rows, *reversed(parts)], axis=1)


async def _copy(
    connection: asyncpg.Connection, table: str, columns: list[str], rows: NDArray[np.int64]
) -> int:
    def records() -> Iterator[tuple[int, ...]]:
        channel = columns.index("channel") if "channel" in columns else None
        for start in range(0, len(rows), 100_000):
            for row in rows[start : start + 100_000].tolist():
                if channel is not None:
                    row[channel] += FIRST_CHANNEL
                yield (GUILD, *row)

    await connection.copy_records_to_table(
        table, schema_name="community_os", columns=["guild_id", *columns], records=records()
    )
    return len(rows)
