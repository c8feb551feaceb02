"""Linking an account to a member, taking the link away, and showing what is linked."""

from collections.abc import Sequence

import attrs

from application.clock import Clock
from application.community.finding import number_of
from application.community.ports import GuildWork, Store
from domain.community.identity.accounts import DISCORD, Account, checked
from domain.community.identity.coverage import IdCoverage
from domain.community.identity.links import Link, Proof, Side, link
from domain.community.log.activity import Person
from domain.community.log.keys import Keyring
from domain.community.members import Member, Sighting
from domain.community.policy import check
from domain.community.settings import settings_at
from domain.kernel.actors import Actor
from domain.kernel.errors import NotFound


@attrs.frozen(kw_only=True)
class LinkedAccount:
    """An account of somebody, and what says that it is theirs."""

    account: Account
    link: Link


@attrs.frozen(kw_only=True)
class Accounts:
    """A person and every account that is theirs, in the order of their worlds.

    `own` is the account of their number itself: Discord's, or for a stranger that of their own world.
    """

    member: Member
    own: Account | None
    linked: tuple[LinkedAccount, ...]


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
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            check("link_others", actor, settings_at(await work.guild.settings()))
            member_no = await number_of(work, self.keys, guild, member, DISCORD)
            sighting = Sighting(
                hash=self.keys.person(source, external_id),
                person=Person(id=external_id, source=source),
                named_at=now,
                linked=True,
            )
            account_no = (await work.members.numbers([sighting]))[sighting.hash]
            made = link(
                await side(work, member_no),
                await side(work, account_no),
                proved_by=proved_by,
                at=now,
                linked_by=actor.member_no,
            )
            if made is not None:
                await work.links.add([made])
                await read_anew(work, [made])
            return await accounts_of(work, guild, member_no)


@attrs.frozen(kw_only=True)
class UnlinkAccount:
    """Take a link away: every reading is as it was before it."""

    store: Store

    async def __call__(self, guild: int, account_no: int, actor: Actor) -> Link:
        """`account_no` is the account's own number; NotFound where it is linked to nobody."""
        async with self.store.writing(guild) as work:
            held = await work.links.of([account_no])
            mine = actor.member_no is not None and actor.member_no in {one.canonical_no for one in held}
            check("link_self" if mine else "link_others", actor, settings_at(await work.guild.settings()))
            gone = await work.links.remove(account_no)
            if gone is None:
                raise NotFound(f"member #{account_no} is no linked account, so there is no link to take away")
            await read_anew(work, [gone])
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


async def read_anew(work: GuildWork, links: Sequence[Link]) -> None:
    """Readers load again whatever these links make them read differently."""
    days = await work.links.days([one.member_no for one in links])
    await work.counters.touch(days, members=True, last_activity=None)


async def person_of(work: GuildWork, member_no: int) -> list[int]:
    """Every number that is read as the same person, theirs before those of linked accounts."""
    links = await work.links.of([member_no])
    person = next((one.canonical_no for one in links if one.member_no == member_no), member_no)
    if person != member_no:
        links = await work.links.of([person])
    return [person, *_numbers(links)]


async def accounts_of(work: GuildWork, guild: int, member_no: int) -> Accounts:
    """Everybody's own account and those linked to them; NotFound for an unknown number."""
    person, *_ = everyone = await person_of(work, member_no)
    links = await work.links.of([person])
    found = {one.member_no: one for one in await work.links.accounts(everyone)}
    member = (await work.members.of([person])).get(person)
    if member is None:
        raise NotFound(f"guild {guild} has no member number {member_no}")
    linked = [LinkedAccount(account=found[one.member_no], link=one) for one in links]
    return Accounts(
        member=member,
        own=found.get(person),
        linked=tuple(sorted(linked, key=lambda one: (one.account.source, one.account.member_no))),
    )


async def side(work: GuildWork, member_no: int) -> Side:
    """What the rule of links needs to know of one side."""
    links = await work.links.of([member_no])
    owner_no = next((one.canonical_no for one in links if one.member_no == member_no), None)
    others = _numbers(links)
    found = {one.member_no: one for one in await work.links.accounts([member_no, *others])}
    members = await work.members.of([member_no, *([] if owner_no is None else [owner_no])])
    return Side(
        member=members[member_no],
        account=found[member_no],
        links=tuple(links),
        accounts=tuple(found[number] for number in others if number in found),
        owner=None if owner_no is None else members[owner_no],
    )


def _numbers(links: list[Link]) -> list[int]:
    return [one.member_no for one in links]
