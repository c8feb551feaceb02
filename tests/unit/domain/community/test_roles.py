"""Roles that are held, several at once, from marks in any order; and the tier that they mean."""

from itertools import permutations
from typing import Any

import pytest

from domain.community.log.activity import MEMBER_LEFT, ROLE_GIVEN, ROLE_TAKEN
from domain.community.settings import GuildSettings
from domain.community.spans import ROLE, Mark, Span, fold_spans
from domain.community.tiers import MOST_ROLES, TIERS, tier_of
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID
from tests.builders.activities import HOUR, TIME_ZERO

HOST, STAFF = 701, 702


def mark(kind: str, at: float, role: int | None = None, *, inferred: bool = False) -> Mark:
    key = f"{kind} {at} {role}".encode()
    return Mark(0, ROLE, TIME_ZERO + at * HOUR, key, kind, role, inferred)


def given(at: float, role: int = HOST, **changes: Any) -> Mark:
    return mark(ROLE_GIVEN, at, role, **changes)


def taken(at: float, role: int = HOST, **changes: Any) -> Mark:
    return mark(ROLE_TAKEN, at, role, **changes)


def gone(at: float) -> Mark:
    return mark(MEMBER_LEFT, at)


def hours(spans: list[Span]) -> set[tuple[float | None, float | None, int | None]]:
    def hour(at: Any) -> float | None:
        return None if at is None else (at - TIME_ZERO) / HOUR

    return {(hour(span.start), hour(span.end), span.channel) for span in spans}


@pytest.mark.parametrize(
    ("marks", "held"),
    [
        ([], set()),
        ([given(0)], {(0, None, HOST)}),
        ([given(0), taken(2)], {(0, 2, HOST)}),
        ([given(0), given(1, STAFF), taken(2)], {(0, 2, HOST), (1, None, STAFF)}),
        ([given(0), taken(1), given(2)], {(0, 1, HOST), (2, None, HOST)}),
        # Being told twice is being told once.
        ([given(0), given(1), taken(2)], {(0, 2, HOST)}),
        ([given(0), taken(1), taken(2)], {(0, 1, HOST)}),
        # Nobody saw it given: it was held until then, and of other roles that says nothing.
        ([taken(2), given(1, STAFF)], {(None, 2, HOST), (1, None, STAFF)}),
        # Who leaves loses every role, and has none when they come back.
        ([given(0), given(1, STAFF), gone(3)], {(0, 3, HOST), (1, 3, STAFF)}),
        ([given(0), gone(3), taken(4)], {(0, 3, HOST)}),
        ([given(0), gone(3), given(5)], {(0, 3, HOST), (5, None, HOST)}),
        ([gone(3)], set()),
        ([gone(3), taken(4)], set()),
        # Within one instant what ends comes before what begins.
        ([given(0), taken(1), given(1)], {(0, 1, HOST), (1, None, HOST)}),
        ([given(0), taken(1), gone(1)], {(0, 1, HOST)}),
        ([gone(1), given(1)], {(1, None, HOST)}),
    ],
)
def test_roles_are_held_so_in_whatever_order_marks_arrive(marks: list[Mark], held: set[Any]) -> None:
    for order in permutations(marks):
        found = fold_spans(ROLE, order)
        assert hours(found) == held
        assert len(found) == len(held)


def test_a_role_knows_what_was_guessed() -> None:
    [span] = fold_spans(ROLE, [given(0, inferred=True), taken(1)])
    assert (span.start_inferred, span.end_inferred) == (True, False)
    [unseen] = fold_spans(ROLE, [taken(1, inferred=True)])
    assert (unseen.start_inferred, unseen.end_inferred) == (True, True)


@pytest.mark.parametrize(
    ("roles", "tier"),
    [
        ([], "member"),
        ([999], "member"),
        ([HOST], "host"),
        ([999, HOST], "host"),
        ([HOST, STAFF], "staff"),
        ([STAFF, HOST], "staff"),
        ([703], "member"),
    ],
)
def test_the_highest_tier_of_somebodys_roles_is_theirs(roles: list[int], tier: str) -> None:
    assert tier_of(roles, {str(HOST): "host", str(STAFF): "staff", "703": "member"}) == tier


def test_tiers_are_ordered_from_staff_to_member() -> None:
    assert TIERS == ("staff", "host", "captain", "volunteer", "member")


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        ({"host": "host"}, "digits"),
        ({"": "host"}, "digits"),
        ({"007": "host"}, "digits"),
        ({"-5": "host"}, "digits"),
        ({str(MAX_ID + 1): "host"}, "digits"),
        ({"9" * 30: "host"}, "digits"),
        ({"٣": "host"}, "digits"),
        ({"5": "boss"}, "staff, host, captain, volunteer, member"),
        ({"5": "Host"}, "staff, host, captain, volunteer, member"),
        ({str(role): "host" for role in range(1, MOST_ROLES + 2)}, "at most 250"),
    ],
)
def test_a_map_that_no_community_could_have_is_refused(tiers: dict[str, str], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        GuildSettings().changed({"tiers": tiers})


@pytest.mark.parametrize("tiers", [None, [], "5=host", 5])
def test_what_is_no_map_is_refused_by_name(tiers: object) -> None:
    with pytest.raises(Invalid, match="tiers"):
        GuildSettings().changed({"tiers": tiers})


def test_a_map_is_a_setting_like_any_other() -> None:
    mapped = GuildSettings().changed({"tiers": {str(MAX_ID): "host", "1": "member"}})
    assert mapped.tiers == {str(MAX_ID): "host", "1": "member"}
    assert mapped.changed({"voice_shown": False}).tiers == mapped.tiers
    assert mapped.changed({"tiers": {}}) == GuildSettings()
    assert hash(mapped) == hash(mapped.changed({}))
