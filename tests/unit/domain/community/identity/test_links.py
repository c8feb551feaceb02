"""Links: one account of each world for a person, one person for an account; both sides are named."""

import attrs
import pytest

from domain.community.identity.accounts import Account, called, checked
from domain.community.identity.aliases import Aliases
from domain.community.identity.codes import ALPHABET, read, written
from domain.community.identity.links import PROOFS, Link, Side, link
from domain.community.members import Member
from domain.kernel.errors import Conflict, Invalid
from tests.builders.activities import TIME_ZERO

PROFILE = "8b1f1a0e-7c55-4a4e-9f57-2f6f3f0b9d11"


def a_side(number: int, source: str = "discord", name: str | None = None, **changes: object) -> Side:
    member = Member(member_no=number, name=name, bot=False, erased=False)
    account = Account(member_no=number, source=source, external_id=f"id-{number}")
    return attrs.evolve(Side(member=member, account=account), **changes)


ADA, BEN = a_side(1, name="Ada"), a_side(2, name="Ben")
STEAM, OTHER_STEAM, WEB = a_side(3, "steam"), a_side(4, "steam"), a_side(5, "supabase")
HELD = Link(member_no=3, canonical_no=1, source="steam", proved_by="staff", since=TIME_ZERO)


def linked(one: Side, other: Side) -> Link | None:
    return link(one, other, proved_by="staff", at=TIME_ZERO)


def having(person: Side, account: Side, held: Link = HELD) -> Side:
    return attrs.evolve(person, links=(held,), accounts=(account.account,))


@pytest.mark.parametrize("sides", [(ADA, STEAM), (STEAM, ADA)])
def test_the_member_of_discord_is_the_person_in_whatever_order_they_are_told(
    sides: tuple[Side, Side],
) -> None:
    assert linked(*sides) == HELD


def test_what_is_linked_already_is_not_linked_twice() -> None:
    assert linked(having(ADA, STEAM), attrs.evolve(STEAM, links=(HELD,), owner=ADA.member)) is None


def test_a_second_account_of_a_world_is_refused_and_both_sides_are_named() -> None:
    with pytest.raises(Conflict, match=r"Ada \(#1\) has Steam account id-3 already.* Steam account id-4"):
        linked(having(ADA, STEAM), OTHER_STEAM)


def test_an_account_of_another_world_is_no_obstacle() -> None:
    assert linked(having(ADA, STEAM), WEB) is not None


def test_an_account_that_is_somebodys_is_refused_and_both_sides_are_named() -> None:
    with pytest.raises(Conflict, match=r"Steam account id-3 is Ada's \(#1\) already.* Ben \(#2\)'s too"):
        linked(BEN, attrs.evolve(STEAM, links=(HELD,), owner=ADA.member))


@pytest.mark.parametrize(
    ("one", "other", "family", "words"),
    [
        (ADA, BEN, Conflict, r"Ada \(#1\) and Ben \(#2\) are two Discord accounts"),
        (STEAM, WEB, Invalid, "a member of the Discord server"),
        (attrs.evolve(ADA, member=attrs.evolve(ADA.member, bot=True)), STEAM, Invalid, "is a bot"),
        (attrs.evolve(ADA, member=attrs.evolve(ADA.member, erased=True)), STEAM, Conflict, "#1 was erased"),
        (ADA, attrs.evolve(STEAM, member=attrs.evolve(STEAM.member, erased=True)), Conflict, "#3 was erased"),
    ],
)
def test_what_no_link_can_be_is_refused_with_its_reason(
    one: Side, other: Side, family: type[Exception], words: str
) -> None:
    for sides in ((one, other), (other, one)):
        with pytest.raises(family, match=words if sides[0] is one or "and" not in words else None):
            linked(*sides)


def test_every_proof_has_words() -> None:
    assert all(PROOFS.values())


@pytest.mark.parametrize(
    ("source", "told", "kept"),
    [
        ("discord", " 810000000000000001 ", "810000000000000001"),
        ("Supabase", PROFILE.upper(), PROFILE),
        ("supabase", PROFILE.replace("-", ""), PROFILE),
        ("steam", "76561198000000001", "76561198000000001"),
        ("dota", "A name", "A name"),
    ],
)
def test_an_account_is_kept_in_one_form(source: str, told: str, kept: str) -> None:
    assert checked(source, told) == (source.lower(), kept)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("discord", "Ada"),
        ("supabase", "76561198000000001"),
        ("steam", ""),
        ("steam", "x" * 101),
        ("steam", "two\nlines"),
        ("St eam", "1"),
        ("", "1"),
        ("ste\u202eam", "1"),
    ],
)
def test_what_is_no_account_is_invalid(source: str, told: str) -> None:
    with pytest.raises(Invalid):
        checked(source, told)


def test_accounts_are_called_as_people_call_them() -> None:
    assert called("supabase", "x") == "Supabase profile x"
    assert called("steam", None) == "Steam account"


def test_aliases_are_read_as_their_person_and_everybody_else_as_themselves() -> None:
    aliases = Aliases.of([(9, 2), (4, 7)], unmet=[9])
    assert [aliases.canonical(number) for number in (4, 9, 2, 7, 0, 99)] == [7, 2, 2, 7, 0, 99]
    assert (aliases.group(9), aliases.group(7), aliases.group(5)) == ([2, 9], [7, 4], [5])
    assert Aliases.of([]).group(3) == [3]


def test_a_code_is_read_however_it_is_typed_and_nothing_else_is_one() -> None:
    code = written(bytes(range(200, 210)))
    assert len(code) == 11 and set(code) <= {*ALPHABET, "-"}
    for typed in (code, code.lower(), code.replace("-", ""), f" {code[:3]} {code[3:]} "):
        assert read(typed) == code
    for typed in ("", "12345", code + "2", code.replace(code[0], "0"), "ÄÖÜ23-45678"):
        with pytest.raises(Invalid):
            read(typed)
