"""What several KPIs ask for is worked out once, and kept within a bound."""

from concurrent.futures import ThreadPoolExecutor

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.periods import periods
from domain.insights.kpis.reading import read
from domain.kernel.remembered import MOST_THINGS, Remembered
from tests.builders.readings.kpis import belonging, days, said, some_facts


@attrs.frozen
class Pair:
    one: object
    two: object


def test_what_was_asked_for_is_made_once() -> None:
    kept, made = Remembered(), []
    assert [kept.once("a", lambda: made.append(1)) for _ in range(3)] == [None] * 3
    assert made == [1]


def test_what_was_not_asked_for_longest_goes_first_and_views_cost_nothing() -> None:
    kept = Remembered(most=2_500)
    column = np.zeros(1_000, dtype=np.int8)
    kept.once("a", column.copy)
    kept.once("b", lambda: Pair(column.copy(), (column[:10], "words")))
    assert kept.nbytes == 2_000
    kept.once("a", column.copy)
    kept.once("c", column.copy)
    assert kept.nbytes == 2_000
    again: list[str] = []
    kept.once("a", lambda: again.append("a"))
    kept.once("b", lambda: again.append("b"))
    assert again == ["b"]


def test_what_takes_no_room_stays_since_it_would_free_none() -> None:
    kept, again = Remembered(most=1_000), []
    kept.once("words", lambda: "long to find")
    for at in range(5):
        kept.once(at, lambda: np.zeros(900, dtype=np.int8))
    kept.once("words", lambda: again.append("words"))
    assert (again, kept.nbytes) == ([], 900)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 400)), max_size=40))
def test_no_more_is_kept_than_is_allowed_but_what_was_just_made(asked: list[tuple[int, int]]) -> None:
    kept = Remembered(most=1_000)
    sizes: dict[int, int] = {}
    for key, size in asked:
        sizes.setdefault(key, size)
        assert len(kept.once(key, lambda key=key: np.zeros(sizes[key], dtype=np.int8))) == sizes[key]  # type: ignore[misc]
        assert kept.nbytes <= 1_000


def test_many_threads_have_the_same_and_no_more_is_kept_than_is_allowed() -> None:
    kept = Remembered(most=5_000)

    def asking(first: int) -> bool:
        keys = [(first + step) % 40 for step in range(400)]
        return all(kept.once(key, lambda key=key: np.full(200, key))[0] == key for key in keys)  # type: ignore[misc]

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(asking, range(0, 40, 10)))
    kept.once("last", lambda: np.zeros(1))
    assert 0 < kept.nbytes <= 5_000


def test_of_a_small_guild_too_not_everything_is_kept_for_ever() -> None:
    kept = Remembered()
    for key in range(2 * MOST_THINGS):
        kept.once(key, lambda: np.zeros(1))
    assert len(kept) <= MOST_THINGS


def test_what_could_not_be_made_is_made_by_whoever_asks_next() -> None:
    kept = Remembered()
    with pytest.raises(ZeroDivisionError):
        kept.once("a", lambda: 1 // 0)
    assert kept.once("a", lambda: 7) == 7


def test_a_long_course_reads_the_same_however_little_is_remembered() -> None:
    facts = some_facts(
        *said(0, *range(-80, 1, 3)), *said(1, *range(-60, -20)), people=belonging(4, (2, -9, -3))
    )
    little = attrs.evolve(facts, remembered=Remembered(most=200), lasting=Remembered(most=200))
    for key in ("wam", "segment_core", "lifecycle_dormant", "stickiness", "hard_churn"):
        shown = periods(days(-60), "day" if key == "wam" else "week", facts.as_of, "UTC")
        told = [[read(kpi(key), each, one).value for one in shown] for each in (facts, little)]
        assert told[0] == told[1], key
    assert little.remembered.nbytes <= 400 and little.lasting.nbytes <= 400
