"""Stripping: of a raw frame only what counts is read; what was written is skipped, not even decoded."""

from collections.abc import Container
from hashlib import blake2b
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta, Raw

from adapters.discord.frames.format.parts import Kept, Sent
from adapters.discord.frames.format.table import SHAPES, Options, Shape

_DISPATCH: Final = 0
"""The opcode of a frame that tells of something that happened."""


class Malformed(Exception):
    """A frame that cannot be read; it says how long it was and a hash of it, and nothing that was in it."""

    def __init__(self, length: int, fingerprint: str) -> None:
        super().__init__(f"a frame of {length} bytes cannot be read (hash {fingerprint})")
        self.length = length
        self.fingerprint = fingerprint


class Stripped(NamedTuple):
    """What is kept of a frame: what it tells of, of which guild, and its number in its session.

    `guild` is None for READY and RESUMED, which tell of the session itself.
    """

    name: str
    guild: int | None
    seq: int
    data: Kept


class _Frame(Sent):
    op: int
    t: str | None = None
    s: Annotated[int, Meta(ge=0)] | None = None
    d: Raw = Raw(b"null")


_FRAME: Final = msgspec.json.Decoder(_Frame)


def strip(
    frame: str | bytes, *, content: bool = True, voice_details: Container[int] = frozenset()
) -> Stripped | None:
    """What is kept of a frame as the gateway sent it, None where it tells nothing that is heard.

    `content` is False without the Message Content intent: then no length is known. `voice_details` are the
    guilds that want to know who is deaf or muted. Raises Malformed, and nothing else.
    """
    try:
        return _strip(frame, content, voice_details)
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
        pass
    # Raised outside, so that it does not carry the error of the reader, which holds the frame.
    raise malformed(frame)


def malformed(frame: str | bytes) -> Malformed:
    """What may be said of a frame that cannot be read."""
    data = frame.encode("utf-8", "surrogatepass") if isinstance(frame, str) else frame
    return Malformed(len(data), blake2b(data, digest_size=16).hexdigest())


def session_of(stripped: Stripped) -> str | None:
    """The session that a READY begins, None for any other frame."""
    return getattr(stripped.data, "id", None) if stripped.name == "READY" else None


def _strip(frame: str | bytes, content: bool, voice_details: Container[int]) -> Stripped | None:
    head = _FRAME.decode(frame)
    if head.op != _DISPATCH or head.t is None:
        return None
    shape = SHAPES.get(head.t)
    return None if shape is None else _kept(shape, head.t, head, Options(content, False), voice_details)


def _kept(
    shape: Shape, name: str, head: _Frame, may: Options, voice_details: Container[int]
) -> Stripped | None:
    sent = shape.sent.decode(head.d)
    guild: int | None = getattr(sent, shape.guild) if shape.guild is not None else None
    if shape.guild is not None:
        if guild is None:
            return None  # a private conversation is no business of a community
        if guild in voice_details:
            may = Options(may.lengths, True)
    kept = shape.keep(sent, may)
    return None if kept is None else Stripped(name, guild, head.s or 0, kept)
