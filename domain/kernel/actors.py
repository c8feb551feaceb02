"""Who asks: every command carries an actor, so that every decision can name one."""

from typing import Literal

import attrs


@attrs.frozen(kw_only=True)
class Actor:
    """The one who asks, and how far we may believe it.

    `declared` is somebody on the dashboard who told us a name; `proved` came with a Discord
    interaction; `key` is another program; `system` is the product itself or its command line.
    An interaction also proves which `roles` they hold, and whether they `manage` the server: whether they
    have one of the permissions Administrator, Manage Server and Manage Messages, not just in one channel.
    """

    kind: Literal["member", "staff", "key", "system"]
    name: str
    assurance: Literal["declared", "proved", "key", "system"]
    guild: int | None = None
    member_no: int | None = None
    roles: frozenset[int] = frozenset()
    manages: bool = False

    def within(self, guild: int) -> "Actor":
        """The same in a guild: a member number is one of the guild that it was given in, and of no other."""
        return self if self.guild == guild else attrs.evolve(self, member_no=None)


COMMAND_LINE = Actor(kind="system", name="command line", assurance="system")
SYSTEM = Actor(kind="system", name="community-os", assurance="system")
