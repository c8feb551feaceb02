"""An activity: one thing that happened in a guild, as any source tells it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import attrs

MESSAGE: Final = "message"
REACTION: Final = "reaction"
REACTIONS_SEEN: Final = "reactions_seen"
MEMBER_JOINED: Final = "member_joined"
MEMBER_LEFT: Final = "member_left"
VOICE_JOINED: Final = "voice_joined"
VOICE_LEFT: Final = "voice_left"

KINDS: Final[Mapping[str, str]] = {
    MESSAGE: "somebody wrote a message (its text is never taken)",
    REACTION: "somebody put an emoji on a message",
    REACTIONS_SEEN: "how many of one emoji a message had when a history file was made",
    MEMBER_JOINED: "somebody became a member",
    MEMBER_LEFT: "somebody left, was kicked or was banned",
    VOICE_JOINED: "somebody entered a voice channel (or moved to it)",
    VOICE_LEFT: "somebody left voice",
}
"""Every kind of activity that the front door knows, in the words of docs/ACTIVITIES.md."""

SCHEMA_VERSION: Final = 1

Detail = int | str | bool | None


@attrs.frozen(kw_only=True)
class Person:
    """Somebody as an outside world names them; inside the product they are a member number.

    `named_at` is when that name was true, if it is not the moment of the activity.
    """

    id: str
    source: str = "discord"
    name: str | None = None
    bot: bool = False
    named_at: datetime | None = None


@attrs.frozen(kw_only=True)
class Activity:
    """One thing that happened, before the front door has given it a key and a member number.

    `natural_id` is what the outside world itself calls it, unique for its kind in its namespace.
    `subject` is the message that it is about. `toward` is the person it answers: the author of the
    message replied to or reacted to. `details` is flat and small and never holds written text.
    """

    guild: int
    kind: str
    natural_id: str
    occurred_at: datetime
    source: str
    namespace: str = "discord"
    person: Person | None = None
    inferred: bool = False
    channel: int | None = None
    parent: int | None = None
    subject: int | None = None
    toward: Person | None = None
    details: Mapping[str, Detail] = attrs.field(factory=dict)
    schema: int = SCHEMA_VERSION
