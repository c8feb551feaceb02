"""Day tables against plain lists of rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.sheet import CHANNEL_DAY, MEMBER_DAY, REPLY_DAY, SHAPES, DayTable
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID
from tests.builders.sheets import (
    TODAY,
    a_table,
    channel_days,
    member_days,
    members,
    rows_of,
    some_member_days,
)

ROWS = some_member_days()


@given(ROWS)
def test_a_table_is_ordered_by_its_first_two_columns_whatever_order_its_rows_had(
    rows: list[tuple[int, ...]],
) -> None:
    table = member_days(*rows)
    assert rows_of(table) == sorted(rows)
    assert len(table) == len(rows)
    assert table.nbytes == len(rows) * (5 * 4 + 8)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.sampled_from([1, 2**31, 2**62, MAX_ID - 1, MAX_ID])),
        st.integers(0, 9),
    )
)
def test_ids_of_64_bits_are_ordered_like_small_ones(table: dict[tuple[int, int], int]) -> None:
    rows = [(*key, count, 0, 0) for key, count in table.items()]
    assert rows_of(channel_days(*rows)) == sorted(rows)


@given(ROWS, st.integers(TODAY - 2, TODAY + 8), st.integers(TODAY - 2, TODAY + 8))
def test_between_holds_the_days_from_the_first_to_before_the_end(
    rows: list[tuple[int, ...]], first: int, end: int
) -> None:
    assert rows_of(member_days(*rows).between((first, end))) == sorted(
        row for row in rows if first <= row[0] < end
    )


@given(ROWS, ROWS, st.sets(st.integers(TODAY - 2, TODAY + 8)))
def test_replaced_days_hold_the_new_rows_alone_and_others_what_they_held(
    held: list[tuple[int, ...]], news: list[tuple[int, ...]], days: set[int]
) -> None:
    new = [row for row in news if row[0] in days]
    before = member_days(*held)
    after = before.replaced(days, member_days(*new))
    assert rows_of(after) == sorted([row for row in held if row[0] not in days] + new)
    assert rows_of(before) == sorted(held), "a table that somebody reads never changes"
    assert [column.dtype for column in after.columns.values()] == [kind for _, kind in MEMBER_DAY.columns]


@given(ROWS, st.lists(ROWS, max_size=4))
def test_replacing_again_and_again_is_the_same_as_replacing_once(
    rows: list[tuple[int, ...]], states: list[list[tuple[int, ...]]]
) -> None:
    table, days = member_days(*rows), range(TODAY, TODAY + 6)
    for state in states:
        for day in days:
            table = table.replaced([day], member_days(*[row for row in state if row[0] == day]))
        assert rows_of(table) == sorted(state)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_an_empty_table_has_every_column_and_can_be_filled(shape: object) -> None:
    empty = DayTable.empty(shape)  # type: ignore[arg-type]
    assert (len(empty), empty.nbytes) == (0, 0)
    assert rows_of(empty.between((0, 99))) == []
    row = tuple(range(1, len(shape.columns) + 1))  # type: ignore[attr-defined]
    assert rows_of(empty.replaced([1], a_table(shape, [row]))) == [row]  # type: ignore[arg-type]
    assert rows_of(a_table(shape, [row]).replaced([1], empty)) == []  # type: ignore[arg-type]


def test_replacing_no_day_changes_nothing() -> None:
    table = member_days((TODAY, 1, 5))
    assert table.replaced([], DayTable.empty(MEMBER_DAY)) is table


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"day": [1]},
        {"day": [1], "member_no": [1], "toward_no": [1], "replies": [1], "more": [1]},
        {"day": [1, 2], "member_no": [1], "toward_no": [1], "replies": [1]},
    ],
)
def test_columns_that_do_not_fit_are_refused(columns: dict[str, list[int]]) -> None:
    with pytest.raises(Invalid, match="reply_day"):
        DayTable.of(REPLY_DAY, {name: np.array(values) for name, values in columns.items()})


def test_columns_take_the_width_of_their_shape() -> None:
    wide = {name: np.array([7], dtype=np.int64) for name, _ in CHANNEL_DAY.columns}
    table = DayTable.of(CHANNEL_DAY, wide)
    assert {name: column.dtype for name, column in table.columns.items()} == {
        name: np.dtype(kind) for name, kind in CHANNEL_DAY.columns
    }


def test_a_member_list_knows_its_memory() -> None:
    listed = members(3, bots=[1], memberships=[(0, TODAY, None), (2, None, TODAY)])
    assert listed.nbytes == 3 + 3 + 2 * (4 + 4 + 4 + 1 + 8)
