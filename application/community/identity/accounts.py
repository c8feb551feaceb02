"""Linking an account to a member, taking the link away, and showing what is linked."""

import attrs

from application.clock import Clock
from application.community.finding import number_of
from application.community.identity.sides import Accounts, accounts_of, read_anew, sides, told_of
from application.community.ports import Store
from domain.community.identity.accounts import DISCORD, checked
from domain.community.identity.coverage import IdCoverage
from domain.community.identity.links import Link, Proof, link
from domain.community.log.keys import Keyring
from domain.community.policy import Action, check
from domain.community.settings import settings_at
from domain.kernel.actors import Actor
from domain.kernel.errors import NotFound


@attrs.frozen(kw_only=True)
class LinkAccount:
    """Say that an account of another world is a member's; what both did is read as one person's."""

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(
        self,
        guild: int,
        member: str,
        source: str,
        external_id: str,
        actor: Actor,
        *,
        proved_by: Proof = "staff",
    ) -> Accounts:
        """`member` is a Discord id, or `#` and a member number; linking twice is linking once.

        Raises NotFound for a stranger, Conflict where it would not be 1:1, Invalid for what is no account.
        """
        source, external_id = checked(source, external_id)
        actor = actor.within(guild)
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            check("link_others", actor, settings_at(await work.guild.settings(), now))
            member_no = await number_of(work, self.keys, guild, member, DISCORD)
            sighting = told_of(self.keys, source, external_id, now)
            account_no = (await work.members.numbers([sighting]))[sighting.hash]
            both = await sides(work, [member_no, account_no])
            made = link(
                both[member_no],
                both[account_no],
                proved_by=proved_by,
                at=now,
                linked_by=actor.member_no,
            )
            if made is not None:
                await work.links.add([made])
                await read_anew(work, guild, [made])
            return await accounts_of(work, guild, member_no)


@attrs.frozen(kw_only=True)
class UnlinkAccount:
    """Take a link away: every reading is as it was before it."""

    store: Store
    clock: Clock

    async def __call__(self, guild: int, account_no: int, actor: Actor) -> Link:
        """`account_no` is the account's own number; NotFound where it is linked to nobody."""
        actor = actor.within(guild)
        async with self.store.writing(guild) as work:
            held = [one for one in await work.links.of([account_no]) if one.member_no == account_no]
            if not held:
                raise NotFound(f"member #{account_no} is no linked account: there is no link to take away")
            action: Action = "link_self" if actor.member_no == held[0].canonical_no else "link_others"
            check(action, actor, settings_at(await work.guild.settings(), self.clock.now()))
            gone = await work.links.remove(account_no)
            assert gone is not None  # noqa: S101 - the guild has one writer at a time
            await read_anew(work, guild, [gone])
            return gone


@attrs.frozen(kw_only=True)
class ShowAccounts:
    """Which accounts a member has elsewhere, and what says so."""

    store: Store

    async def __call__(self, guild: int, member_no: int) -> Accounts:
        """Of a linked account's number: those of the person whose it is; NotFound for a stranger."""
        async with self.store.reading(guild) as work:
            return await accounts_of(work, guild, member_no)


@attrs.frozen(kw_only=True)
class ShowIdCoverage:
    """Of how many members it is known who they are elsewhere."""

    store: Store

    async def __call__(self, guild: int) -> IdCoverage:
        """Counted anew each time."""
        async with self.store.reading(guild) as work:
            return await work.links.coverage()
