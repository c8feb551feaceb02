"""What each kind of day table is read with: all of its days, or some."""

from typing import Final

from domain.insights.sheet import (
    ATTENDANCE,
    CHANNEL_DAY,
    CHANNEL_HOUR,
    COMMAND_DAY,
    EVENT_DAY,
    GUILD_HOUR,
    MEMBER_CHANNEL_DAY,
    MEMBER_DAY,
    REPLY_DAY,
    RUN_DAY,
)

ALL_DAYS: Final = {
    MEMBER_DAY.name: """
        select day, member_no, messages, reactions, received, voice_seconds from community_os.member_day
        where guild_id = $1 and (messages <> 0 or reactions <> 0 or received <> 0 or voice_seconds <> 0)
    """,
    CHANNEL_DAY.name: """
        select day, channel, messages, reactions, uncounted from community_os.channel_day
        where guild_id = $1 and (messages <> 0 or reactions <> 0 or uncounted <> 0)
    """,
    GUILD_HOUR.name: """
        select day, hour, messages, reactions from community_os.guild_hour
        where guild_id = $1 and (messages <> 0 or reactions <> 0)
    """,
    REPLY_DAY.name: """
        select day, member_no, toward_no, replies from community_os.reply_day
        where guild_id = $1 and replies <> 0
    """,
    CHANNEL_HOUR.name: """
        select day, channel, hour, messages from community_os.channel_hour
        where guild_id = $1 and messages <> 0
    """,
    MEMBER_CHANNEL_DAY.name: """
        select day, member_no, channel, eighth, messages from community_os.member_channel_day
        where guild_id = $1 and messages <> 0
    """,
    COMMAND_DAY.name: """
        select day, member_no, command, runs from community_os.command_day
        where guild_id = $1 and runs <> 0
    """,
    RUN_DAY.name: """
        select day, command_code, outcome, error_code, bucket, runs from community_os.run_day
        where guild_id = $1 and runs <> 0
    """,
    EVENT_DAY.name: """
        select there.day, there.member_no, there.event_id, held.minimum_seconds, there.seconds
        from community_os.attendance there
        join community_os.event_windows held on held.guild_id = $1 and held.event_id = there.event_id
        where there.guild_id = $1
    """,
    ATTENDANCE.name: """
        select day, event_id, member_no, seconds,
               coalesce(date_part('epoch', last_leave) * 1000000, -1)::bigint,
               coalesce(date_part('epoch', open_since) * 1000000, -1)::bigint,
               coalesce(date_part('epoch', open_until) * 1000000, -1)::bigint
        from community_os.attendance where guild_id = $1
    """,
}
SOME_DAYS: Final = {
    MEMBER_DAY.name: """
        select day, member_no, messages, reactions, received, voice_seconds from community_os.member_day
        where guild_id = $1 and day = any ($2::integer[])
          and (messages <> 0 or reactions <> 0 or received <> 0 or voice_seconds <> 0)
    """,
    CHANNEL_DAY.name: """
        select day, channel, messages, reactions, uncounted from community_os.channel_day
        where guild_id = $1 and day = any ($2::integer[])
          and (messages <> 0 or reactions <> 0 or uncounted <> 0)
    """,
    GUILD_HOUR.name: """
        select day, hour, messages, reactions from community_os.guild_hour
        where guild_id = $1 and day = any ($2::integer[]) and (messages <> 0 or reactions <> 0)
    """,
    REPLY_DAY.name: """
        select day, member_no, toward_no, replies from community_os.reply_day
        where guild_id = $1 and day = any ($2::integer[]) and replies <> 0
    """,
    CHANNEL_HOUR.name: """
        select day, channel, hour, messages from community_os.channel_hour
        where guild_id = $1 and day = any ($2::integer[]) and messages <> 0
    """,
    MEMBER_CHANNEL_DAY.name: """
        select day, member_no, channel, eighth, messages from community_os.member_channel_day
        where guild_id = $1 and day = any ($2::integer[]) and messages <> 0
    """,
    COMMAND_DAY.name: """
        select day, member_no, command, runs from community_os.command_day
        where guild_id = $1 and day = any ($2::integer[]) and runs <> 0
    """,
    RUN_DAY.name: """
        select day, command_code, outcome, error_code, bucket, runs from community_os.run_day
        where guild_id = $1 and day = any ($2::integer[]) and runs <> 0
    """,
    EVENT_DAY.name: """
        select there.day, there.member_no, there.event_id, held.minimum_seconds, there.seconds
        from community_os.attendance there
        join community_os.event_windows held on held.guild_id = $1 and held.event_id = there.event_id
        where there.guild_id = $1 and there.day = any ($2::integer[])
    """,
    ATTENDANCE.name: """
        select day, event_id, member_no, seconds,
               coalesce(date_part('epoch', last_leave) * 1000000, -1)::bigint,
               coalesce(date_part('epoch', open_since) * 1000000, -1)::bigint,
               coalesce(date_part('epoch', open_until) * 1000000, -1)::bigint
        from community_os.attendance where guild_id = $1 and day = any ($2::integer[])
    """,
}
