"""Rows are added where something is news, and each change is the next revision."""

from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.publishing.rows import NO_MORE, PublishedReading, RowKey, gone, news
from tests.contracts.published.readings import a_row


def told(rows: list[PublishedReading], latest: dict[RowKey, PublishedReading]) -> list[PublishedReading]:
    """Publish, as a store would: the new rows, and `latest` with them."""
    new = [*news(rows, latest), *gone(rows, latest)]
    latest |= {row.about: row for row in new}
    return new


def test_the_first_time_everything_is_news_and_the_second_nothing() -> None:
    latest: dict[RowKey, PublishedReading] = {}
    assert told([a_row()], latest) == [a_row()]
    assert told([a_row()], latest) == []


def test_every_way_to_say_something_else_is_news() -> None:
    others: list[dict[str, Any]] = [
        {"numerator": 42.0},
        {"denominator": 109.0},
        {"covered": 0.5},
        {"version": 2},
        {"unavailable": "We were not listening then."},
        {"numerator": None},
        {"audience": "quality"},
        {"title": "Core"},
    ]
    for change in others:
        latest = {a_row().about: a_row()}
        (row,) = told([a_row(**change)], latest)
        assert row.revision == 2, change


def test_the_noise_of_adding_in_another_order_is_no_news() -> None:
    latest = {a_row().about: a_row(value=0.1 + 0.2)}
    assert told([a_row(value=0.3)], latest) == []


def test_zero_is_not_the_same_as_unknown() -> None:
    latest = {a_row().about: a_row(numerator=0.0)}
    assert len(told([a_row(numerator=None)], latest)) == 1


def test_a_part_that_is_no_more_says_so_once_and_may_come_back() -> None:
    part = a_row(by="event_type", part="quiz", title="Quiz")
    latest: dict[RowKey, PublishedReading] = {}
    told([a_row(), part], latest)
    (left,) = told([a_row()], latest)
    assert (left.unavailable, left.numerator, left.value, left.revision) == (NO_MORE, None, None, 2)
    assert told([a_row()], latest) == []
    (back,) = told([a_row(), part], latest)
    assert (back.numerator, back.unavailable, back.revision) == (part.numerator, None, 3)


NUMBERS = st.one_of(st.none(), st.integers(0, 3).map(float))


@given(st.lists(st.lists(st.tuples(st.sampled_from(["", "core", "new"]), NUMBERS), max_size=3)))
def test_whatever_is_read_the_latest_rows_say_it_and_revisions_are_counted_without_a_gap(
    readings: list[list[tuple[str, float | None]]],
) -> None:
    latest: dict[RowKey, PublishedReading] = {}
    every: list[PublishedReading] = []
    for reading in readings:
        rows = list(
            {
                part: a_row(by="segment" if part else "", part=part, numerator=number)
                for part, number in reading
            }.values()
        )
        every += told(rows, latest)
        for row in rows:
            assert latest[row.about].says_the_same(attrs.evolve(row, revision=0))
    for about in latest:
        revisions = [row.revision for row in every if row.about == about]
        assert revisions == list(range(1, len(revisions) + 1))
