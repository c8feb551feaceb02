"""The tables of each guild."""

from typing import Final

from domain.operations.data_register.tables import Change, Retention, Table


def _folded(name: str, holds: str) -> Table:
    return Table(name=name, room="community", holds=holds, retention=Retention.TOTALS, change=Change.REPLACED)


def _decided(name: str, holds: str) -> Table:
    return Table(name=name, room="community", holds=holds, retention=Retention.SETUP, change=Change.AMENDED)


TENANTS: Final[tuple[Table, ...]] = (
    Table(
        name="activity_log",
        room="community",
        holds="everything that happened, by member number, without any written text",
        retention=Retention.RAW,
        change=Change.APPENDED,
    ),
    Table(
        name="members",
        room="community",
        holds="names as last seen, by member number",
        retention=Retention.PERSON,
        change=Change.AMENDED,
        personal=("name", "named_at"),
    ),
    Table(
        name="identities",
        room="community",
        holds="outside ids, such as Discord's, and keyed hashes that find them",
        retention=Retention.PERSON,
        change=Change.AMENDED,
        personal=("external_id",),
    ),
    Table(
        name="member_alias",
        room="community",
        holds="which accounts are whose, by member number, and what says so",
        retention=Retention.TOTALS,
        change=Change.REPLACED,
    ),
    Table(
        name="link_codes",
        room="community",
        holds="keyed hashes of one-time codes, and the member numbers of the accounts that they prove",
        retention=Retention.PERSON,
        change=Change.REPLACED,
        backed_up=False,
    ),
    _folded("member_day", "how much each member wrote, reacted, was reacted to and talked, by day"),
    _folded("channel_day", "how much was written and reacted in each channel, by day"),
    _folded("guild_hour", "how much was written and reacted, by day and hour"),
    _folded("reply_day", "who answered whom how often, by day"),
    _folded("channel_hour", "how much was written in each channel, by day and hour"),
    _folded("member_channel_day", "how much each member wrote in each channel, by day and eighth of the day"),
    _folded("command_day", "which commands each member ran how often, by day; commands are numbers"),
    _folded("run_day", "how runs of each command ended and how long they took, by day"),
    _folded("message_reactions", "reactions to each message, by emoji"),
    _folded(
        "span_marks",
        "when members joined and left the guild and voice channels, and what they answered to events",
    ),
    _folded("spans", "memberships, and by which invite they began, and voice sessions"),
    _folded("event_windows", "when which channels belong to an event"),
    _folded("attendance", "who was at which event, since when and how long"),
    Table(
        name="dead_letters",
        room="community",
        holds="records that could not be kept, without any written text, and why",
        retention=Retention.TROUBLE,
        change=Change.AMENDED,
        personal=("record", "detail"),
    ),
    Table(
        name="refusals",
        room="community",
        holds="how many records were refused, by reason",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="intake",
        room="community",
        holds="how much of what was told was new, known already or different, and how late it came, by day",
        retention=Retention.TOTALS,
        change=Change.AMENDED,
    ),
    Table(
        name="coverage",
        room="community",
        holds="when a source was listening to which channel",
        retention=Retention.SETUP,
        change=Change.REPLACED,
    ),
    Table(
        name="backfill_channels",
        room="community",
        holds="of which channel and thread how much of the past was read, and which ones refuse the bot",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="backfill_reactors",
        room="community",
        holds="of which messages and emojis it is still to be asked who reacted, and behind whose id",
        retention=Retention.SETUP,
        change=Change.REPLACED,
        personal=("after",),
    ),
    Table(
        name="backfill_progress",
        room="community",
        holds="how far catching up with the past has come",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="gaps",
        room="community",
        holds="when the bot did not hear, and why",
        retention=Retention.SETUP,
        change=Change.REPLACED,
    ),
    _decided("events", "what staff and hosts planned of each event, and when it began and ended"),
    _decided("event_series", "how events repeat, and what each of a series is planned as"),
    Table(
        name="guild_profile",
        room="community",
        holds="the guild's name, its last activity and its sealed days",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="channels",
        room="community",
        holds="names of channels and threads as last seen",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="role_names",
        room="community",
        holds="names of roles as last seen, and which stands above which",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="guild_settings",
        room="community",
        holds="every version of the guild's settings, and who changed them",
        retention=Retention.SETUP,
        change=Change.APPENDED,
        personal=("changed_by",),
    ),
    Table(
        name="command_registrations",
        room="community",
        holds="which commands Discord was told of, by digest",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="event_postings",
        room="community",
        holds="what Discord shows of each event, by digest, what it refused, and who waited for a place",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="kpi_readings",
        room="insights",
        holds="the KPIs of closed days, weeks and months, as numbers of groups that name nobody",
        retention=Retention.TOTALS,
        change=Change.APPENDED,
    ),
    Table(
        name="kpi_periods",
        room="insights",
        holds="what the published KPIs of each period were read from, by digest",
        retention=Retention.SETUP,
        change=Change.AMENDED,
        exported=False,
    ),
    Table(
        name="sheet_days",
        room="insights",
        holds="which days changed last, for readers that keep them in memory",
        retention=Retention.SETUP,
        change=Change.AMENDED,
        exported=False,
    ),
)
