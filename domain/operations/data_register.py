"""The data register: what every table holds, whom it concerns, and how long it stays.

Privacy documents, erasure, retention, export and distribution are loops over it, and a test compares
it with the database.
"""

from enum import StrEnum
from typing import Final, Literal

import attrs


class Retention(StrEnum):
    """How long rows stay."""

    RAW = "deleted when their day is sealed"
    TOTALS = "as long as the guild: they name nobody but a member number"
    PERSON = "emptied when the person is forgotten; the number stays"
    TROUBLE = "until mended; what names a person is emptied when the person is forgotten"
    SETUP = "as long as the guild"
    INSTALLATION = "as long as the installation"


class Change(StrEnum):
    """What the running program may do with rows that are there."""

    APPENDED = "only added"
    AMENDED = "added and changed"
    REPLACED = "added, changed and deleted, since they are folded again"


@attrs.frozen(kw_only=True)
class Table:
    """One table. `personal` are the columns that hold a person's outside id, name or words."""

    name: str
    room: str
    holds: str
    retention: Retention
    change: Change
    scope: Literal["tenant", "instance"] = "tenant"
    personal: tuple[str, ...] = ()
    exported: bool = True
    backed_up: bool = True
    """False for what only holds where it was written: a copy of it elsewhere would be untrue."""


def _folded(name: str, holds: str) -> Table:
    return Table(name=name, room="community", holds=holds, retention=Retention.TOTALS, change=Change.REPLACED)


def _decided(name: str, holds: str) -> Table:
    return Table(name=name, room="community", holds=holds, retention=Retention.SETUP, change=Change.AMENDED)


REGISTER: Final[tuple[Table, ...]] = (
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
    _folded("message_reactions", "reactions to each message, by emoji"),
    _folded(
        "span_marks",
        "when members joined and left the guild and voice channels, and what they answered to events",
    ),
    _folded("spans", "memberships and voice sessions"),
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
        holds="of which messages and emojis it is still to be asked who reacted",
        retention=Retention.SETUP,
        change=Change.REPLACED,
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
        holds="what Discord shows of each event, by digest, and what it refused",
        retention=Retention.SETUP,
        change=Change.AMENDED,
    ),
    Table(
        name="sheet_days",
        room="insights",
        holds="which days changed last, for readers that keep them in memory",
        retention=Retention.SETUP,
        change=Change.AMENDED,
        exported=False,
    ),
    Table(
        name="guild_register",
        room="community",
        holds="which guilds there are",
        retention=Retention.INSTALLATION,
        change=Change.APPENDED,
        scope="instance",
        exported=False,
    ),
    Table(
        name="dead_letters",
        room="community",
        holds="records whose guild could not be read, without any written text, and why",
        retention=Retention.TROUBLE,
        change=Change.AMENDED,
        scope="instance",
        personal=("record", "detail"),
        exported=False,
    ),
    Table(
        name="refusals",
        room="community",
        holds="how many records without a readable guild were refused, by reason",
        retention=Retention.INSTALLATION,
        change=Change.AMENDED,
        scope="instance",
        exported=False,
    ),
    Table(
        name="installation",
        room="operations",
        holds="the fingerprint of the installation's secret",
        retention=Retention.INSTALLATION,
        change=Change.APPENDED,
        scope="instance",
        exported=False,
    ),
    Table(
        name="leases",
        room="operations",
        holds="which process holds which task, on which machine",
        retention=Retention.INSTALLATION,
        change=Change.AMENDED,
        scope="instance",
        exported=False,
        backed_up=False,
    ),
    Table(
        name="bots",
        room="operations",
        holds="how each process of the bot is, and what of its journal waits",
        retention=Retention.INSTALLATION,
        change=Change.REPLACED,
        scope="instance",
        exported=False,
        backed_up=False,
    ),
    Table(
        name="bot_shards",
        room="operations",
        holds="how each connection of the bot to Discord is, and which guilds are on it",
        retention=Retention.INSTALLATION,
        change=Change.REPLACED,
        scope="instance",
        exported=False,
        backed_up=False,
    ),
    Table(
        name="schema_migrations",
        room="operations",
        holds="which migrations were applied",
        retention=Retention.INSTALLATION,
        change=Change.APPENDED,
        scope="instance",
        exported=False,
        backed_up=False,
    ),
)
"""Every table of the product, those of the tenants first."""


def tables(scope: Literal["tenant", "instance"]) -> list[Table]:
    """The tables of one scope."""
    return [table for table in REGISTER if table.scope == scope]
