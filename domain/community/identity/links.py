"""Links: which account is whose; one account of each world for a person, one person for an account."""

from datetime import datetime
from typing import Final, Literal

import attrs

from domain.community.identity.accounts import DISCORD, Account, called
from domain.community.members import Member, shown_name
from domain.kernel.errors import Conflict, Invalid

Proof = Literal["supabase", "code", "staff", "import"]

PROOFS: Final[dict[Proof, str]] = {
    "supabase": "signed in to Supabase with this Discord account",
    "code": "gave a one-time code",
    "staff": "linked by staff",
    "import": "linked by an import",
}
"""What says that an account is somebody's, in the words of a page."""


@attrs.frozen(kw_only=True)
class Link:
    """An account's number is read as another member's, until the link is taken away.

    `linked_by` is the member number of who made it, where they have one.
    """

    member_no: int
    canonical_no: int
    source: str
    proved_by: Proof
    since: datetime
    linked_by: int | None = None


@attrs.frozen(kw_only=True)
class Side:
    """One side of a link to be: a member number, their own account, and the links that it is in."""

    member: Member
    account: Account
    links: tuple[Link, ...] = ()
    accounts: tuple[Account, ...] = ()
    """Those at the other ends of the links."""

    owner: Member | None = None
    """Whose account this is already."""

    @property
    def called(self) -> str:
        """Who this is, in words."""
        outside = self.account.external_id
        if self.account.source != DISCORD:
            return called(self.account.source, outside)
        return f"{shown_name(self.member)} (#{self.member.member_no})"


def link(
    one: Side, other: Side, *, proved_by: Proof, at: datetime, linked_by: int | None = None
) -> Link | None:
    """The link between two numbers, told in any order; None where they are linked already.

    The Discord side is the person, the other one the account. Raises Conflict where a person would have two
    accounts of a world or an account two persons, and says both; Invalid where neither or both are of
    Discord, or one is a bot.
    """
    person, account = (one, other) if one.account.source == DISCORD else (other, one)
    if person.account.source != DISCORD:
        raise Invalid(
            f"{one.called} and {other.called}: one side of a link is a member of the Discord server; "
            "link each of the accounts to that member"
        )
    _fit(person, account)
    for held in person.links:
        if held.member_no == account.account.member_no:
            return None
    _still_free(person, account)
    return Link(
        member_no=account.account.member_no,
        canonical_no=person.account.member_no,
        source=account.account.source,
        proved_by=proved_by,
        since=at,
        linked_by=linked_by,
    )


def _fit(person: Side, account: Side) -> None:
    if account.account.source == DISCORD:
        raise Conflict(
            f"{person.called} and {account.called} are two Discord accounts: a person has one of each world"
        )
    for side in (person, account):
        if side.member.erased:
            raise Conflict(f"member #{side.member.member_no} was erased: nothing is linked to them any more")
    if person.member.bot:
        raise Invalid(f"{person.called} is a bot: only people have accounts")


def _still_free(person: Side, account: Side) -> None:
    source = account.account.source
    theirs = next((held for held in person.links if held.source == source), None)
    if theirs is not None:
        ids = {found.member_no: found.external_id for found in person.accounts}
        raise Conflict(
            f"{person.called} has {called(source, ids.get(theirs.member_no))} already, "
            f"so {account.called} cannot be theirs too: take the first link away, if it is wrong"
        )
    if account.owner is not None:
        raise Conflict(
            f"{account.called} is {shown_name(account.owner)}'s (#{account.owner.member_no}) already, "
            f"so it cannot be {person.called}'s too: take that link away, if it is wrong"
        )
