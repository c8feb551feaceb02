"""Who was active and when, against plain loops over the same rows."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.activity import (
    acted,
    active_by_day,
    active_members,
    first_days,
    humans,
    joined_in,
    left_in,
    sum_by_day,
)
from tests.builders.sheets import TODAY, member_days, members, rows_of, some_member_days

ROWS = some_member_days()
DAYS = range(TODAY, TODAY + 6)
NEVER_ACTIVE = np.iinfo(np.int64).max


def did_something(row: tuple[int, ...]) -> bool:
    _, _, messages, reactions, _, seconds = row
    return messages + reactions + seconds > 0


@given(ROWS)
def test_active_are_those_who_wrote_reacted_or_talked(rows: list[tuple[int, ...]]) -> None:
    table = member_days(*rows)
    busy = [row for row in sorted(rows) if did_something(row)]
    assert acted(table).tolist() == [did_something(row) for row in sorted(rows)]
    assert active_members(table) == len({row[1] for row in busy})
    assert active_by_day(table, TODAY, 6).tolist() == [sum(row[0] == day for row in busy) for day in DAYS]


@pytest.mark.parametrize("position", [2, 3, 4, 5])
@given(rows=ROWS)
def test_a_column_is_summed_by_day(position: int, rows: list[tuple[int, ...]]) -> None:
    name = ["day", "member_no", "messages", "reactions", "received", "voice_seconds"][position]
    sums = sum_by_day(member_days(*rows), name, TODAY, 6)
    assert sums.tolist() == [sum(row[position] for row in rows if row[0] == day) for day in DAYS]
    assert sums.dtype == np.int64


@given(ROWS)
def test_the_first_day_of_a_member_is_their_first_active_one(rows: list[tuple[int, ...]]) -> None:
    first: dict[int, int] = defaultdict(lambda: NEVER_ACTIVE)
    for row in rows:
        if did_something(row):
            first[row[1]] = min(first[row[1]], row[0])
    assert first_days(member_days(*rows), 7).tolist() == [first[number] for number in range(7)]


@given(ROWS, st.sets(st.integers(0, 4)), st.integers(0, 6))
def test_humans_are_the_rows_that_no_bot_has(rows: list[tuple[int, ...]], bots: set[int], known: int) -> None:
    """A member list may be a moment older than the sheet: numbers beyond it are taken for humans."""
    kept = humans(member_days(*rows), members(known, bots=bots).bot)
    assert rows_of(kept) == sorted(row for row in rows if row[1] not in bots or row[1] >= known)


def test_nobody_is_active_in_an_empty_guild() -> None:
    empty = member_days()
    assert active_members(empty) == 0
    assert active_by_day(empty, TODAY, 3).tolist() == [0, 0, 0]
    assert sum_by_day(empty, "messages", TODAY, 3).tolist() == [0, 0, 0]
    assert first_days(empty, 2).tolist() == [NEVER_ACTIVE] * 2
    assert rows_of(humans(empty, members(0).bot)) == []


def test_receiving_a_reaction_is_not_doing_something() -> None:
    assert active_members(member_days((TODAY, 0, 0, 0, 9))) == 0


DAY_OR_NONE = st.none() | st.integers(TODAY, TODAY + 5)


@given(
    st.lists(st.tuples(st.integers(0, 4), DAY_OR_NONE, DAY_OR_NONE), max_size=8),
    st.integers(TODAY - 1, TODAY + 6),
    st.integers(0, 4),
)
def test_joins_and_leaves_fall_on_their_days(
    memberships: list[tuple[int, int | None, int | None]], first: int, length: int
) -> None:
    listed = members(memberships=memberships)
    span = (first, first + length)
    assert joined_in(listed, span).tolist() == [
        m[1] for m in memberships if m[1] is not None and first <= m[1] < first + length
    ]
    assert left_in(listed, span).tolist() == [
        m[2] for m in memberships if m[2] is not None and first <= m[2] < first + length
    ]
