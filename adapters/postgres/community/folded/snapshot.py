"""Everything that was folded of one guild, read for comparison."""

from adapters.postgres.community.folded.attendance import all_presences
from adapters.postgres.community.folded.spans import mark_of, span_of
from adapters.postgres.link import Connection
from application.community.ports import SpanKey
from application.community.snapshot import Snapshot
from domain.community.fold import TallyKey
from domain.community.log.commands import Ran
from domain.community.spans import Mark, Span

_MEMBER_DAY = """
select member_no, day, messages, reactions, received, voice_seconds from community_os.member_day
where guild_id = $1 and (messages, reactions, received, voice_seconds) <> (0, 0, 0, 0)
"""
_CHANNEL_DAY = """
select channel, day, messages, reactions, uncounted from community_os.channel_day
where guild_id = $1 and (messages, reactions, uncounted) <> (0, 0, 0)
"""
_GUILD_HOUR = """
select day, hour, messages, reactions from community_os.guild_hour
where guild_id = $1 and (messages, reactions) <> (0, 0)
"""
_REPLY_DAY = """
select member_no, toward_no, day, replies from community_os.reply_day where guild_id = $1 and replies <> 0
"""
_CHANNEL_HOUR = """
select channel, day, hour, messages from community_os.channel_hour where guild_id = $1 and messages <> 0
"""
_MEMBER_CHANNEL_DAY = """
select member_no, day, channel, eighth, messages from community_os.member_channel_day
where guild_id = $1 and messages <> 0
"""
_COMMAND_DAY = """
select member_no, day, command, runs from community_os.command_day where guild_id = $1 and runs <> 0
"""
_RUN_DAY = """
select day, command, outcome, error, bucket, runs from community_os.run_day where guild_id = $1 and runs <> 0
"""
_TALLIES = """
select message, emoji, author, seen, known from community_os.message_reactions
where guild_id = $1 and (seen, known) <> (0, 0)
"""
_MARKS = """
select member_no, family, at, key, kind, channel, inferred from community_os.span_marks where guild_id = $1
"""
_SPANS = """
select member_no, family, start_at, end_at, start_inferred, end_inferred, channel from community_os.spans
where guild_id = $1 order by family, member_no, position
"""


async def member_days(connection: Connection, guild: int) -> dict[tuple[int, int], tuple[int, ...]]:
    """(member, day) -> what they did."""
    return {(row[0], row[1]): tuple(row[2:]) for row in await connection.fetch(_MEMBER_DAY, guild)}


async def channel_days(connection: Connection, guild: int) -> dict[tuple[int, int], tuple[int, ...]]:
    """(channel, day) -> what was done there."""
    return {(row[0], row[1]): tuple(row[2:]) for row in await connection.fetch(_CHANNEL_DAY, guild)}


async def guild_hours(connection: Connection, guild: int) -> dict[tuple[int, int], tuple[int, ...]]:
    """(day, hour) -> what was done then."""
    return {(row[0], row[1]): tuple(row[2:]) for row in await connection.fetch(_GUILD_HOUR, guild)}


async def reply_days(connection: Connection, guild: int) -> dict[tuple[int, int, int], int]:
    """(who, whom, day) -> answers."""
    return {(row[0], row[1], row[2]): row[3] for row in await connection.fetch(_REPLY_DAY, guild)}


async def channel_hours(connection: Connection, guild: int) -> dict[tuple[int, int, int], int]:
    """(channel, day, hour) -> messages."""
    return {(row[0], row[1], row[2]): row[3] for row in await connection.fetch(_CHANNEL_HOUR, guild)}


async def member_channel_days(connection: Connection, guild: int) -> dict[tuple[int, int, int, int], int]:
    """(member, day, channel, eighth of the day) -> messages."""
    rows = await connection.fetch(_MEMBER_CHANNEL_DAY, guild)
    return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}


async def command_days(connection: Connection, guild: int) -> dict[tuple[int, int, int], int]:
    """(member, day, command) -> runs."""
    return {(row[0], row[1], row[2]): row[3] for row in await connection.fetch(_COMMAND_DAY, guild)}


async def run_days(connection: Connection, guild: int) -> dict[Ran, int]:
    """How runs ended -> how many did."""
    return {Ran(*row[:5]): row[5] for row in await connection.fetch(_RUN_DAY, guild)}


async def tallies(connection: Connection, guild: int) -> dict[TallyKey, tuple[int, int]]:
    """(message, emoji, author) -> seen and known."""
    return {(row[0], row[1], row[2]): (row[3], row[4]) for row in await connection.fetch(_TALLIES, guild)}


async def marks(connection: Connection, guild: int) -> set[Mark]:
    """Every mark."""
    return {mark_of(row) for row in await connection.fetch(_MARKS, guild)}


async def spans(connection: Connection, guild: int) -> dict[SpanKey, tuple[Span, ...]]:
    """(member, family) -> spans in their order."""
    found: dict[SpanKey, list[Span]] = {}
    for row in await connection.fetch(_SPANS, guild):
        found.setdefault((row["member_no"], row["family"]), []).append(span_of(row))
    return {key: tuple(rows) for key, rows in found.items()}


async def read_snapshot(connection: Connection, guild: int) -> Snapshot:
    """The projections of a guild; rows of zeros are left out."""
    return Snapshot(
        member_day=await member_days(connection, guild),
        channel_day=await channel_days(connection, guild),
        guild_hour=await guild_hours(connection, guild),
        reply_day=await reply_days(connection, guild),
        channel_hour=await channel_hours(connection, guild),
        member_channel_day=await member_channel_days(connection, guild),
        command_day=await command_days(connection, guild),
        run_day=await run_days(connection, guild),
        tallies=await tallies(connection, guild),
        marks=await marks(connection, guild),
        spans=await spans(connection, guild),
        attendance=await all_presences(connection, guild),
    )
