"""Counters in PostgreSQL: each batch adds its deltas with one statement for each table."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

import attrs

from adapters.postgres.community.folded import snapshot as live
from adapters.postgres.community.folded.attendance import PostgresAttendance, all_presences
from adapters.postgres.community.folded.spans import PostgresSpans
from adapters.postgres.community.moved import Moved
from adapters.postgres.link import Connection
from application.community.snapshot import Snapshot
from domain.community.fold import FOLD, Deltas, TallyKey
from domain.community.log.commands import Ran, code_of, error_code

K = TypeVar("K")
V = TypeVar("V")
Rows = Mapping[tuple[int, int], Sequence[int]]
Triple = tuple[int, int, int]

_AT_ONCE: Final = 20_000
"""Rows of one statement: a replay writes millions, and every statement has a limit of time."""

_TALLY = """
insert into community_os.message_reactions as held (guild_id, message, emoji, author, seen, known)
select $1, unnest($2::bigint[]), unnest($3::text[]), unnest($4::integer[]), unnest($5::integer[]),
       unnest($6::integer[])
on conflict (guild_id, message, emoji, author)
do update set seen = held.seen + excluded.seen, known = held.known + excluded.known
returning message, emoji, author, seen, known
"""
_MEMBER_DAY = """
insert into community_os.member_day as held (
    guild_id, day, member_no, messages, reactions, received, voice_seconds)
select $1, unnest($2::text::integer[]), unnest($3::text::integer[]), unnest($4::text::integer[]),
       unnest($5::text::integer[]),
       unnest($6::text::bigint[]), unnest($7::text::integer[])
on conflict (guild_id, day, member_no) do update set
    messages = held.messages + excluded.messages, reactions = held.reactions + excluded.reactions,
    received = held.received + excluded.received, voice_seconds = held.voice_seconds + excluded.voice_seconds
"""
_CHANNEL_DAY = """
insert into community_os.channel_day as held (guild_id, day, channel, messages, reactions, uncounted)
select $1, unnest($2::text::integer[]), unnest($3::text::bigint[]), unnest($4::text::integer[]),
       unnest($5::text::integer[]),
       unnest($6::text::integer[])
on conflict (guild_id, day, channel) do update set
    messages = held.messages + excluded.messages, reactions = held.reactions + excluded.reactions,
    uncounted = held.uncounted + excluded.uncounted
"""
_GUILD_HOUR = """
insert into community_os.guild_hour as held (guild_id, day, hour, messages, reactions)
select $1, unnest($2::text::integer[]), unnest($3::text::integer[]), unnest($4::text::integer[]),
       unnest($5::text::integer[])
on conflict (guild_id, day, hour) do update set
    messages = held.messages + excluded.messages, reactions = held.reactions + excluded.reactions
"""
_REPLY_DAY = """
insert into community_os.reply_day as held (guild_id, day, member_no, toward_no, replies)
select $1, unnest($2::text::integer[]), unnest($3::text::integer[]), unnest($4::text::integer[]),
       unnest($5::text::integer[])
on conflict (guild_id, day, member_no, toward_no) do update set replies = held.replies + excluded.replies
"""
_CHANNEL_HOUR = """
insert into community_os.channel_hour as held (guild_id, day, channel, hour, messages)
select $1, unnest($2::text::integer[]), unnest($3::text::bigint[]), unnest($4::text::integer[]),
       unnest($5::text::integer[])
on conflict (guild_id, day, channel, hour) do update set messages = held.messages + excluded.messages
"""
_MEMBER_CHANNEL_DAY = """
insert into community_os.member_channel_day as held (guild_id, day, member_no, channel, eighth, messages)
select $1, unnest($2::text::integer[]), unnest($3::text::integer[]), unnest($4::text::bigint[]),
       unnest($5::text::integer[]), unnest($6::text::integer[])
on conflict (guild_id, day, member_no, channel, eighth)
do update set messages = held.messages + excluded.messages
"""
_COMMAND_DAY = """
insert into community_os.command_day as held (guild_id, day, member_no, command, runs)
select $1, unnest($2::text::integer[]), unnest($3::text::integer[]), unnest($4::text::bigint[]),
       unnest($5::text::integer[])
on conflict (guild_id, day, member_no, command) do update set runs = held.runs + excluded.runs
"""
_RUN_DAY = """
insert into community_os.run_day as held (
    guild_id, day, command, outcome, error, bucket, runs, command_code, error_code)
select $1, unnest($2::integer[]), unnest($3::text[]), unnest($4::integer[]), unnest($5::text[]),
       unnest($6::integer[]), unnest($7::integer[]), unnest($8::bigint[]), unnest($9::bigint[])
on conflict (guild_id, day, command, outcome, error, bucket) do update set runs = held.runs + excluded.runs
"""
_TOUCH = """
with moved as (
    insert into community_os.guild_profile as profile (guild_id, revision, last_activity, fold)
    values ($1, 1, $2, $5)
    on conflict (guild_id) do update set
        revision = profile.revision + 1,
        last_activity = greatest(profile.last_activity, excluded.last_activity)
    returning revision
)
insert into community_os.sheet_days (guild_id, part, day, revision)
select $1, part, day, revision from moved, unnest($3::text[], $4::integer[]) as touched (part, day)
on conflict (guild_id, part, day) do update set revision = excluded.revision
"""
_DAYS = """
select day from community_os.member_day where guild_id = $1
union select day from community_os.channel_day where guild_id = $1
union select day from community_os.guild_hour where guild_id = $1
union select day from community_os.reply_day where guild_id = $1
union select day from community_os.channel_hour where guild_id = $1
union select day from community_os.member_channel_day where guild_id = $1
union select day from community_os.command_day where guild_id = $1
union select day from community_os.run_day where guild_id = $1
union select day from community_os.attendance where guild_id = $1
"""


@attrs.define
class PostgresCounters:
    """Counters of one guild, on the connection of one unit of work.

    Keys are sorted: two writers who meet on the same rows wait for each other and never both.
    """

    _connection: Connection
    _guild: int
    _moved: Moved

    async def tally(self, deltas: Mapping[TallyKey, Sequence[int]]) -> dict[TallyKey, tuple[int, int]]:
        """Add to the reaction tallies; returns each as (seen, known) after it."""
        after: dict[TallyKey, tuple[int, int]] = {}
        rows = sorted((*key, *moved) for key, moved in deltas.items())
        for columns in _columns(rows):
            for message, emoji, author, seen, known in await self._connection.fetch(
                _TALLY, self._guild, *columns
            ):
                after[message, emoji, author] = (seen, known)
        return after

    async def add(self, deltas: Deltas) -> None:
        """Add to everything that is counted but the tallies.

        Keys first, day before all; a row that adds nothing is left out.
        """
        await self._add_members(deltas.member_day)
        await self._add_channels(deltas.channel_day)
        await self._upsert(
            _GUILD_HOUR, [(*when, *row) for when, row in deltas.guild_hour.items() if any(row)]
        )
        await self._add_replies(deltas.reply_day)
        await self._add_hours(deltas.channel_hour)
        await self._add_people(deltas.member_channel_day)
        await self._add_commands(deltas.command_day)
        await self._add_runs(deltas.run_day)

    async def _add_members(self, rows: Rows) -> None:
        await self._upsert(_MEMBER_DAY, [(day, who, *row) for (who, day), row in rows.items() if any(row)])

    async def _add_channels(self, rows: Rows) -> None:
        await self._upsert(
            _CHANNEL_DAY, [(day, where, *row) for (where, day), row in rows.items() if any(row)]
        )

    async def _add_replies(self, edges: Mapping[Triple, int]) -> None:
        await self._upsert(
            _REPLY_DAY, [(day, who, whom, count) for (who, whom, day), count in edges.items() if count]
        )

    async def _add_hours(self, hours: Mapping[Triple, int]) -> None:
        await self._upsert(
            _CHANNEL_HOUR, [(day, where, hour, count) for (where, day, hour), count in hours.items() if count]
        )

    async def _add_people(self, counts: Mapping[tuple[int, int, int, int], int]) -> None:
        await self._upsert(
            _MEMBER_CHANNEL_DAY,
            [(day, who, *where, count) for (who, day, *where), count in counts.items() if count],
        )

    async def _add_commands(self, runs: Mapping[Triple, int]) -> None:
        await self._upsert(
            _COMMAND_DAY, [(day, who, command, count) for (who, day, command), count in runs.items() if count]
        )

    async def _add_runs(self, runs: Mapping[Ran, int]) -> None:
        rows = sorted(
            (*ran, count, code_of(ran.command), error_code(ran.error)) for ran, count in runs.items() if count
        )
        for columns in _columns(rows):
            await self._connection.execute(_RUN_DAY, self._guild, *columns)

    async def _upsert(self, statement: str, rows: list[tuple[int, ...]]) -> None:
        rows.sort()
        for columns in _columns(rows):
            await self._connection.execute(statement, self._guild, *map(_as_text, columns))

    async def touch(self, days: Collection[int], *, members: bool, last_activity: datetime | None) -> None:
        """Say which days, and whether the member list, changed: the last statement of a writer."""
        self._moved.members |= members
        others = list(self._moved.told())
        parts, numbers = ["days"] * len(days) + others, sorted(days) + [0] * len(others)
        await self._connection.execute(_TOUCH, self._guild, last_activity, parts, numbers, FOLD)

    async def snapshot(self) -> Snapshot:
        """Everything that was folded, spans included, for comparison."""
        return await live.read_snapshot(self._connection, self._guild)

    async def rebuild(self, snapshot: Snapshot) -> None:
        """Put this in the place of everything that was folded, spans included, and touch every day."""
        connection, guild = self._connection, self._guild
        days = {row["day"] for row in await connection.fetch(_DAYS, guild)}
        # One table after the other, and only what differs: nothing is written twice, and no more than one
        # table of the past is in memory.
        await self._add_members(_moves(await live.member_days(connection, guild), snapshot.member_day))
        await self._add_channels(_moves(await live.channel_days(connection, guild), snapshot.channel_day))
        hours = _moves(await live.guild_hours(connection, guild), snapshot.guild_hour)
        await self.add(Deltas(guild_hour=hours))
        await self._add_replies(_moved(await live.reply_days(connection, guild), snapshot.reply_day))
        await self._add_hours(_moved(await live.channel_hours(connection, guild), snapshot.channel_hour))
        people = await live.member_channel_days(connection, guild)
        await self._add_people(_moved(people, snapshot.member_channel_day))
        await self._add_commands(_moved(await live.command_days(connection, guild), snapshot.command_day))
        await self._add_runs(_moved(await live.run_days(connection, guild), snapshot.run_day))
        await self.tally(_moves(await live.tallies(connection, guild), snapshot.tallies))
        await self._rebuild_spans(snapshot)
        there = await all_presences(connection, guild)
        keys = {**there, **snapshot.attendance}
        wanted = {key: snapshot.attendance.get(key) for key in keys}
        moved = {key: row for key, row in wanted.items() if row != there.get(key)}
        await PostgresAttendance(connection, guild).put(moved)
        days |= {row["day"] for row in await connection.fetch(_DAYS, guild)}
        await self.touch(days, members=True, last_activity=None)

    async def _rebuild_spans(self, snapshot: Snapshot) -> None:
        spans = PostgresSpans(self._connection, self._guild, self._moved)
        marks = await live.marks(self._connection, self._guild)
        for gone in _slices(sorted(marks - snapshot.marks)):
            await spans.mark((), gone)
        for new in _slices(sorted(snapshot.marks - marks)):
            await spans.mark(new, ())
        held = await live.spans(self._connection, self._guild)
        keys = [key for key in {**held, **snapshot.spans} if held.get(key) != snapshot.spans.get(key)]
        for some in _slices(keys):
            await spans.put({key: snapshot.spans.get(key, ()) for key in some})


def _moves(held: Mapping[K, Sequence[int]], wanted: Mapping[K, Sequence[int]]) -> dict[K, list[int]]:
    """What to add to each row that differs."""
    moves = {}
    for key in {**held, **wanted}:
        before, after = held.get(key), wanted.get(key)
        if before != after:
            width = len(before or after or ())
            none = (0,) * width
            moves[key] = [new - old for old, new in zip(before or none, after or none, strict=True)]
    return moves


def _moved(held: Mapping[K, int], wanted: Mapping[K, int]) -> dict[K, int]:
    moves = {key: wanted.get(key, 0) - held.get(key, 0) for key in {**held, **wanted}}
    return {key: move for key, move in moves.items() if move}


def _slices(rows: Sequence[V]) -> Iterator[Sequence[V]]:
    """So many at a time that no statement runs long."""
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def _as_text(numbers: Iterable[int]) -> str:
    """An array as PostgreSQL writes it; of each number in a list the driver asks whether it is a list."""
    return f"{{{','.join(map(str, numbers))}}}"


def _columns(rows: Sequence[tuple[Any, ...]]) -> Iterator[Iterable[tuple[Any, ...]]]:
    for some in _slices(rows):
        yield zip(*some, strict=True)
