"""Which feature needs which intent or permission, and what is lost without it: one table.

The invitation, the doctor and docs/DISCORD_SETUP.md are made from it.
"""

from enum import IntFlag
from typing import Final

import attrs

from domain.operations.bot import MissingIntent


class Permission(IntFlag):
    """The permissions that are asked for, by Discord's bits."""

    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    EMBED_LINKS = 1 << 14
    READ_MESSAGE_HISTORY = 1 << 16
    CONNECT = 1 << 20
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_EVENTS = 1 << 44


NAMES: Final[dict[Permission, str]] = {
    Permission.MANAGE_GUILD: "Manage Server",
    Permission.VIEW_AUDIT_LOG: "View Audit Log",
    Permission.VIEW_CHANNEL: "View Channels",
    Permission.SEND_MESSAGES: "Send Messages",
    Permission.EMBED_LINKS: "Embed Links",
    Permission.READ_MESSAGE_HISTORY: "Read Message History",
    Permission.CONNECT: "Connect",
    Permission.CREATE_EVENTS: "Create Events",
    Permission.MANAGE_EVENTS: "Manage Events",
    Permission.MANAGE_THREADS: "Manage Threads",
}
"""As Discord calls them in the settings of a server."""


_NONE: Final = Permission(0)


@attrs.frozen(kw_only=True)
class Switch:
    """A privileged intent; its flags are one for large applications and one for those below 100 servers."""

    name: str
    flags: int
    unavailable: str

    @property
    def missing(self) -> MissingIntent:
        """What is said while it is off."""
        return MissingIntent(switch=self.name, unavailable=self.unavailable)

    def is_on(self, flags: int) -> bool:
        """Whether an application with these flags may use it."""
        return bool(self.flags & flags)


SERVER_MEMBERS: Final = Switch(
    name="Server Members Intent",
    flags=1 << 14 | 1 << 15,
    unavailable="joins, leaves, roles and everything that is counted from them",
)
MESSAGE_CONTENT: Final = Switch(
    name="Message Content Intent",
    flags=1 << 18 | 1 << 19,
    unavailable="how long messages are and how many files they carry",
)
SWITCHES: Final = (SERVER_MEMBERS, MESSAGE_CONTENT)


@attrs.frozen(kw_only=True)
class Need:
    """A feature, what it needs, and what is lost without that; `optional` is asked for only when wished.

    `key` names an optional one on the command line.
    """

    feature: str
    lost: str
    intents: tuple[str, ...] = ()
    permissions: Permission = _NONE
    switch: Switch | None = None
    key: str = ""

    @property
    def optional(self) -> bool:
        """Whether the bot is invited without it, unless wished."""
        return bool(self.key)


NEEDS: Final[tuple[Need, ...]] = (
    Need(
        feature="Messages, replies and threads: who, where, when",
        intents=("Guilds", "Guild Messages"),
        permissions=Permission.VIEW_CHANNEL,
        lost="nothing is heard of a channel that the bot cannot see",
    ),
    Need(
        feature="Reactions, given and received",
        intents=("Guild Message Reactions",),
        permissions=Permission.VIEW_CHANNEL,
        lost="no reactions of a channel that the bot cannot see",
    ),
    Need(
        feature="The past, and what was written while the bot was away",
        permissions=Permission.READ_MESSAGE_HISTORY,
        lost="history begins when the bot arrives, and gaps stay gaps",
    ),
    Need(
        feature="Joins, leaves, roles and tiers",
        switch=SERVER_MEMBERS,
        lost="newcomers, leavers and tiers read unavailable; everything else works",
    ),
    Need(
        feature="How long messages are, and how many files they carry (never what they say)",
        switch=MESSAGE_CONTENT,
        lost="both read unavailable; everything else works",
    ),
    Need(
        feature="Who was kicked or banned",
        intents=("Guild Moderation",),
        permissions=Permission.VIEW_AUDIT_LOG,
        lost="whoever was kicked or banned counts as having left",
    ),
    Need(
        feature="Time in voice channels",
        intents=("Guild Voice States",),
        permissions=Permission.VIEW_CHANNEL,
        lost="no voice of a channel that the bot cannot see",
    ),
    Need(
        feature="Chat of voice channels, and events that take place in one",
        intents=("Guild Scheduled Events",),
        permissions=Permission.VIEW_CHANNEL | Permission.CONNECT,
        lost="their chat is not read back, and such events are not seen; the bot never joins a call",
    ),
    Need(
        feature="Events that are planned here, in Discord's own list of events",
        permissions=Permission.CREATE_EVENTS,
        lost="events are not listed in Discord; their page says so",
    ),
    Need(
        feature="Announcements of events with their buttons, and reminders",
        permissions=Permission.SEND_MESSAGES | Permission.EMBED_LINKS,
        lost="nothing is announced and nobody is reminded; the page of the event says so",
    ),
    Need(
        feature="Changing here an event that somebody made in Discord",
        permissions=Permission.MANAGE_EVENTS,
        lost="such an event changes here, and stays in Discord as it was",
        key="events-of-others",
    ),
    Need(
        feature="By which invite newcomers came",
        intents=("Guild Invites",),
        permissions=Permission.MANAGE_GUILD,
        lost="newcomers count, without where they came from",
        key="invites",
    ),
    Need(
        feature="Private threads",
        permissions=Permission.MANAGE_THREADS,
        lost="private threads stay private: only those that the bot is added to are heard",
        key="private-threads",
    ),
)

OPTIONAL: Final = tuple(need.key for need in NEEDS if need.optional)


def permissions(wished: tuple[str, ...] = ()) -> Permission:
    """The least permissions that the features need, with the optional ones that are wished."""
    least = _NONE
    for need in NEEDS:
        if not need.optional or need.key in wished:
            least |= need.permissions
    return least


def lacking(granted: int) -> list[Need]:
    """The features that these permissions do not allow, but optional ones; an administrator lacks none."""
    if granted & Permission.ADMINISTRATOR:
        return []
    return [need for need in NEEDS if not need.optional and need.permissions & ~granted]


def named(wanted: int) -> list[str]:
    """The names of permissions."""
    return [name for permission, name in NAMES.items() if permission & wanted]
