"""How the bot is: what each of its connections to Discord does, and what it may not hear."""

from datetime import datetime
from typing import Literal

import attrs

from domain.community.coverage import Family

Phase = Literal["starting", "listening", "reconnecting", "waiting", "refused", "stopped"]
"""waiting: ended by something, it tries again after a pause; refused: Discord does not let it in."""


@attrs.frozen(kw_only=True)
class ShardState:
    """One connection to Discord: `last_heard` is its last sign of life, `last_event` the last thing told."""

    shard: int
    count: int
    phase: Phase
    since: datetime
    guilds: tuple[int, ...] = ()
    last_heard: datetime | None = None
    last_event: datetime | None = None


@attrs.frozen(kw_only=True)
class MissingIntent:
    """A switch of the Developer Portal that is off, and what reads as unavailable until it is on."""

    switch: str
    unavailable: str


@attrs.frozen(kw_only=True)
class BotState:
    """The bot as a whole; `words` says what is the matter, if anything is, and how to mend it."""

    phase: Phase
    since: datetime
    words: str = ""
    shards: tuple[ShardState, ...] = ()
    missing: tuple[MissingIntent, ...] = ()
    quarantined: int = 0
    """Frames that could not be read since the bot started; each is in the log by length and hash."""

    invalid_requests: int = 0
    """Requests that Discord refused (401, 403, 429) in the last ten minutes; too many would shut us out."""

    families: tuple[Family, ...] = ()
    """What its intents let it hear."""
