"""Rows that PostgreSQL copies, in whatever pieces they come."""

import struct
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.postgres.insights.binary import Arriving, Columns

SHAPE = {"day": "i4", "channel": "i8", "bot": "u1"}
ROWS = st.lists(
    st.tuples(st.integers(-(2**31), 2**31 - 1), st.integers(-(2**63), 2**63 - 1), st.booleans()), max_size=9
)


def copied(rows: list[tuple[int, int, bool]]) -> bytes:
    """As the manual of PostgreSQL describes it."""
    told = [struct.pack(">hiiiqi?", 3, 4, day, 8, channel, 1, bot) for day, channel, bot in rows]
    return b"PGCOPY\n\xff\r\n\0" + bytes(8) + b"".join(told) + struct.pack(">h", -1)


async def read(pieces: list[bytes]) -> Columns:
    arriving = Arriving(SHAPE)
    for piece in pieces:
        await arriving.take(piece)
    return arriving.columns()


@given(rows=ROWS, cuts=st.lists(st.integers(0, 200), max_size=6))
async def test_rows_are_the_same_in_whatever_pieces_they_come(rows: Any, cuts: list[int]) -> None:
    sent = copied(rows)
    edges = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    found = await read([sent[low:high] for low, high in pairwise(edges)])
    assert list(zip(*(found[name].tolist() for name in SHAPE), strict=True)) == rows
    assert {name: column.dtype for name, column in found.items()} == {
        name: np.dtype(kind) for name, kind in SHAPE.items()
    }


@pytest.mark.parametrize("lost", [1, 2, 21])
async def test_what_does_not_end_as_it_should_is_no_table(lost: int) -> None:
    with pytest.raises(ValueError, match="not of one width"):
        await read([copied([(1, 2, True)] * 3)[:-lost]])
