"""What many frames have in them: ids, instants, somebody."""

from datetime import datetime
from typing import Annotated, Final

from msgspec import Meta, Struct

from domain.kernel.ids import MAX_ID

Id = Annotated[int, Meta(gt=0, le=MAX_ID)]
Instant = Annotated[datetime, Meta(tz=True)]

LONGEST_NAME: Final = 100
"""Discord allows 32 characters for people and 100 for channels, threads and guilds."""


class Sent(Struct, gc=False):
    """A part of a frame as Discord sends it; what is not named here is skipped while reading."""


class Kept(Struct, gc=False, omit_defaults=True):
    """A part of a frame as it is kept; what says nothing is left out."""


class Entry(Sent):
    """An entry of a list that is only counted."""


class User(Sent):
    """Somebody as Discord knows them everywhere."""

    id: Id
    username: str | None = None
    global_name: str | None = None
    bot: bool = False


class Nick(Sent):
    """What a guild calls one of its members."""

    nick: str | None = None


class Who(Kept):
    """Somebody, with the name that the guild sees, where the frame says it."""

    id: Id
    name: str | None = None
    bot: bool = False


def who(user: User, nick: str | None = None, *, bot: bool = False) -> Who:
    """Somebody with their name: what the guild calls them, else what they call themselves."""
    name = nick or user.global_name or user.username
    return Who(user.id, name[:LONGEST_NAME] if name else None, bot or user.bot)


def nameless(user: User, *, bot: bool = False) -> Who:
    """Somebody of whom the frame does not say what the guild calls them."""
    return Who(user.id, None, bot or user.bot)
