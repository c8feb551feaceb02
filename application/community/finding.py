"""Who somebody means: by an outside id, or by `#` and a member number."""

import re

from application.community.ports import GuildWork
from domain.community.log.keys import Keyring
from domain.kernel.errors import NotFound

_NUMBER = re.compile(r"#[0-9]{1,9}")


async def number_of(work: GuildWork, keys: Keyring, guild: int, member: str, source: str) -> int:
    """The member number; raises NotFound for a stranger."""
    if _NUMBER.fullmatch(member):
        number = int(member[1:])
        if number in await work.members.of([number]):
            return number
    elif (found := await work.members.by_hash(keys.person(source, member))) is not None:
        return found
    raise NotFound(
        f"guild {guild} has no member {member}: give their Discord id, or # and their member number"
    )
