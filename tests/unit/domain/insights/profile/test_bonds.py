"""Whom somebody talks with, from answers in both directions."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from domain.insights.profile.bonds import talk
from domain.insights.sheet import REPLY_DAY
from domain.kernel.instants import day_of_number
from tests.builders.sheets import TODAY, a_table

ME = 3


def test_those_who_answer_each_other_come_first_then_whoever_answers_most() -> None:
    rows = [(TODAY, ME, 1, 9), (TODAY, ME, 2, 1), (TODAY + 1, 2, ME, 1), (TODAY, 4, ME, 5), (TODAY, 5, 6, 8)]
    found = talk(a_table(REPLY_DAY, rows), ME)
    assert [(bond.member_no, bond.given, bond.received) for bond in found.bonds] == [
        (2, 1, 1),
        (1, 9, 0),
        (4, 0, 5),
    ]
    assert (found.people, found.mutual, found.given, found.received) == (3, 1, 10, 6)
    assert found.bonds[0].days == ((day_of_number(TODAY), 1, 0), (day_of_number(TODAY + 1), 0, 1))


def test_nobody_is_nobody() -> None:
    assert talk(a_table(REPLY_DAY, []), ME).bonds == ()


edges = st.dictionaries(
    st.tuples(st.integers(TODAY, TODAY + 3), st.integers(0, 5), st.integers(0, 5)).filter(
        lambda key: key[1] != key[2]
    ),
    st.integers(1, 9),
    max_size=40,
)


@given(edges, st.integers(1, 6))
def test_bonds_sum_to_all_answers_and_the_days_of_a_bond_to_the_bond(
    table: dict[tuple[int, int, int], int], most: int
) -> None:
    rows = a_table(REPLY_DAY, [(*key, count) for key, count in table.items()])
    given_to: Counter[int] = Counter()
    got_from: Counter[int] = Counter()
    for (_, who, toward), count in table.items():
        if who == ME:
            given_to[toward] += count
        if toward == ME:
            got_from[who] += count
    found = talk(rows, ME, most=most)
    assert len(found.bonds) == min(most, found.people)
    assert found.people == len(given_to.keys() | got_from.keys())
    assert (found.given, found.received) == (given_to.total(), got_from.total())
    for bond in found.bonds:
        assert (bond.given, bond.received) == (given_to[bond.member_no], got_from[bond.member_no])
        assert bond.given == sum(given for _, given, _ in bond.days)
        assert bond.received == sum(received for _, _, received in bond.days)
    strength = [(not bond.mutual, -bond.answers, bond.member_no) for bond in found.bonds]
    assert strength == sorted(strength)
