"""Messages: that they were written, edited and deleted, and how long they were."""

from typing import Final

import msgspec
from msgspec import Raw

from adapters.discord.frames.format.commands import Interaction, Ran, ran
from adapters.discord.frames.format.parts import (
    Entry,
    Id,
    Instant,
    Kept,
    Nick,
    Sent,
    User,
    Who,
    nameless,
    who,
)

REPLY: Final = 19
UNKNOWN: Final = 255
"""Stands for a type that is no type, as in history files."""

_OF_COMMANDS: Final = frozenset({20, 23})
"""The answer to a slash command, and to a command of a context menu."""

_TEXT: Final = msgspec.json.Decoder(str | None)


class Answered(Sent):
    """The message that is replied to."""

    author: User | None = None
    webhook_id: Id | None = None


class Written(Sent):
    """A message as Discord sends it by gateway and REST alike, but for its text."""

    id: Id
    channel_id: Id
    author: User
    type: int = 0
    guild_id: Id | None = None
    member: Nick | None = None
    mentions: tuple[Entry, ...] = ()
    attachments: tuple[Entry, ...] = ()
    webhook_id: Id | None = None
    referenced_message: Answered | None = None
    interaction: Interaction | None = None
    interaction_metadata: Interaction | None = None


class Message(Written):
    """A message as the gateway sends it."""

    content: Raw = Raw(b"null")


class Said(Kept):
    """What is kept of a message: `length` is None where nobody may know it."""

    id: Id
    channel: Id
    type: int
    by: Who
    length: int | None = None
    mentions: int = 0
    attachments: int = 0
    answers: Who | None = None
    ran: Ran | None = None


class Edit(Sent):
    """A message that changed; without `edited_timestamp` it only got a preview, a pin or a thread."""

    id: Id
    channel_id: Id
    guild_id: Id | None = None
    author: User | None = None
    member: Nick | None = None
    webhook_id: Id | None = None
    edited_timestamp: Instant | None = None


class Edited(Kept):
    """What is kept of an edit."""

    id: Id
    channel: Id
    at: Instant
    by: Who | None = None


class Deletion(Sent):
    """One message or many that were deleted; Discord does not say by whom."""

    channel_id: Id
    guild_id: Id | None = None
    id: Id | None = None
    ids: tuple[Id, ...] = ()


class Deleted(Kept):
    """What is kept of a deletion."""

    channel: Id
    ids: tuple[Id, ...]


def said(sent: Written, length: int | None) -> Said:
    """What is kept of a message; without the Message Content intent no length is known."""
    hook = sent.webhook_id is not None
    member, kind, answered = sent.member, sent.type, sent.referenced_message
    by = sent.author
    return Said(
        sent.id,
        sent.channel_id,
        kind if 0 <= kind < UNKNOWN else UNKNOWN,
        who(by, member.nick if member is not None else None, bot=hook),
        length,
        len(sent.mentions),
        len(sent.attachments),
        _whom(answered) if kind == REPLY and answered is not None else None,
        ran(sent.interaction, sent.interaction_metadata) if kind in _OF_COMMANDS else None,
    )


def _whom(answered: Answered) -> Who | None:
    if answered.author is None:
        return None
    return nameless(answered.author, bot=answered.webhook_id is not None)


def edited(sent: Edit) -> Edited | None:
    """What is kept of an edit, None where nobody edited anything."""
    if sent.edited_timestamp is None:
        return None
    hook, nick = sent.webhook_id is not None, sent.member.nick if sent.member else None
    by = who(sent.author, nick, bot=hook) if sent.author else None
    return Edited(sent.id, sent.channel_id, sent.edited_timestamp, by)


def deleted(sent: Deletion) -> Deleted:
    """What is kept of a deletion."""
    return Deleted(sent.channel_id, sent.ids if sent.id is None else (sent.id,))


def text_length(raw: Raw) -> int | None:
    """Characters of a raw text, None where there is none."""
    data = bytes(raw)
    if data.startswith(b'"') and data.isascii() and b"\\" not in data:
        return len(data) - 2
    try:
        text = _TEXT.decode(data)
    except (msgspec.DecodeError, UnicodeError):
        return None
    return None if text is None else len(text)
