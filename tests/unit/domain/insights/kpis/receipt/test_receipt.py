"""A receipt: the people in the order of their activity, and what to know of the number."""

import pytest

from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.receipt import Receipt, receipt
from domain.kernel.windows import AsOf, window
from tests.builders.activities import TIME_ZERO
from tests.builders.readings.kpis import WEEK, belonging, days, heard, reading, said, some_facts


def written(facts: KpiFacts, key: str = "wam", *, most: int = 50) -> Receipt:
    return receipt(reading(key, facts, WEEK), reading(key, facts, WEEK.previous()), facts, most=most)


def test_those_behind_a_number_are_named_from_the_most_active_on() -> None:
    facts = some_facts(*said(0, -1), *said(1, -3, -2, -1), *said(2, -2, -1))
    behind = written(facts).behind
    assert behind is not None
    assert behind.first == (1, 2, 0)
    few = written(facts, most=2).behind
    assert few is not None
    assert (few.first, few.count, few.more) == ((1, 2), 3, 1)


def test_those_who_went_silent_are_named_by_how_active_they_were() -> None:
    left = written(some_facts(*said(0, -9), *said(1, -9, -8), *said(2, -1))).left
    assert left is not None
    assert left.first == (1, 0)


def test_every_member_whom_a_receipt_names_is_known_to_it() -> None:
    found = written(some_facts(*said(0, -9), *said(1, -9, -8), *said(2, -1)))
    assert found.members == {0, 1, 2}


def test_a_number_that_is_not_of_people_names_nobody() -> None:
    found = written(some_facts(*said(0, -1)), "events_held")
    assert (found.behind, found.entered, found.left) == (None, None, None)
    assert found.members == frozenset()


@pytest.mark.parametrize(
    ("facts", "said_so"),
    [
        (some_facts(*said(0, -1), spans=[*heard(-14, -3), *heard(-2)]), "We were listening for 85.7%"),
        (
            some_facts(*said(0, -1), spans=heard(-6)),
            "to compare with: we were not listening then",
        ),
        (some_facts(*said(0, -8, -1), spans=heard(-6)), "We were not listening in the days before"),
        (some_facts(*said(0, -1), spans=heard(-9)), "42.9% of the days before: too little"),
        (some_facts(*said(0, -1), spans=[]), "Only what was sent to us"),
        (some_facts(*said(0, -1), count=6), "A share of 6: one more or less moves it by 16.7%"),
    ],
)
def test_what_is_to_be_known_of_a_number_is_said(facts: KpiFacts, said_so: str) -> None:
    assert any(said_so in one for one in written(facts).caveats)


def test_of_a_number_without_a_flaw_nothing_has_to_be_known() -> None:
    facts = some_facts(*said(0, -9, -1), count=40)
    assert written(facts).caveats == ()


def test_a_window_that_is_not_over_says_that_more_is_to_come() -> None:
    moment = AsOf.at(TIME_ZERO, "UTC")
    facts = some_facts(*said(0, -9, -1), count=40, as_of=moment)
    found = receipt(reading("wam", facts, window("7d", moment)), None, facts)
    assert found.caveats[0] == "These days are not over yet: more is to come."
    assert "Nothing lies before these days" in found.caveats[1]


@pytest.mark.parametrize("key", [one.key for one in CATALOGUE])
def test_every_kpi_has_a_receipt_of_a_living_guild_and_of_an_empty_one(key: str) -> None:
    living = some_facts(*said(0, -9, -1), *said(1, -8), *said(2, 0), people=belonging(40, (3, -3, None)))
    for facts in (living, some_facts(count=0, people=belonging(0)), some_facts(spans=[])):
        for span in (WEEK, days(-29), days(-2000, -1990)):
            found = receipt(reading(key, facts, span), reading(key, facts, span.preceding()), facts)
            assert "{" not in found.formula
            assert found.said
            assert found.reading.unavailable or found.said != "–"
