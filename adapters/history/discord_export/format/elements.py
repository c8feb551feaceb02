"""One element of the list of messages: a message, or what is known of one that cannot be read."""

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import msgspec

from adapters.history.discord_export.format.messages import Message
from domain.community.log.admission import clean_text

MESSAGES: Final = msgspec.json.Decoder(list[Message])
_MESSAGE: Final = msgspec.json.Decoder(Message)
_LENIENT: Final = 4 * 1024 * 1024
_AT: Final = re.compile(r"(.*) - at `\$\.?(.*)`\Z")


class Broken(NamedTuple):
    """A message that cannot be read: why, and its fields as they were written, if it has any."""

    what: str
    fields: Mapping[str, Any] | None
    length: int
    fingerprint: str


Item = Message | Broken


class NotJson(Exception):
    """These bytes are no JSON from this position on."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def read(body: memoryview) -> list[Item]:
    """What stands up to the end of one element; raises NotJson.

    What msgspec refuses is read once more as Python reads it: with halves of surrogates, NaN, control
    characters and bytes that are no UTF-8.
    """
    try:
        return [_MESSAGE.decode(body)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return [_message(value, body) for value in _leniently(body)]
    except RecursionError:
        return [_unread("it has brackets in brackets beyond any message", body)]
    except ValueError as error:
        return [_unread(str(error), body)]


def broken(message: Message, what: str) -> Broken:
    """A message that decodes well, and yet says something impossible."""
    parts = (message.content, message.mentions, message.attachments, message.reactions)
    raw = [memoryview(part) for part in parts]
    texts = [_value(part) for part in raw[:3]]
    fields = {
        "id": message.id,
        "type": message.type,
        "author": {"id": message.author.id, "isBot": message.author.isBot},
        "reference": {"messageId": message.reference.messageId} if message.reference else None,
        **dict(zip(("content", "mentions", "attachments"), texts, strict=True)),
    }
    digest = blake2b(f"{message.id} {message.author.id}".encode(errors="replace"), digest_size=16)
    for part in raw:
        digest.update(part)
    return Broken(what, fields, sum(map(len, raw)), digest.hexdigest())


def _value(part: memoryview) -> object:
    try:
        return msgspec.json.decode(part) if len(part) <= _LENIENT else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def in_words(error: Exception) -> str:
    """What is wrong with a message, the field first; never a value out of it."""
    found = _AT.match(str(error))
    return f"{found.group(2)}: {found.group(1)}" if found else str(error)


def _leniently(body: memoryview) -> list[object]:
    if len(body) > _LENIENT:
        raise ValueError(f"it is damaged, and with {len(body):,} bytes too large to be looked into")
    text = bytes(body).decode(errors="replace")
    try:
        found = json.loads(f"[{text}]", strict=False)
    except json.JSONDecodeError as error:
        raise NotJson(len(text[: max(0, error.pos - 1)].encode())) from None
    except ValueError:
        raise ValueError("it has a number of thousands of digits") from None
    return list(found)


def _message(value: object, body: memoryview) -> Item:
    if not isinstance(value, dict):
        return _unread("it is not an object in braces", body)
    try:
        return _MESSAGE.decode(msgspec.json.encode(_clean(value)))
    except msgspec.ValidationError as error:
        return _unread(in_words(error), body, value)
    except OverflowError:
        return _unread("it has a number of more than 64 bits", body, value)


def _unread(what: str, body: memoryview, fields: Mapping[str, Any] | None = None) -> Broken:
    return Broken(what, fields, len(body), blake2b(body, digest_size=16).hexdigest())


def _clean(value: Any) -> Any:  # noqa: ANN401  any JSON
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    if isinstance(value, dict):
        return {clean_text(name): _clean(inner) for name, inner in value.items()}
    return value
