"""Writes a world's rows straight into the tables, past the front door: only benchmarks may."""

import asyncpg
import numpy as np
from numpy.typing import NDArray

from bench.made import life
from bench.made.world import CHANNELS, FIRST_CHANNEL, GUILD, World
from bench.report.lines import note
from domain.community.fold import FOLD

_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
_TRAILER = b"\xff\xff"
_EPOCH_2000 = 946_684_800_000_000  # microseconds from 1970 to PostgreSQL's zero
_COLUMNS = [
    *("guild_id", "digest", "key", "occurred_at", "received_at", "channel", "subject", "member_no"),
    *("message_type", "schema", "bot", "inferred", "kind", "source", "details"),
]


_KINDS = (
    ("message", b'{"attachments":0,"length":42,"mentions":0,"type":0}'),
    ("reaction", b'{"emoji":"\xf0\x9f\x91\x8d"}'),
)


async def fill(connection: asyncpg.Connection, world: World) -> None:
    """The log, and everything that would have been folded from it."""
    await fill_thinly(connection, world)
    await fill_up(connection, world)


async def fill_thinly(connection: asyncpg.Connection, world: World) -> None:
    """A tenth of the log, and everything that would have been folded from the whole."""
    await _people(connection, world)
    for kind, details in _KINDS:
        await _log(connection, world, kind, _tenth(world, kind), details)
    await _folded(connection, world)
    await life.live(connection, world)
    await connection.execute("analyze")


async def fill_up(connection: asyncpg.Connection, world: World) -> None:
    """The other nine tenths of the log."""
    for kind, details in _KINDS:
        await _log(connection, world, kind, _counts(world, kind) - _tenth(world, kind), details)
    await connection.execute("analyze")


def _counts(world: World, kind: str) -> NDArray[np.int32]:
    return world.messages if kind == "message" else world.reactions


def _tenth(world: World, kind: str) -> NDArray[np.int32]:
    rng = np.random.default_rng([13, len(kind)])
    return rng.binomial(_counts(world, kind), 0.1).astype(np.int32)


async def _people(connection: asyncpg.Connection, world: World) -> None:
    await connection.execute("insert into community_os_instance.guild_register (guild_id) values ($1)", GUILD)
    await connection.execute(
        "insert into community_os.members (guild_id, member_no, name, named_at) "
        "select $1, n, 'Member ' || n, now() from generate_series(0, $2 - 1) n",
        GUILD,
        world.members,
    )
    await connection.execute(
        "insert into community_os.identities (guild_id, hash, member_no, source, external_id, since) "
        "select $1, md5(n::text)::uuid, n, 'discord', n::text, now() from generate_series(0, $2 - 1) n",
        GUILD,
        world.members,
    )


async def _log(
    connection: asyncpg.Connection, world: World, kind: str, counts: NDArray[np.int32], details: bytes
) -> None:
    """Expand member-days into rows and send them as the bytes of a binary COPY."""
    rng = np.random.default_rng([11, len(kind)])
    step = 40_000
    for start in range(0, len(world.day), step):
        repeat = counts[start : start + step]
        rows = _rows(world, slice(start, start + step), repeat, kind.encode(), details, rng)
        await connection.copy_to_table(
            "activity_log",
            schema_name="community_os",
            columns=_COLUMNS,
            source=_once(_SIGNATURE + rows.tobytes() + _TRAILER),
            format="binary",
        )
        if start % (step * 10) == 0:
            note(f"{kind}s: {start / len(world.day):.0%}")


async def _once(data: bytes):
    yield data


def _rows(world, part, repeat, kind, details, rng):  # noqa: ANN001, ANN202 - one big array
    count = int(repeat.sum())
    at_ms = np.repeat(world.day[part].astype(np.int64), repeat) * 86_400_000
    at_ms += rng.integers(0, 86_400_000, count)
    at_ms.sort()
    subject = (at_ms - 1_420_070_400_000 << 22) + rng.integers(0, 1 << 22, count)
    fields = [
        ("guild_id", ">i8", GUILD),
        ("digest", ">i8", rng.integers(-(2**62), 2**62, count)),
        ("key", "V16", _keys(at_ms, rng)),
        ("occurred_at", ">i8", at_ms * 1000 - _EPOCH_2000),
        ("received_at", ">i8", at_ms * 1000 - _EPOCH_2000),
        ("channel", ">i8", np.repeat(world.channel[part], repeat)),
        ("subject", ">i8", subject),
        ("member_no", ">i4", np.repeat(world.member_no[part], repeat)),
        ("message_type", ">i4", 0),
        ("schema", ">i2", 1),
        ("bot", "u1", 0),
        ("inferred", "u1", 0),
        ("kind", f"S{len(kind)}", kind),
        ("source", "S5", b"bench"),
        ("details", f"S{len(details)}", details),
    ]
    layout = [("n", ">i2")]
    for name, kind_of, _ in fields:
        layout += [(f"{name}_length", ">i4"), (name, kind_of)]
    rows = np.zeros(count, dtype=np.dtype(layout))
    rows["n"] = len(fields)
    for name, kind_of, values in fields:
        rows[f"{name}_length"] = np.dtype(kind_of).itemsize
        rows[name] = values
    return rows


def _keys(at_ms, rng):  # noqa: ANN001, ANN202 - 16 bytes: time, then noise
    keys = rng.integers(0, 256, (len(at_ms), 16), dtype=np.uint8)
    keys[:, :6] = at_ms.astype(">u8").view(np.uint8).reshape(-1, 8)[:, 2:]
    return keys.view("V16").ravel()


async def _folded(connection: asyncpg.Connection, world: World) -> None:
    """What the fold would have left: the same sums, by numpy."""
    member_rows = zip(
        *(column.tolist() for column in (world.day, world.member_no, world.messages, world.reactions)),
        strict=True,
    )
    await _copy(
        connection,
        "member_day",
        ["guild_id", "day", "member_no", "messages", "reactions", "received", "voice_seconds"],
        ((GUILD, *row, 0, 0) for row in member_rows),
    )
    cell = (world.day.astype(np.int64) - world.day[0]) * CHANNELS + (world.channel - FIRST_CHANNEL)
    sums = [np.bincount(cell, weights=column).astype(int) for column in (world.messages, world.reactions)]
    await _copy(
        connection,
        "channel_day",
        ["guild_id", "day", "channel", "messages", "reactions", "uncounted"],
        (
            (GUILD, int(world.day[0]) + n // CHANNELS, FIRST_CHANNEL + n % CHANNELS, int(m), int(r), 0)
            for n, (m, r) in enumerate(zip(*sums, strict=True))
        ),
    )
    by_day = [np.bincount(world.day - world.day[0], weights=c) for c in (world.messages, world.reactions)]
    await _copy(
        connection,
        "guild_hour",
        ["guild_id", "day", "hour", "messages", "reactions"],
        (
            (GUILD, int(world.day[0]) + day, hour, int(by_day[0][day] // 24), int(by_day[1][day] // 24))
            for day in range(world.days)
            for hour in range(24)
        ),
    )
    await _places(connection, world)
    await _profile(connection, world)


async def _places(connection: asyncpg.Connection, world: World) -> None:
    """Who wrote where, in two eighths of the day in a row; and whom every third answered."""
    rng = np.random.default_rng(13)
    first = rng.choice(7, len(world.day), p=[0.1, 0.05, 0.05, 0.1, 0.15, 0.25, 0.3])
    half = (world.messages + 1) // 2
    columns = [column.tolist() for column in (world.day, world.member_no, world.channel)]
    for eighth, messages in ((first, half), (first + 1, world.messages - half)):
        rows = zip(*columns, eighth.tolist(), messages.tolist(), strict=True)
        await _copy(
            connection,
            "member_channel_day",
            ["guild_id", "day", "member_no", "channel", "eighth", "messages"],
            ((GUILD, *row) for row in rows if row[-1]),
        )
    await connection.execute(
        "insert into community_os.channel_hour (guild_id, day, channel, hour, messages) "
        "select guild_id, day, channel, eighth * 3, sum(messages) from community_os.member_channel_day "
        "where guild_id = $1 group by 1, 2, 3, 4",
        GUILD,
    )
    answered = rng.integers(0, world.members, len(world.day))
    replies = zip(*columns[:2], answered.tolist(), strict=True)
    await _copy(
        connection,
        "reply_day",
        ["guild_id", "day", "member_no", "toward_no", "replies"],
        ((GUILD, *row, 1) for at, row in enumerate(replies) if at % 3 == 0 and row[1] != row[2]),
    )


async def _profile(connection: asyncpg.Connection, world: World) -> None:
    await connection.execute(
        "insert into community_os.guild_profile "
        "(guild_id, revision, next_member, last_activity, name_seen_at, name, fold) "
        "values ($1, 1, $2, $3, now(), 'Bench', $4)",
        GUILD,
        world.members,
        world.last_instant,
        FOLD,
    )
    await connection.execute(
        "insert into community_os.coverage (guild_id, channel, start_at, end_at, family, source) "
        "select $1, 0, '2015-01-01Z', $2, f, 'bench' "
        "from unnest(array['messages', 'reactions_given', 'voice', 'membership', 'events', 'commands']) f",
        GUILD,
        world.last_instant,
    )
    await connection.execute(
        "insert into community_os.sheet_days (guild_id, part, day, revision) "
        "select distinct $1::bigint, 'days', day, 1 from community_os.member_day where guild_id = $1",
        GUILD,
    )


async def _copy(connection: asyncpg.Connection, table: str, columns: list[str], records: object) -> None:
    await connection.copy_records_to_table(
        table, schema_name="community_os", columns=columns, records=records
    )
