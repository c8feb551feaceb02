"""Accounts of somebody, and of how many people they are known, as a page is given them."""

from application.community.identity.sides import Accounts, LinkedAccount
from domain.community.identity.accounts import DISCORD, SUPABASE, Account
from domain.community.identity.coverage import IdCoverage, SourceCoverage
from domain.community.identity.links import Link, Proof
from domain.community.members import Member
from tests.builders.readings.data_quality import NOW

DISCORD_ID = "1202202202202202001"
PROFILE = "6f1f2c1e-8a52-4b47-9d07-0c4a2f7b9e11"


def linked(
    source: str = SUPABASE,
    outside: str = PROFILE,
    *,
    to: int = 0,
    number: int = 900,
    proof: Proof = "supabase",
) -> LinkedAccount:
    """An account with a number of its own."""
    return LinkedAccount(
        account=Account(member_no=number, source=source, external_id=outside),
        link=Link(member_no=number, canonical_no=to, source=source, proved_by=proof, since=NOW),
    )


def some_accounts(number: int = 0, *others: LinkedAccount, name: str = "Livia Drusilla") -> Accounts:
    """A member of Discord; without others, with a profile that they proved and one that staff linked."""
    steam = linked("steam", "76561198000000001", to=number, number=901, proof="staff")
    return Accounts(
        member=Member(member_no=number, name=name, bot=False, erased=False, discord_id=DISCORD_ID),
        own=Account(member_no=number, source=DISCORD, external_id=DISCORD_ID),
        linked=others or (linked(to=number), steam),
    )


def a_coverage() -> IdCoverage:
    """Three worlds: one that nearly everybody is known in, one of few, and one of strangers alone."""
    return IdCoverage(
        people=200,
        anywhere=170,
        sources=(
            SourceCoverage(source=SUPABASE, linked=164, strangers=12),
            SourceCoverage(source="steam", linked=31, strangers=0),
            SourceCoverage(source="webhook", linked=0, strangers=5),
        ),
    )
