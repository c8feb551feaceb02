"""Who is new, returning, back again or gone silent: by hand, and identities that hold for any sheet."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.readings.kpis import WEEK, behind, belonging, days, heard, reading, said, some_facts

LIFE = ("new", "returning", "resurrecting", "dormant")


def lives(facts: Any, window: Any = WEEK, **how: Any) -> dict[str, set[int]]:
    return {one: behind(reading(f"lifecycle_{one}", facts, window, **how)) for one in LIFE}


def test_whoever_is_active_is_new_returning_or_back_again_and_who_is_no_longer_is_dormant() -> None:
    facts = some_facts(
        *said(0, -8, 0),
        *said(1, -30, 0),
        *said(2, -1),
        *said(3, -7),
        *said(4, -13, -6),
        people=belonging(5, (2, -3, None)),
    )
    assert lives(facts) == {"new": {2}, "returning": {0, 4}, "resurrecting": {1}, "dormant": {3}}
    parts = {part.key: part.numerator for part in reading("active_members", facts).parts}
    assert parts == {"new": 1, "returning": 2, "resurrecting": 1}


def test_who_joined_before_this_time_and_first_spoke_in_it_is_back_again_not_new() -> None:
    facts = some_facts(*said(0, 0), people=belonging(1, (0, -7, None)))
    assert lives(facts)["resurrecting"] == {0}


def test_of_whom_no_join_is_known_the_first_activity_is_the_join() -> None:
    facts = some_facts(*said(0, -2), *said(1, -20, -2), people=belonging(0))
    assert lives(facts)["new"] == {0}
    assert lives(facts)["resurrecting"] == {1}


def test_a_month_is_held_against_the_month_before_however_long_that_is() -> None:
    february = days(-29, -2)  # today is 2 March 2026
    assert (february.first.day, february.last.day, february.month) == (1, 28, True)
    facts = some_facts(*said(0, -60, -2))  # on 1 January
    assert lives(facts, february)["returning"] == {0}
    assert lives(facts, days(-28, -1))["resurrecting"] == {0}


@pytest.mark.parametrize("spans", [heard(-2, 1), [*heard(-400, -6), *heard(-2, 1)], heard(-400, -4)])
def test_nobody_is_called_gone_or_back_where_either_time_was_hardly_heard(spans: Any) -> None:
    facts = some_facts(*said(0, -8), *said(1, 0), spans=spans)
    for one in LIFE:
        found = reading(f"lifecycle_{one}", facts)
        assert found.value is None
        assert "was heard" in str(found.unavailable)
    assert reading("active_members", facts).value == 1
    assert reading("active_members", facts).parts == ()


def test_a_segment_of_the_dormant_is_what_they_were_before() -> None:
    often = range(-20, -8)
    facts = some_facts(*said(0, *often), *said(1, -9, -40))
    found = reading("lifecycle_dormant", facts, by="segment")
    assert {part.key: part.numerator for part in found.parts if part.numerator} == {"core": 1, "regular": 1}


SHEETS = st.sets(st.tuples(st.integers(-70, 2), st.integers(0, 6)), max_size=60).map(
    lambda pairs: [(day, who, 1) for day, who in sorted(pairs)]
)
JOINS = st.dictionaries(
    st.integers(0, 6), st.tuples(st.integers(-70, 2), st.none() | st.integers(1, 60)), max_size=7
).map(lambda told: [(who, day, gone and day + gone) for who, (day, gone) in told.items()])


@given(SHEETS, JOINS, st.integers(-30, 0), st.integers(0, 30), st.sets(st.integers(0, 6)))
def test_the_identities_hold_for_any_sheet_and_window(
    rows: Any, joins: Any, last: int, length: int, bots: set[int]
) -> None:
    window = days(last - length, last)
    facts = some_facts(*rows, people=belonging(7, *joins, bots=bots))
    found = lives(facts, window)
    now = behind(reading("active_members", facts, window))
    before = behind(reading("active_members", facts, window.preceding()))
    assert now == found["new"] | found["returning"] | found["resurrecting"]
    assert len(now) == sum(len(found[one]) for one in ("new", "returning", "resurrecting"))
    assert found["dormant"] == before - found["returning"]
    change = len(found["new"]) + len(found["resurrecting"]) - len(found["dormant"])
    assert len(now) - len(before) == change
    assert not now & bots
