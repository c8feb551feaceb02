"""A message as DiscordChatExporter writes it: the few fields that count, and nothing that was written.

What can be long (the text, reactions with everybody who reacted) stays raw until it is translated, so
that one huge message is never held as objects.
"""

from collections.abc import Iterator
from typing import Final, TypeVar

import msgspec
from msgspec import Raw, Struct

from adapters.history.discord_export.format.structure import elements

T = TypeVar("T")

LONGEST_TEXT: Final = 1024 * 1024
"""Discord allows 4,000 characters; the length of an absurd text is not worth its memory."""

_DECODED_WHOLE: Final = 64 * 1024


class Author(Struct, gc=False):
    """A writer or a reactor."""

    id: int | str
    name: str | None = None
    nickname: str | None = None
    isBot: bool | None = False


class Emoji(Struct, gc=False):
    """An emoji: a custom one has an id, any other is its own name."""

    id: int | str | None = None
    name: str | None = None


class Reaction(Struct, gc=False):
    """How many reacted with one emoji, and who, where the exporter asked for it."""

    emoji: Emoji
    count: int
    users: Raw = Raw(b"[]")


class Reference(Struct, gc=False):
    """The message that is answered, or forwarded."""

    messageId: int | str | None = None
    type: str | None = None


class Message(Struct, gc=False):
    """One message; what is not named here is skipped while reading."""

    id: int | str
    type: int | str
    author: Author
    content: Raw = Raw(b"null")
    attachments: Raw = Raw(b"[]")
    mentions: Raw = Raw(b"[]")
    reactions: Raw = Raw(b"[]")
    reference: Reference | None = None


REACTIONS: Final = msgspec.json.Decoder(list[Reaction])
AUTHORS: Final = msgspec.json.Decoder(list[Author])
_ITEMS: Final = msgspec.json.Decoder(list[Raw])
_TEXT: Final = msgspec.json.Decoder(str | None)
_NOTHING: Final = (b"[]", b"null", b"")


def each(raw: Raw, decoder: "msgspec.json.Decoder[list[T]]") -> Iterator[T]:
    """The entries of a raw list; a long one is decoded entry by entry."""
    data = bytes(raw)
    if data in _NOTHING:
        return
    if len(data) <= _DECODED_WHOLE:
        yield from decoder.decode(data)
        return
    for entry in elements(data):
        yield from decoder.decode(b"[" + entry + b"]")


def how_many(raw: Raw) -> int:
    """How many entries a raw list has."""
    return 0 if bytes(raw) in _NOTHING else sum(1 for _ in each(raw, _ITEMS))


def text_length(raw: Raw) -> int | None:
    """Characters of a raw text, None where there is none or it is absurd."""
    data = bytes(raw)
    if len(data) > LONGEST_TEXT:
        return None
    try:
        text = _TEXT.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return None if text is None else len(text)
