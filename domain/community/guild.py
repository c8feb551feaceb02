"""What a guild, its channels and its roles are called, and what is known of its log as a whole."""

from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class ChannelName:
    """A channel as it was last seen; a thread names the channel that it belongs to.

    `voice` says whether people talk there by voice, None where nobody told.
    """

    channel: int
    name: str
    parent: int | None = None
    voice: bool | None = None
    seen_at: datetime

    def after(self, before: "ChannelName | None") -> "ChannelName":
        """With what was told earlier of it and is not told again."""
        if before is None or self.voice is not None:
            return self
        return attrs.evolve(self, voice=before.voice)


@attrs.frozen(kw_only=True)
class RoleName:
    """A role as it was last seen; of two the one with the higher position stands above the other."""

    role: int
    name: str
    position: int = 0
    seen_at: datetime


@attrs.frozen(kw_only=True)
class GuildProfile:
    """One guild: `sealed_through` is the last day number whose raw records are gone.

    `fold` is the version of the fold that has counted its log. Who wrote in which channel, and when in the
    day, is known from day number `detailed_since` on: earlier raw records were gone when that was first
    counted; None stands for all of its days. So are commands from `commands_since` on.
    """

    guild: int
    name: str | None
    last_activity: datetime | None
    sealed_through: int | None
    revision: int
    fold: int
    detailed_since: int | None
    commands_since: int | None
