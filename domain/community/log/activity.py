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
COMMAND_RUN: Final = "command_run"
EVENT_SCHEDULED: Final = "event_scheduled"
EVENT_STARTED: Final = "event_started"
EVENT_COMPLETED: Final = "event_completed"
EVENT_CANCELLED: Final = "event_cancelled"
RSVP_ADDED: Final = "rsvp_added"
RSVP_REMOVED: Final = "rsvp_removed"
ROLE_GIVEN: Final = "role_given"
ROLE_TAKEN: Final = "role_taken"
MESSAGE_EDITED: Final = "message_edited"
MESSAGE_DELETED: Final = "message_deleted"
REACTION_REMOVED: Final = "reaction_removed"
EVENT_UPDATED: Final = "event_updated"
THREAD_CREATED: Final = "thread_created"
INVITE_CREATED: Final = "invite_created"
VOICE_STATE: Final = "voice_state"

KINDS: Final[Mapping[str, str]] = {
    MESSAGE: "somebody wrote a message (its text is never taken)",
    REACTION: "somebody put an emoji on a message",
    REACTIONS_SEEN: "how many of one emoji a message had when a history file was made",
    MEMBER_JOINED: "somebody became a member (details: `invite`, if it is known)",
    MEMBER_LEFT: "somebody left, was kicked or was banned",
    VOICE_JOINED: "somebody entered a voice channel (or moved to it)",
    VOICE_LEFT: "somebody left voice",
    COMMAND_RUN: "somebody ran a command (details: `command`, `outcome`, `error`, `latency_ms`)",
    EVENT_SCHEDULED: "an event was put on the calendar; `subject` is its id",
    EVENT_STARTED: "an event began",
    EVENT_COMPLETED: "an event ended",
    EVENT_CANCELLED: "an event was called off",
    RSVP_ADDED: "somebody said that they would come to an event (details: `answer`, if by a button)",
    RSVP_REMOVED: "somebody took back what they had said of an event",
    ROLE_GIVEN: "somebody was given a role (details: `role`)",
    ROLE_TAKEN: "a role was taken from somebody (details: `role`)",
    MESSAGE_EDITED: "a message was changed; it counts as before",
    MESSAGE_DELETED: "a message was deleted; it counts as before",
    REACTION_REMOVED: "an emoji was taken off a message (by whom is not always known); it counts as before",
    EVENT_UPDATED: "what is planned of an event was changed",
    THREAD_CREATED: "somebody began a thread; `channel` is the thread",
    INVITE_CREATED: "somebody made an invite (details: `invite`)",
    VOICE_STATE: "from then on somebody in voice was `deaf`, `muted`, `alone`, in the channel for the `afk`, "
    "or none of that (details, true or false)",
}
"""Every kind of activity that the front door knows, in the words of docs/ACTIVITIES.md."""

EVENTS: Final = frozenset({EVENT_SCHEDULED, EVENT_UPDATED, EVENT_STARTED, EVENT_COMPLETED, EVENT_CANCELLED})
"""What becomes of an event of the calendar; nobody need have done it."""

RSVPS: Final = frozenset({RSVP_ADDED, RSVP_REMOVED})
ROLES: Final = frozenset({ROLE_GIVEN, ROLE_TAKEN})

UNDONE: Final = frozenset({MESSAGE_EDITED, MESSAGE_DELETED, REACTION_REMOVED})
"""What became of a message or a reaction later: kept, and nothing is un-counted by it."""

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
    `subject` is the message or the event that it is about. `toward` is the person it answers: the author
    of the message replied to or reacted to. `details` is flat and small and never holds written text.
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
