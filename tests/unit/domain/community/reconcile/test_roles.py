"""Which roles somebody has when the bot looks."""

from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import MEMBER_LEFT
from domain.community.reconcile import RolesFound, roles_moved
from domain.community.reconcile.standing import standing
from domain.community.spans import ROLE, Span
from tests.builders.activities import GUILD, a_person
from tests.unit.domain.community.reconcile.known import Known, an_act, at


def looked(known: Known, minute: float, *roles: int, exact: bool = True) -> Known:
    found = RolesFound(guild=GUILD, at=at(minute), person=a_person(1), roles=frozenset(roles), exact=exact)
    return known.take(roles_moved(found, known.spans))


def held(role: int, start: float, end: float | None = None, *, guessed: str = "") -> Span:
    return Span(at(start), None if end is None else at(end), "s" in guessed, "e" in guessed, role)


def test_what_was_seen_is_exact_and_what_was_found_is_inferred() -> None:
    known = looked(looked(Known(ROLE), 0, 7, exact=False), 10, 7, 8)
    assert known.spans == [held(7, 0, guessed="s"), held(8, 10)]
    looked(known, 20, 8, exact=False)
    assert sorted(known.spans) == [held(7, 0, 20, guessed="se"), held(8, 10)]


def test_of_somebody_unknown_who_changes_one_role_the_others_are_older() -> None:
    assert all(span.start_inferred for span in looked(Known(ROLE), 10, 7, 8, 9).spans)
    assert looked(Known(ROLE), 10, 7).spans == [held(7, 10)]


def test_the_role_of_everybody_is_none() -> None:
    assert looked(Known(ROLE), 10, GUILD).spans == []


def test_who_comes_back_has_the_roles_that_are_found_then() -> None:
    known = looked(Known(ROLE), 0, 7)
    known.take([an_act(MEMBER_LEFT, 5)])
    looked(known, 10, 7, exact=False)
    assert known.spans == [held(7, 0, 5), held(7, 10, guessed="s")]


@given(st.lists(st.tuples(st.frozensets(st.integers(1, 4)), st.booleans()), max_size=8))
def test_at_each_look_exactly_these_roles_are_held_and_looking_again_finds_nothing(
    looks: list[tuple[frozenset[int], bool]],
) -> None:
    known = Known(ROLE)
    for number, (roles, exact) in enumerate(looks):
        looked(known, number, *roles, exact=exact)
    once = known.spans
    for number, (roles, exact) in enumerate(looks):
        assert {span.channel for span in standing(once, at(number))} == roles
        looked(known, number, *roles, exact=exact)
    assert known.spans == once
