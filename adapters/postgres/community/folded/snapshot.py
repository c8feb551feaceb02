"""Everything that was folded of one guild, read for comparison."""

from adapters.postgres.community.folded.spans import mark_of, span_of
from adapters.postgres.link import Connection
from application.community.snapshot import Snapshot

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


async def read_snapshot(connection: Connection, guild: int) -> Snapshot:
    """The projections of a guild; rows of zeros are left out."""
    fetch = connection.fetch
    snapshot = Snapshot(
        member_day={(row[0], row[1]): tuple(row[2:]) for row in await fetch(_MEMBER_DAY, guild)},
        channel_day={(row[0], row[1]): tuple(row[2:]) for row in await fetch(_CHANNEL_DAY, guild)},
        guild_hour={(row[0], row[1]): tuple(row[2:]) for row in await fetch(_GUILD_HOUR, guild)},
        reply_day={(row[0], row[1], row[2]): row[3] for row in await fetch(_REPLY_DAY, guild)},
        tallies={(row[0], row[1], row[2]): (row[3], row[4]) for row in await fetch(_TALLIES, guild)},
        marks={mark_of(row) for row in await fetch(_MARKS, guild)},
    )
    for row in await fetch(_SPANS, guild):
        key = (row["member_no"], row["family"])
        snapshot.spans[key] = (*snapshot.spans.get(key, ()), span_of(row))
    return snapshot
