"""The front door against a raw COPY of the same rows, and against a bot that writes each event."""

import asyncio
import itertools
import json
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import asyncpg
import numpy as np

from application.community.ports import Store
from application.community.record import RecordActivities
from bench.made.world import FIRST_CHANNEL, GUILD, LAST_DAY
from bench.report.lines import Line, note, say
from domain.community.log.activity import MESSAGE, REACTION, VOICE_JOINED, VOICE_LEFT, Activity, Person
from domain.community.log.envelope import write
from domain.community.log.keys import Keyring
from domain.kernel.ids import first_snowflake_at

BATCH = 10_000
ROWS = 100_000
ROUNDS = 5


def activities(count: int, round_number: int, *, members: int = 20_000) -> list[Activity]:
    """Decoded activities of some hours: 80 % messages, a third of them answers; reactions; some voice.

    People talk in bursts: about eight activities in a row are of the same three of them, in one channel.
    """
    rng = np.random.default_rng([3, round_number])
    start = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, tzinfo=UTC) + timedelta(
        days=1 + round_number
    )
    people = [Person(id=str(10**17 + number), name=f"Person {number}") for number in range(members)]
    trios = np.minimum(rng.exponential(members / 6, (count // 8 + 1, 3)).astype(int), members - 1).tolist()
    turns = rng.integers(0, 3, (count, 2)).tolist()
    kind = rng.random(count).tolist()
    made: list[Activity] = []
    for position in range(count):
        at = start + timedelta(milliseconds=position * 200)
        trio, (speaker, listener) = trios[position // 8], turns[position]
        message = first_snowflake_at(at) + position % 4096
        made.append(
            _one(kind[position], at, people[trio[speaker]], people[trio[listener]], message, position)
        )
    return made


def _one(kind: float, at: datetime, author: Person, other: Person, message: int, position: int) -> Activity:
    channel = FIRST_CHANNEL + position // 8 % 40
    if kind < 0.8:
        return Activity(
            guild=GUILD,
            kind=MESSAGE,
            natural_id=str(message),
            occurred_at=at,
            source="bench",
            person=author,
            channel=channel,
            subject=message,
            toward=other if kind < 0.27 else None,
            details={"type": 0, "length": position % 200, "mentions": 0, "attachments": 0},
        )
    if kind < 0.97:
        return Activity(
            guild=GUILD,
            kind=REACTION,
            natural_id=str(message),
            occurred_at=at,
            source="bench",
            person=author,
            channel=channel,
            subject=message,
            toward=other,
            details={"emoji": "👍"},
        )
    return Activity(
        guild=GUILD,
        kind=VOICE_JOINED if kind < 0.985 else VOICE_LEFT,
        natural_id=f"bench-{at.isoformat()}-{position}",
        occurred_at=at,
        source="bench",
        person=author,
        channel=channel,
        details={},
    )


class BenchClock:
    """Long after everything that the benchmarks record."""

    def now(self) -> datetime:
        return datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, tzinfo=UTC) + timedelta(days=400)


async def run(store: Store, connection: asyncpg.Connection) -> list[Line]:
    """Raw COPY and front door in turn, then the bot that writes one event at a time."""
    record = RecordActivities(store=store, clock=BenchClock(), keys=Keyring(b"bench" * 8))
    payloads, columns, ours = [], [], []
    await _create_raw(connection)
    for round_number in range(ROUNDS):
        made = activities(ROWS, round_number)
        payloads.append(await _raw_copy(connection, "bench_raw_payload", _with_payload(made)))
        columns.append(await _raw_copy(connection, "bench_raw", _records(made)))
        await connection.execute(
            "checkpoint"
        )  # what the raw copies left to be written is not ours to wait for
        ours.append(await _front_door(record, made))
        note(
            f"front door round {round_number}: raw with payload {payloads[-1]:,.0f}/s, "
            f"raw with columns {columns[-1]:,.0f}/s, ours {ours[-1]:,.0f}/s"
        )
    bot = await _bot(connection, activities(2_000, ROUNDS + 1))
    rate = statistics.median(ours)
    share, harder = (
        statistics.median(mine / theirs for mine, theirs in zip(ours, raw, strict=True))
        for raw in (payloads, columns)
    )
    return [
        say(Line(name="front door", value=rate, unit="activities/s", ratio=share,
                 of="raw binary COPY of the same activities as jsonb payloads, no index",
                 target=">= 0.30", met=share >= 0.30)),
        say(Line(name="front door against our own columns", value=rate, unit="activities/s", ratio=harder,
                 of="raw binary COPY of the columns that we store, details as jsonb, no index")),
        say(Line(name="front door against a bot that writes each event", value=rate, unit="activities/s",
                 ratio=rate / bot, of="one insert and one upsert for each event",
                 target=">= 30", met=rate / bot >= 30)),
    ]  # fmt: skip


def _batches(made: list[Activity]) -> Iterator[list[Activity]]:
    return (made[start : start + BATCH] for start in range(0, len(made), BATCH))


async def _front_door(record: RecordActivities, made: list[Activity]) -> float:
    """Two batches in flight, as the importer has: one is prepared while the other is written."""
    started = time.perf_counter()
    batches = _batches(made)

    async def sender() -> None:
        for batch in batches:
            answers = await record(batch)
            parked = answers.count("parked")
            assert parked == 0, f"{parked} parked"

    await asyncio.gather(sender(), sender())
    return len(made) / (time.perf_counter() - started)


async def _create_raw(connection: asyncpg.Connection) -> None:
    await connection.execute(
        "create table bench_raw (guild_id bigint, digest bigint, key uuid, occurred_at timestamptz, "
        "received_at timestamptz, channel bigint, parent bigint, subject bigint, member_no int, "
        "toward_no int, message_type int, schema smallint, bot bool, inferred bool, kind text, source text, "
        "details jsonb)"
    )
    await connection.execute(
        "create table bench_raw_payload (guild_id bigint, key uuid, kind text, occurred_at timestamptz, "
        "payload jsonb)"
    )
    # The bot keeps what bots keep, and as long a log as ours.
    await connection.execute(
        "create table bench_bot_log (guild_id bigint, key uuid, kind text, occurred_at timestamptz, "
        "payload jsonb, primary key (guild_id, key));"
        "insert into bench_bot_log select guild_id, key, kind, occurred_at, details::jsonb "
        "from community_os.activity_log limit 1000000;"
        "create table bench_bot_day (guild_id bigint, day int, member_id bigint, messages int, "
        "primary key (guild_id, day, member_id))"
    )


def _records(made: list[Activity]) -> list[tuple[object, ...]]:
    keys = Keyring(b"bench" * 8)
    numbers = itertools.count()
    known: dict[str, int] = {}

    def number(person: Person | None) -> int | None:
        return None if person is None else known.setdefault(person.id, next(numbers))

    return [
        (
            GUILD,
            position,
            asyncpg.pgproto.pgproto.UUID(keys.key(one)),
            one.occurred_at,
            one.occurred_at,
            one.channel,
            one.parent,
            one.subject,
            number(one.person),
            number(one.toward),
            0,
            1,
            False,
            False,
            one.kind,
            one.source,
            json.dumps(dict(one.details)),
        )
        for position, one in enumerate(made)
    ]


def _with_payload(made: list[Activity]) -> list[tuple[object, ...]]:
    """What a collector keeps that does not think: a few columns, and the whole activity as JSON."""
    keys = Keyring(b"bench" * 8)
    return [
        (
            GUILD,
            asyncpg.pgproto.pgproto.UUID(keys.key(one)),
            one.kind,
            one.occurred_at,
            json.dumps(write(one)),
        )
        for one in made
    ]


async def _raw_copy(connection: asyncpg.Connection, table: str, records: list[tuple[object, ...]]) -> float:
    """Rows a second; making the records is not counted."""
    await connection.execute("truncate bench_raw, bench_raw_payload")
    await connection.execute("checkpoint")
    started = time.perf_counter()
    await connection.copy_records_to_table(table, records=records)
    return len(records) / (time.perf_counter() - started)


async def _bot(connection: asyncpg.Connection, made: list[Activity]) -> float:
    """What a typical bot does with each event: insert it, then count it, each by itself."""
    insert = "insert into bench_bot_log values ($1, $2, $3, $4, $5) on conflict do nothing"
    count = (
        "insert into bench_bot_day values ($1, $2, $3, 1) on conflict (guild_id, day, member_id) "
        "do update set messages = bench_bot_day.messages + 1"
    )
    records = _with_payload(made)
    who = [int(one.person.id) if one.person else 0 for one in made]
    started = time.perf_counter()
    for record, member in zip(records, who, strict=True):
        await connection.execute(insert, *record)
        await connection.execute(count, GUILD, 20_000, member)
    return len(records) / (time.perf_counter() - started)
