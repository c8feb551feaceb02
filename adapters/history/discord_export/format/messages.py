"""A message as DiscordChatExporter writes it: the few fields that count, and nothing that was written.

What can be long (the text, reactions with everybody who reacted) stays raw until it is translated, so
that one huge message is never held as objects.
"""

from collections.abc import Iterator
from typing import Final, Generic, TypeVar

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


class _Entries(Generic[T]):
    """Reads entries of one type, many together or one by one."""

    def __init__(self, kind: type[T]) -> None:
        self._many: msgspec.json.Decoder[list[T]] = msgspec.json.Decoder(list[kind])  # type: ignore[valid-type]
        self._one: msgspec.json.Decoder[T] = msgspec.json.Decoder(kind)

    def of(self, raw: Raw) -> Iterator[T]:
        """The entries of a raw list; of a long one never more than one is held."""
        data = memoryview(raw)
        if bytes(data[:5]) in _NOTHING:
            return iter(())
        if len(data) <= _DECODED_WHOLE:
            return iter(self._many.decode(data))
        if bytes(data[:1]) != b"[":
            raise msgspec.ValidationError("Expected `array`, got something long")
        return (self._one.decode(entry) for entry in elements(data))


REACTIONS: Final = _Entries(Reaction)
AUTHORS: Final = _Entries(Author)
_ITEMS: Final = _Entries(Raw)
_TEXT: Final = msgspec.json.Decoder(str | None)
_NOTHING: Final = (b"[]", b"null", b"")


def how_many(raw: Raw) -> int:
    """How many entries a raw list has."""
    return 0 if len(memoryview(raw)) == len(b"[]") else sum(1 for _ in _ITEMS.of(raw))


def text_length(raw: Raw) -> int | None:
    """Characters of a raw text, None where there is none or it is absurd."""
    if len(memoryview(raw)) > LONGEST_TEXT:
        return None
    data = bytes(raw)
    if data.startswith(b'"') and data.isascii() and b"\\" not in data:
        return len(data) - 2
    try:
        text = _TEXT.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return None if text is None else len(text)
