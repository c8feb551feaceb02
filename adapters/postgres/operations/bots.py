"""The bot as it describes itself, in PostgreSQL: written every few seconds, read by whoever shows it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import attrs

from adapters.postgres.link import Connection, Database
from application.community.hearing.ports import JournalState
from domain.operations.bot import BotState, MissingIntent, ShardState
from domain.operations.leases import Holder
from domain.operations.sight import FORGOTTEN_AFTER, Backlog, Process

_TELL = """
insert into community_os_instance.bots (
    bot, holder, host, pid, told_at, phase, since, words, switches, unavailable, families, quarantined,
    invalid_requests, waiting_records, waiting_bytes, most_bytes, oldest, dropped, damaged_bytes)
values ($1, $2, $3, $4, clock_timestamp(), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
on conflict (bot, holder) do update set
    told_at = excluded.told_at, phase = excluded.phase, since = excluded.since, words = excluded.words,
    switches = excluded.switches, unavailable = excluded.unavailable, families = excluded.families,
    quarantined = excluded.quarantined, invalid_requests = excluded.invalid_requests,
    waiting_records = excluded.waiting_records, waiting_bytes = excluded.waiting_bytes,
    most_bytes = excluded.most_bytes, oldest = excluded.oldest, dropped = excluded.dropped,
    damaged_bytes = excluded.damaged_bytes
"""
_DROP_SHARDS = """
delete from community_os_instance.bot_shards where bot = $1 and holder = $2 and shard <> all ($3::integer[])
"""
_TELL_SHARD = """
insert into community_os_instance.bot_shards (
    bot, holder, shard, count, phase, since, guilds, last_heard, last_event)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (bot, holder, shard) do update set
    count = excluded.count, phase = excluded.phase, since = excluded.since, guilds = excluded.guilds,
    last_heard = excluded.last_heard, last_event = excluded.last_event
"""
_FORGET = """
delete from community_os_instance.bots where holder <> $1 and told_at < clock_timestamp() - $2::interval
"""
_BOTS = """
select bot, holder, host, pid, told_at, phase, since, words, switches, unavailable, families, quarantined,
       invalid_requests, waiting_records, waiting_bytes, most_bytes, oldest, dropped, damaged_bytes
from community_os_instance.bots order by bot, holder
"""
_SHARDS = """
select bot, holder, shard, count, phase, since, guilds, last_heard, last_event
from community_os_instance.bot_shards order by bot, holder, shard
"""


class PostgresBots:
    """What the processes of bots say of themselves; each method raises Unavailable without a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tell(self, bot: str, holder: Holder, state: BotState, journal: JournalState) -> None:
        """Take a process at its word, in place of its last one; those long silent are forgotten."""
        async with self._database.instance_work() as connection:
            await connection.execute(_TELL, bot, holder.id, holder.host, holder.pid, *_facts(state, journal))
            await connection.execute(_DROP_SHARDS, bot, holder.id, [each.shard for each in state.shards])
            await connection.executemany(
                _TELL_SHARD, [(bot, holder.id, *_shard_row(each)) for each in state.shards]
            )
            await connection.execute(_FORGET, holder.id, FORGOTTEN_AFTER)

    async def processes(self) -> tuple[Sequence[Process], datetime]:
        """All that are known, and the moment of this look by the clock of the database."""
        async with self._database.instance_work() as connection:
            now: datetime = await connection.fetchval("select clock_timestamp()")
            return await _processes(connection), now


def _facts(state: BotState, journal: JournalState) -> tuple[Any, ...]:
    return (
        state.phase,
        state.since,
        state.words,
        [each.switch for each in state.missing],
        [each.unavailable for each in state.missing],
        list(state.families),
        state.quarantined,
        state.invalid_requests,
        journal.waiting_records,
        journal.waiting_bytes,
        journal.most_bytes,
        journal.oldest,
        journal.dropped,
        journal.damaged_bytes,
    )


def _shard_row(shard: ShardState) -> tuple[Any, ...]:
    values = attrs.asdict(shard)
    names = ("shard", "count", "phase", "since", "guilds", "last_heard", "last_event")
    return tuple(list(values[name]) if name == "guilds" else values[name] for name in names)


async def _processes(connection: Connection) -> list[Process]:
    shards: dict[tuple[str, str], list[ShardState]] = {}
    for row in await connection.fetch(_SHARDS):
        known = dict(row)
        place = known.pop("bot"), known.pop("holder")
        shards.setdefault(place, []).append(ShardState(**{**known, "guilds": tuple(known["guilds"])}))
    rows = await connection.fetch(_BOTS)
    return [_process(row, tuple(shards.get((row["bot"], row["holder"]), ()))) for row in rows]


def _process(row: Any, shards: tuple[ShardState, ...]) -> Process:  # noqa: ANN401 — a row of asyncpg
    missing = zip(row["switches"], row["unavailable"], strict=True)
    return Process(
        bot=row["bot"],
        holder=Holder(id=row["holder"], host=row["host"], pid=row["pid"]),
        told_at=row["told_at"],
        state=BotState(
            phase=row["phase"],
            since=row["since"],
            words=row["words"],
            shards=shards,
            missing=tuple(MissingIntent(switch=name, unavailable=what) for name, what in missing),
            quarantined=row["quarantined"],
            invalid_requests=row["invalid_requests"],
            families=tuple(row["families"]),
        ),
        backlog=Backlog(
            records=row["waiting_records"],
            bytes=row["waiting_bytes"],
            most_bytes=row["most_bytes"],
            oldest=row["oldest"],
            dropped=row["dropped"],
            damaged_bytes=row["damaged_bytes"],
        ),
    )
