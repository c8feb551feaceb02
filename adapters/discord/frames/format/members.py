"""Members: who came, who is there, who went and how."""

from typing import Annotated, Final

from msgspec import Meta

from adapters.discord.frames.format.parts import Id, Instant, Kept, Sent, User, Who, who

_WAYS: Final = {20: "kicked", 22: "banned"}
"""Actions of the audit log that end a membership."""

_MOST_CHUNKS: Final = 100_000
"""A chunk holds 1,000 members."""

_LONGEST_NONCE: Final = 32


class Member(Sent):
    """A member as Discord sends them."""

    user: User | None = None
    nick: str | None = None
    roles: tuple[Id, ...] = ()
    joined_at: Instant | None = None
    guild_id: Id | None = None


class Joined(Kept):
    """What is kept of a member; `joined_at` is None for a guest.

    `invite` is by which they came, where the client found it out afterwards.
    """

    by: Who
    roles: tuple[Id, ...] = ()
    joined_at: Instant | None = None
    invite: str | None = None


class Departure(Sent):
    """Somebody who is no member any more, or who was banned."""

    guild_id: Id
    user: User


class Left(Kept):
    """What is kept of somebody who left, or was kicked or banned."""

    by: Who
    how: str | None = None


class Audited(Sent):
    """An entry of the audit log; only how a membership ended is read."""

    guild_id: Id
    action_type: int
    target_id: str | int | None = None


class Chunk(Sent):
    """A part of the list of all members."""

    guild_id: Id
    members: tuple[Member, ...]
    chunk_index: Annotated[int, Meta(ge=0)]
    chunk_count: Annotated[int, Meta(ge=1, le=_MOST_CHUNKS)]
    nonce: str | None = None


class Roll(Kept):
    """What is kept of a part of the list of all members."""

    members: tuple[Joined, ...]
    index: int
    count: int
    nonce: str | None = None


def joined(sent: Member) -> Joined | None:
    """What is kept of a member."""
    if sent.user is None:
        return None
    return Joined(who(sent.user, sent.nick), sent.roles, sent.joined_at)


def left(sent: Departure) -> Left:
    """Who is no member any more; how is told elsewhere, if at all."""
    return Left(Who(sent.user.id, None, sent.user.bot))


def banned(sent: Departure) -> Left:
    """Who was banned, be they a member or not."""
    return Left(Who(sent.user.id, None, sent.user.bot), "banned")


def audited(sent: Audited) -> Left | None:
    """Who was kicked or banned, None for any other entry."""
    how, target = _WAYS.get(sent.action_type), sent.target_id
    if how is None or target is None:
        return None
    number = str(target)
    return Left(Who(int(number)), how) if number.isascii() and number.isdigit() and len(number) < 20 else None


def roll(sent: Chunk) -> Roll:
    """What is kept of a part of the list of all members."""
    members = tuple(member for each in sent.members if (member := joined(each)) is not None)
    return Roll(members, sent.chunk_index, sent.chunk_count, (sent.nonce or "")[:_LONGEST_NONCE] or None)
