"""The bot, and how it reaches Discord."""

from typing import Final

from bootstrap.settings.listening import address, days_or_all, guild_ids, shard_ids, token
from bootstrap.settings.setting import Setting
from bootstrap.settings.values import whole_number

_GROUP: Final = "Discord"

BOT: Final[tuple[Setting, ...]] = (
    Setting(
        name="DISCORD_TOKEN",
        prefix="",
        group=_GROUP,
        meaning="the token of your bot; docs/DISCORD_SETUP.md says where it comes from",
        read=token,
        default=None,
        shown="the bot is off",
        example="(the token from the page Bot of the Developer Portal)",
    ),
    Setting(
        name="GUILDS",
        group=_GROUP,
        meaning="ids of the servers to listen to, between commas",
        read=guild_ids,
        default="",
        shown="all that the bot is in",
        example="113266560123256832",
    ),
    Setting(
        name="BACKFILL_DAYS",
        group=_GROUP,
        meaning="how many days of the past the bot fetches where a guild does not say: a number, or all",
        read=days_or_all,
        default="90",
        shown="`90`",
        example="365",
    ),
    Setting(
        name="REACTORS_DAYS",
        group=_GROUP,
        meaning="for the messages of how many days the bot asks who reacted: a number, or all",
        read=days_or_all,
        default="28",
        shown="`28`",
        example="90",
    ),
    Setting(
        name="JOURNAL_MB",
        group=_GROUP,
        meaning="megabytes that the bot keeps on disk at most while the database is away",
        read=whole_number(1, 1_000_000),
        default="1024",
        shown="`1024`",
        example="4096",
    ),
    Setting(
        name="SHARD_COUNT",
        group=_GROUP,
        meaning="into how many connections (shards) the servers of the bot are divided",
        read=whole_number(1, 16384),
        default=None,
        shown="as many as Discord recommends",
        example="2",
    ),
    Setting(
        name="SHARDS",
        group=_GROUP,
        meaning="which shards this process holds, such as 0,1 or 0-3; needs COMMUNITY_OS_SHARD_COUNT",
        read=shard_ids,
        default="",
        shown="all",
        example="0-1",
    ),
    Setting(
        name="DISCORD_API",
        group=_GROUP,
        meaning="where Discord's REST API is",
        read=address("https", "http"),
        default="https://discord.com/api/v10",
        shown="Discord's own",
        example="https://discord.com/api/v10",
    ),
    Setting(
        name="DISCORD_GATEWAY",
        group=_GROUP,
        meaning="where Discord's gateway is",
        read=address("wss", "ws"),
        default="wss://gateway.discord.gg",
        shown="Discord's own",
        example="wss://gateway.discord.gg",
    ),
)
