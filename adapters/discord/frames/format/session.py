"""Sessions of the gateway: what its frames are numbered in."""

from typing import Final

from adapters.discord.frames.format.parts import Kept, Sent

_LONGEST: Final = 100


class Ready(Sent):
    """A session that began; where to resume it is not read."""

    session_id: str
    shard: tuple[int, ...] = ()


class Session(Kept):
    """What is kept of it."""

    id: str = ""
    shard: tuple[int, ...] = ()


def session(sent: Ready) -> Session:
    """The session that began."""
    return Session(sent.session_id[:_LONGEST], sent.shard[:2])


class Resumption(Sent):
    """A session that goes on."""


def resumed(_sent: Resumption) -> Session:
    """The session that goes on is the one before."""
    return Session()
