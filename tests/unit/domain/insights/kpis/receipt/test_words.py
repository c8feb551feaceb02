"""A reading and what moved it, in the words of every mouth."""

import re

import pytest

from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.kpi import Part
from domain.insights.kpis.receipt import movement
from domain.insights.kpis.receipt.words import (
    formula,
    headline,
    said_change,
    said_effects,
    said_part,
    said_read,
)
from tests.builders.readings.kpis import MONTH, WEEK, reading, said, some_facts
from tests.unit.domain.insights.kpis.receipt.test_movement import made, moved


def test_of_a_number_of_people_the_share_stands_behind_it() -> None:
    assert headline(made(412, 1085, headline="numerator")) == "412 (38%)"
    assert headline(made(412, 1085)) == "38%"
    assert headline(made(5, 2, unit="hours")) == "2.5 hours"
    assert headline(made(None, None)) == "–"


def test_in_a_formula_an_unknown_number_is_a_question() -> None:
    assert formula(made(412, 1085)) == "412 of 1,085"
    assert formula(made(412, None, headline="numerator")) == "412 of ?"


_WORDS = re.compile(r"\{\w+:([^|}]*)\|([^}]*)\}")


def test_one_member_is_no_members_in_any_formula() -> None:
    told = {one.key: one.definition.told("1", "1") for one in CATALOGUE}
    many = {words[1] for one in CATALOGUE for words in _WORDS.findall(one.definition.formula)}
    assert {"members", "people", "events", "newcomers"} < many
    plurals = "|".join(map(re.escape, many))
    wrong = {key: text for key, text in told.items() if re.search(rf"\b1 (?:{plurals})\b", text)}
    assert not wrong


def test_two_members_are_members_in_every_formula() -> None:
    for one in CATALOGUE:
        for of_one, many in _WORDS.findall(one.definition.formula):
            text = one.definition.told("2", "1,200")
            assert f"2 {many}" in text or f"1,200 {many}" in text
            assert not re.search(rf"\b2 {re.escape(of_one)}(?! {many})\b", text)


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (made(6, None, unit="count"), made(4, None, unit="count"), "+2 (+50%)"),
        (made(4, None, unit="count"), made(6, None, unit="count"), "−2 (−33.3%)"),
        (made(4, None, unit="count"), made(4, None, unit="count"), "±0"),
        (made(4, None, unit="count"), made(0, None, unit="count"), "+4"),
        (made(4, 10), made(2, 10), "+20 percentage points"),
    ],
)
def test_a_change_is_said_with_its_sign(now: object, before: object, text: str) -> None:
    assert said_change(now, moved(now, before)) == text  # type: ignore[arg-type]


def test_which_of_the_two_numbers_moved_a_ratio_is_said_where_both_changed() -> None:
    now, before = made(36, 49), made(33, 38)
    told = said_effects(now, before, moved(now, before))
    assert told == (
        "The share moved by −13.4 percentage points: +7 percentage points because the upper number of the "
        "formula went from 33 to 36, −20.4 percentage points because the lower one went from 38 to 49."
    )
    same = made(30, 38)
    assert said_effects(same, before, moved(same, before)) is None


def test_two_numbers_that_nearly_cancel_out_are_told_by_what_they_were() -> None:
    now, before = made(10, 12), made(9, 10)
    assert said_effects(now, before, moved(now, before)) == (
        "The share moved by −6.7 percentage points: +9.2 percentage points because the upper number of the "
        "formula went from 9 to 10, −15.8 percentage points because the lower one went from 10 to 12."
    )
    now, before = made(100, 120), made(9, 10)
    assert said_effects(now, before, moved(now, before)) == (
        "The upper number of the formula went from 9 to 100, the lower one from 10 to 120."
    )


def test_a_part_is_said_as_its_whole_is() -> None:
    half = Part(key="a", title="A", numerator=3, denominator=6)
    assert said_part(made(6, 12, half), half) == "3 (50%)"
    assert said_part(made(6, 12, half, unit="hours"), half) == "0.5 hours"
    assert said_part(made(6, 1, half, unit="points"), half) == "3 of 6"
    of_nobody = Part(key="a", title="A", numerator=0, denominator=0)
    assert said_part(made(6, 12, of_nobody), of_nobody) == "0"
    alone = Part(key="a", title="A", numerator=3)
    assert said_part(made(6, None, alone, unit="count"), alone) == "3"


def test_the_days_that_were_looked_at_are_said_where_they_are_not_the_window() -> None:
    facts = some_facts(*said(0, 0))
    assert said_read(reading("wam", facts, WEEK)) is None
    told = said_read(reading("wam", facts, MONTH))
    assert told == "Looks at the 7 days that end on 2 Mar 2026."
    assert movement(reading("wam", facts), None) is None
