"""What moved a number: its parts and its two numbers account for the whole of its change."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import Amount, Definition, Kpi, Part
from domain.insights.kpis.reading import Reading, read
from domain.insights.kpis.receipt import Movement, movement
from domain.insights.kpis.receipt.words import headline
from tests.builders.readings.kpis import WEEK, heard, reading, said, some_facts

AMOUNTS = st.floats(0.001, 1e6)


def made(upper: float | None, lower: float | None, *parts: Part, **changes: object) -> Reading:
    """A reading of a KPI made by hand: always the same amount."""
    amount = Amount(numerator=upper, denominator=lower, parts=parts)
    one = attrs.evolve(
        Kpi(
            key="made",
            title="Made",
            question="How much?",
            unit="share",
            better="up",
            audience="leadership",
            needs=("messages",),
            facts=("activity",),
            definition=Definition(
                version=1, sentence="So.", formula="{numerator} of {denominator}", compute=lambda _: amount
            ),
        ),
        **changes,
    )
    return read(one, some_facts(*said(0, 0)), WEEK)


def moved(now: Reading, before: Reading | None) -> Movement:
    found = movement(now, before)
    assert found is not None
    return found


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_two_numbers_of_a_ratio_account_for_its_change(a: float, b: float, c: float, d: float) -> None:
    now, before = made(a, b), made(c, d)
    effects = moved(now, before).effects
    assert effects is not None
    assert now.value is not None
    assert before.value is not None
    largest = max(now.value, before.value, abs(effects.numerator), abs(effects.denominator))
    assert effects.numerator + effects.denominator == pytest.approx(
        now.value - before.value, abs=1e-9 * largest
    )


def test_each_of_the_two_numbers_is_held_to_account_for_what_it_did_by_itself() -> None:
    only_upper = moved(made(6, 10), made(4, 10)).effects
    assert only_upper is not None
    assert (only_upper.numerator, only_upper.denominator) == pytest.approx((0.2, 0))
    only_lower = moved(made(4, 10), made(4, 8)).effects
    assert only_lower is not None
    assert (only_lower.numerator, only_lower.denominator) == pytest.approx((0, -0.1))


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6), AMOUNTS, AMOUNTS)
def test_what_the_parts_did_sums_to_the_change(
    pairs: list[tuple[float, float]], now_of: float, before_of: float
) -> None:
    def whole(side: int, of: float) -> Reading:
        parts = [Part(key=str(at), title=str(at), numerator=pair[side]) for at, pair in enumerate(pairs)]
        return made(sum(pair[side] for pair in pairs), of, *parts)

    found = moved(whole(0, now_of), whole(1, before_of))
    total = sum(one.change or 0 for one in found.contributions)
    assert total == pytest.approx(found.change, rel=1e-6, abs=1e-6 * max(found.now, found.before))


def test_a_part_that_is_only_there_on_one_side_is_nothing_on_the_other() -> None:
    now = made(3, None, Part(key="new", title="New", numerator=3), unit="count")
    before = made(2, None, Part(key="old", title="Old", numerator=2), unit="count")
    found = {one.key: one.change for one in moved(now, before).contributions}
    assert found == {"new": 3, "old": -2}


def test_parts_that_are_not_known_account_for_nothing() -> None:
    before = made(2, None, Part(key="a", title="A", numerator=2), unit="count")
    for parts in ((), (Part(key="a", title="A", numerator=None),)):
        assert moved(made(3, None, *parts, unit="count"), before).contributions == ()
        assert moved(before, made(3, None, *parts, unit="count")).contributions == ()


def test_a_part_without_a_number_on_one_side_gave_nothing_there_and_on_both_has_no_share() -> None:
    def whole(one: float | None, of: float) -> Reading:
        known = Part(key="known", title="Known", numerator=6)
        parts = (known, Part(key="a", title="A", numerator=one), Part(key="b", title="B", numerator=None))
        return made(6 + (one or 0), of, *parts)

    found = moved(whole(3, 1), whole(None, 0.75))
    told = {one.key: (one.before, one.now, one.change) for one in found.contributions}
    assert told == {"known": (6, 6, -2), "a": (None, 3, 3), "b": (None, None, None)}
    assert found.change == 1


def test_who_was_active_before_anybody_listened_is_not_said_to_have_come_all_at_once() -> None:
    facts = some_facts(*said(0, -9, -1), *said(1, -2), spans=heard(-13))
    now, before = (reading("active_members", facts, week) for week in (WEEK, WEEK.previous()))
    assert now.parts
    assert not before.parts
    assert moved(now, before).contributions == ()


def test_against_nothing_there_is_no_relative_change() -> None:
    assert moved(made(3, 10), made(0, 10)).relative is None
    assert moved(made(3, 10), made(2, 10)).relative == pytest.approx(0.5)


def test_of_a_number_whose_people_come_first_the_change_is_one_of_people() -> None:
    found = moved(made(6, 100, headline="numerator"), made(4, 10, headline="numerator"))
    assert (found.before, found.now, found.change) == (4, 6, 2)


def test_people_of_nothing_larger_are_said_without_a_share() -> None:
    assert headline(made(6, 8, headline="numerator")) == "6 (75%)"
    assert headline(made(6, None, headline="numerator", unit="people")) == "6"


def the_week(facts: KpiFacts) -> tuple[Reading, Reading]:
    return reading("wam", facts, WEEK), reading("wam", facts, WEEK.previous())


def test_who_came_and_who_went_are_those_of_one_week_and_not_of_the_other() -> None:
    now, before = the_week(some_facts(*said(0, -8, -1), *said(1, -9), *said(2, 0)))
    found = moved(now, before)
    assert found.entered is not None
    assert found.left is not None
    assert (set(found.entered.nonzero()[0]), set(found.left.nonzero()[0])) == ({2}, {1})
    assert found.change == found.entered.sum() - found.left.sum()


@pytest.mark.parametrize(
    "spans", [heard(-6), heard(-14, -6), heard(-8), heard(-14, -5)], ids=["then", "now", "hardly", "barely"]
)
def test_a_time_that_was_hardly_heard_neither_rises_nor_falls(spans: list[object]) -> None:
    now, before = the_week(some_facts(*said(0, -8, -1), *said(1, -9), spans=spans))  # type: ignore[arg-type]
    assert movement(now, before) is None


def test_where_nothing_lies_before_there_is_no_movement() -> None:
    now, _ = the_week(some_facts(*said(0, 0)))
    assert movement(now, None) is None


ROWS = st.lists(st.tuples(st.integers(-13, 0), st.integers(0, 9), st.integers(0, 3)), max_size=40)


@given(ROWS, st.sampled_from(("segment", "tier")))
def test_parts_of_a_count_of_people_account_for_its_change(rows: list[tuple[int, int, int]], by: str) -> None:
    facts = some_facts(*{(day, who): (day, who, said) for day, who, said in rows}.values(), count=10)
    for one in CATALOGUE:
        if by not in one.by or one.headline != "numerator":
            continue
        now, before = (read(one, facts, week, by=by) for week in (WEEK, WEEK.previous()))  # type: ignore[arg-type]
        found = movement(now, before)
        if found is not None and all(each.change is not None for each in found.contributions):
            total = sum(each.change or 0 for each in found.contributions)
            assert total == pytest.approx(found.change), one.key


def test_the_parts_that_moved_a_number_most_come_first_and_those_that_did_nothing_not_at_all() -> None:
    def parts(*counts: float) -> list[Part]:
        return [Part(key=str(at), title=str(at), numerator=count) for at, count in enumerate(counts)]

    now = made(19, None, *parts(5, 3, 1, 10), unit="count")
    before = made(16, None, *parts(4, 8, 1, 3), unit="count")
    assert [one.key for one in moved(now, before).movers(9)] == ["3", "1", "0"]
    assert [one.key for one in moved(now, before).movers(1)] == ["3"]


@pytest.mark.parametrize(
    ("better", "grew", "judged"),
    [
        ("up", True, "better"),
        ("up", False, "worse"),
        ("down", True, "worse"),
        ("down", False, "better"),
        ("neither", True, "changed"),
    ],
)
def test_what_a_change_means_depends_on_which_way_is_better(better: str, grew: bool, judged: str) -> None:
    assert made(1, 2, better=better).kpi.judged(grew=grew) == judged
