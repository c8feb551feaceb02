"""Members: one number for each person of a guild, and the one place that knows who it is."""

from datetime import datetime

import attrs

from domain.community.log.activity import Person


@attrs.frozen(kw_only=True)
class Member:
    """A person of a guild as staff see them; after erasure only the number is left."""

    member_no: int
    name: str | None
    bot: bool
    erased: bool
    discord_id: str | None = None


@attrs.frozen(kw_only=True)
class Sighting:
    """A person met in a batch: the hash that finds them, and what the batch says of them."""

    hash: bytes
    person: Person
    named_at: datetime
    linked: bool = False
    """Nobody saw them do anything: only a link tells that this account exists."""


def initials(name: str | None) -> str:
    """Up to two letters that stand for a name where there is no picture."""
    words = [word for word in (name or "").split() if word[0].isalnum() or any(map(str.isalnum, word))]
    letters = [next(letter for letter in word if letter.isalnum()) for word in words[:2]]
    if len(letters) == 1:
        plain = [letter for letter in words[0] if letter.isalnum()]
        letters = plain[:2]
    capitals = [letter.upper() if len(letter.upper()) == 1 else letter for letter in letters]
    return "".join(capitals) or "?"


def shown_name(member: Member | None) -> str:
    """What a page calls somebody: their name, or what is known instead of it."""
    if member is None:
        return "Somebody"
    if member.erased:
        return "Erased member"
    return member.name or f"Member {member.member_no}"
