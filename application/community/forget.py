"""Erasure: what names a person goes, what they did stays as a number's."""

import re

import attrs

from application.clock import Clock
from application.community.ports import GuildWork, Store
from domain.community.log.keys import Keyring
from domain.community.members import Member
from domain.kernel.errors import NotFound

_NUMBER = re.compile(r"#[0-9]{1,9}")


@attrs.frozen(kw_only=True)
class Forgotten:
    """What an erasure emptied."""

    member_no: int
    outside_ids: int
    letters: int


@attrs.frozen(kw_only=True)
class ForgetMember:
    """Empty a member's name and outside ids; totals stay, and no import brings the person back.

    The keyed hash of the outside id stays, so that later activity of the same account goes to the
    same nameless number.
    """

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(self, guild: int, member: str, *, source: str = "discord") -> Forgotten:
        """`member` is an outside id, or `#` and a member number; raises NotFound for a stranger."""
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            member_no = await _number(work, self.keys, guild, member, source)
            gone = await work.members.erase(member_no, now)
            named = [*gone, *([] if member.startswith("#") else [member])]
            letters = await work.letters.forget(named)
        async with self.store.unaddressed() as nowhere:
            letters += await nowhere.forget(named)
        return Forgotten(member_no=member_no, outside_ids=len(gone), letters=letters)


@attrs.frozen(kw_only=True)
class FindMember:
    """Who somebody means, before anything is done to them that cannot be undone."""

    store: Store
    keys: Keyring

    async def __call__(self, guild: int, member: str, *, source: str = "discord") -> Member:
        """`member` is an outside id, or `#` and a member number; raises NotFound for a stranger."""
        async with self.store.reading(guild) as work:
            member_no = await _number(work, self.keys, guild, member, source)
            return (await work.members.of([member_no]))[member_no]


async def _number(work: GuildWork, keys: Keyring, guild: int, member: str, source: str) -> int:
    if _NUMBER.fullmatch(member):
        number = int(member[1:])
        if number in await work.members.of([number]):
            return number
    elif (found := await work.members.by_hash(keys.person(source, member))) is not None:
        return found
    raise NotFound(
        f"guild {guild} has no member {member}: give their Discord id, or # and their member number"
    )
