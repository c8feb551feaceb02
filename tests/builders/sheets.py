"""Day tables and member lists from plain rows, as tests write them down."""

from collections.abc import Collection, Iterable, Sequence

import attrs
import numpy as np
from hypothesis import strategies as st

from domain.insights.sheet import (
    CHANNEL_DAY,
    GUILD_HOUR,
    MEMBER_DAY,
    NEVER,
    DayTable,
    MemberColumns,
    RoleColumns,
    Shape,
)
from domain.kernel.instants import day_number
from tests.builders.activities import DAY_ZERO

TODAY = day_number(DAY_ZERO)


def a_table(shape: Shape, rows: Iterable[Sequence[int]]) -> DayTable:
    """Rows in the order of the shape's columns; columns left out at the end are zero."""
    width = len(shape.columns)
    full = [(*row, *[0] * (width - len(row))) for row in rows]
    columns = list(zip(*full, strict=True)) or [()] * width
    return DayTable.of(
        shape,
        {
            name: np.array(column, dtype=kind)
            for (name, kind), column in zip(shape.columns, columns, strict=True)
        },
    )


def member_days(*rows: Sequence[int]) -> DayTable:
    """(day, member, messages, reactions, received, voice seconds)."""
    return a_table(MEMBER_DAY, rows)


def channel_days(*rows: Sequence[int]) -> DayTable:
    """(day, channel, messages, reactions, uncounted)."""
    return a_table(CHANNEL_DAY, rows)


def guild_hours(*rows: Sequence[int]) -> DayTable:
    """(day, hour, messages, reactions)."""
    return a_table(GUILD_HOUR, rows)


def members(
    count: int = 0,
    *,
    bots: Collection[int] = (),
    erased: Collection[int] = (),
    memberships: Sequence[tuple[int, int | None, int | None]] = (),
    roles: Sequence[tuple[int, int, int | None, int | None]] = (),
    invites: Sequence[int] | None = None,
) -> MemberColumns:
    """`memberships` are (member, day joined, day left), `roles` (member, role, day given, day taken).

    None stands for not seen. `invites` are the numbers of the invites, one for each membership.
    """
    told = MemberColumns(
        bot=np.array([number in bots for number in range(count)], dtype=np.bool_),
        erased=np.array([number in erased for number in range(count)], dtype=np.bool_),
        member_no=np.array([who for who, _, _ in memberships], dtype=np.int32),
        joined=np.array([NEVER if day is None else day for _, day, _ in memberships], dtype=np.int32),
        left=np.array([NEVER if day is None else day for _, _, day in memberships], dtype=np.int32),
        joined_inferred=np.zeros(len(memberships), dtype=np.bool_),
        roles=RoleColumns(
            member_no=np.array([who for who, _, _, _ in roles], dtype=np.int32),
            role=np.array([role for _, role, _, _ in roles], dtype=np.int64),
            given=np.array([NEVER if day is None else day for _, _, day, _ in roles], dtype=np.int32),
            taken=np.array([NEVER if day is None else day for _, _, _, day in roles], dtype=np.int32),
        ),
    )
    return told if invites is None else attrs.evolve(told, invite=np.array(invites, dtype=np.int64))


def rows_of(table: DayTable) -> list[tuple[int, ...]]:
    """The rows of a table as plain numbers, in its order."""
    columns = [table[name].tolist() for name, _ in table.shape.columns]
    return list(zip(*columns, strict=True))


def some_member_days(
    *, days: int = 6, people: int = 5, most: int = 4
) -> st.SearchStrategy[list[tuple[int, ...]]]:
    """Rows of a few days and people, one for each pair, with small counts and often zero."""
    count = st.integers(0, most)
    return st.dictionaries(
        st.tuples(st.integers(TODAY, TODAY + days - 1), st.integers(0, people - 1)),
        st.tuples(count, count, count, count.map(lambda hours: hours * 600)),
        max_size=days * people,
    ).map(lambda table: [(*key, *row) for key, row in table.items()])
