"""One-time codes: made for whoever holds an account elsewhere, given back by them in Discord."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final

import attrs

from application.clock import Clock
from application.community.identity.sides import Accounts, accounts_of, read_anew, sides, told_of
from application.community.ports import Store
from domain.community.identity.accounts import DISCORD, called, checked
from domain.community.identity.codes import LENGTH, RULES, Code, CodeRules, read, written
from domain.community.identity.links import link
from domain.community.log.activity import Person
from domain.community.log.keys import Keyring
from domain.community.members import Member, Sighting, shown_name
from domain.community.policy import check
from domain.community.settings import settings_at
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, Invalid, NotFound

_WORLD: Final = "link code"


@attrs.frozen(kw_only=True)
class Issued:
    """A code as it is given away: it is shown this once, and kept nowhere."""

    source: str
    external_id: str
    code: str
    expires_at: datetime


@attrs.frozen(kw_only=True)
class IssueCode:
    """Make a code for an account of another world; who gives it back in Discord is its owner."""

    store: Store
    clock: Clock
    keys: Keyring
    rules: CodeRules = RULES
    draw: Callable[[int], bytes] = secrets.token_bytes

    async def __call__(self, guild: int, source: str, external_id: str, actor: Actor) -> Issued:
        """A newer code of the same account voids the older; Conflict where the account is somebody's."""
        source, external_id = checked(source, external_id)
        if source == DISCORD:
            raise Invalid("a code is for an account elsewhere: it is given back in Discord")
        now = self.clock.now()
        code = written(self.draw(LENGTH))
        async with self.store.writing(guild) as work:
            check("link_others", actor, settings_at(await work.guild.settings(), now))
            sighting = told_of(self.keys, source, external_id, now)
            account_no = (await work.members.numbers([sighting]))[sighting.hash]
            account = (await sides(work, [account_no]))[account_no]
            if account.member.erased:
                raise Conflict(f"the owner of this account was erased: member #{account_no} stays nobody")
            if account.owner is not None:
                raise Conflict(f"{called(source, external_id)} is {_owner(account.owner)}'s already")
            expires_at = now + self.rules.lasts
            kept = Code(hash=_hash(self.keys, code), member_no=account_no, expires_at=expires_at)
            await work.link_codes.keep(kept)
        return Issued(source=source, external_id=external_id, code=code, expires_at=expires_at)


@attrs.frozen(kw_only=True)
class RedeemCode:
    """A member gives a code back: the account that it was made for is theirs."""

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(self, guild: int, discord_id: str, code: str, actor: Actor) -> Accounts:
        """Raises NotFound for a code that was used, is over or never was, Conflict where the link would not
        be 1:1; the code is then not used up."""
        given, now = read(code), self.clock.now()
        async with self.store.writing(guild) as work:
            check("link_self", actor, settings_at(await work.guild.settings(), now))
            account_no = await work.link_codes.take(_hash(self.keys, given), now)
            if account_no is None:
                raise NotFound(
                    "this code is unknown, was used already or is over: ask for a new one where you got it"
                )
            mine = Sighting(
                hash=self.keys.person(DISCORD, discord_id), person=Person(id=discord_id), named_at=now
            )
            member_no = (await work.members.numbers([mine]))[mine.hash]
            both = await sides(work, [member_no, account_no])
            made = link(both[member_no], both[account_no], proved_by="code", at=now, linked_by=member_no)
            if made is not None:
                await work.links.add([made])
                await read_anew(work, guild, [made])
            return await accounts_of(work, guild, member_no)


def _hash(keys: Keyring, code: str) -> bytes:
    """What is kept of a code: nobody who reads the database can use it."""
    return keys.person(_WORLD, code)


def _owner(member: Member) -> str:
    return f"{shown_name(member)} (#{member.member_no})"
