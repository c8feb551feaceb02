"""People with their accounts, as the rule of links and the pages need them."""

from collections.abc import Collection, Sequence
from datetime import datetime

import attrs

from application.community.ports import GuildWork
from application.community.published.asking import publish_again
from domain.community.identity.accounts import Account
from domain.community.identity.links import Link, Side
from domain.community.log.activity import Person
from domain.community.log.keys import Keyring
from domain.community.members import Member, Sighting
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


def told_of(keys: Keyring, source: str, external_id: str, at: datetime) -> Sighting:
    """An account that a link tells of: whoever never met it takes it in without a name."""
    return Sighting(
        hash=keys.person(source, external_id),
        person=Person(id=external_id, source=source),
        named_at=at,
        linked=True,
    )


async def sides(work: GuildWork, numbers: Collection[int]) -> dict[int, Side]:
    """What the rule of links needs to know of these members and of those whom they are linked with."""
    links = await work.links.of(numbers)
    everyone = {*numbers, *(end for one in links for end in (one.member_no, one.canonical_no))}
    accounts = {one.member_no: one for one in await work.links.accounts(everyone)}
    members = await work.members.of(everyone)
    everybody = {number: Side(member=members[number], account=accounts[number]) for number in everyone}
    for one in links:
        joined(everybody, one)
    return everybody


def joined(found: dict[int, Side], link: Link) -> None:
    """From now on the link is known on both of its sides."""
    account, person = found[link.member_no], found[link.canonical_no]
    found[link.member_no] = attrs.evolve(account, links=(*account.links, link), owner=person.member)
    found[link.canonical_no] = attrs.evolve(
        person, links=(*person.links, link), accounts=(*person.accounts, account.account)
    )


async def read_anew(work: GuildWork, guild: int, links: Sequence[Link]) -> None:
    """Readers load again, and a worker publishes again, whatever these links make them read differently."""
    days = await work.links.days([one.member_no for one in links])
    await work.counters.touch(days, members=True, last_activity=None)
    await publish_again(work, guild)


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


def _numbers(links: list[Link]) -> list[int]:
    return [one.member_no for one in links]
