"""What the journal keeps: a stripped frame, or a note of the listener on what it heard and missed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Union

import msgspec
from msgspec import Raw, Struct

from adapters.discord.frames.format.commands import Ran
from adapters.discord.frames.format.parts import Id, Instant
from adapters.discord.frames.stripping import Malformed, Stripped
from domain.community.coverage import Family


class Frame(Struct, gc=False, omit_defaults=True, tag_field="kind", tag="frame"):
    """A frame with its number in its session; `late` when what it tells happened before it arrived."""

    name: str
    session: str
    seq: int
    guild: Id | None
    data: Raw
    late: bool = False


class Listened(Struct, gc=False, tag_field="kind", tag="listened"):
    """From `start` to `end` everything of these families was heard in these guilds."""

    guilds: list[Id]
    families: list[Family]
    start: Instant
    end: Instant


class Missed(Struct, gc=False, tag_field="kind", tag="missed"):
    """From `start` to `end` nothing of these families was heard in these guilds."""

    guilds: list[Id]
    families: list[Family]
    start: Instant
    end: Instant
    reason: str


class Quarantined(Struct, gc=False, tag_field="kind", tag="quarantined"):
    """A frame that could not be read: how long it was, and a hash of it."""

    length: int
    fingerprint: str


class Ended(Struct, gc=False, omit_defaults=True, tag_field="kind", tag="ran"):
    """How a command of ours ended that somebody ran, and how long it took."""

    guild: Id
    ran: Ran
    outcome: str
    latency_ms: int
    channel: Id | None = None
    options: str = ""
    error: str | None = None


Payload = Union[Frame, Listened, Missed, Quarantined, Ended]  # noqa: UP007 - msgspec reads it at run time

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[Payload] = msgspec.json.Decoder(Payload)


def pack(stripped: Stripped, *, session: str, late: bool = False) -> bytes:
    """The record of a frame that arrived in this session of the gateway, or was sent again later."""
    data = Raw(_ENCODER.encode(stripped.data))
    return _ENCODER.encode(Frame(stripped.name, session, stripped.seq, stripped.guild, data, late))


def note_listened(
    guilds: Iterable[int], families: Iterable[Family], *, start: datetime, end: datetime
) -> bytes:
    """The record of a time in which everything of these families was heard."""
    return _ENCODER.encode(Listened(list(guilds), list(families), start, end))


def note_missed(
    guilds: Iterable[int], families: Iterable[Family], *, start: datetime, end: datetime, reason: str
) -> bytes:
    """The record of a time in which nothing of these families was heard, for this reason."""
    return _ENCODER.encode(Missed(list(guilds), list(families), start, end, reason))


def note_quarantined(frame: Malformed) -> bytes:
    """The record of a frame that could not be read."""
    return _ENCODER.encode(Quarantined(frame.length, frame.fingerprint))


def note_ran(ended: Ended) -> bytes:
    """The record of a command that ended."""
    return _ENCODER.encode(ended)


def unpack(payload: bytes) -> Payload:
    """What a record holds; raises a ValueError of msgspec where it holds none of these."""
    return _DECODER.decode(payload)
