"""Sheets: the facts of a guild as numpy columns, one row for each thing and day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.kernel.errors import Invalid
from domain.kernel.instants import day_of_number

Column = NDArray[Any]
"""A column of whole numbers, of 32 or 64 bits as its shape says."""


class Shape(NamedTuple):
    """A kind of day table: its name and its columns in order; `day` is always the first."""

    name: str
    columns: tuple[tuple[str, type[np.int32] | type[np.int64]], ...]


MEMBER_DAY: Final = Shape(
    "member_day",
    (
        ("day", np.int32),
        ("member_no", np.int32),
        ("messages", np.int32),
        ("reactions", np.int32),
        ("received", np.int64),
        ("voice_seconds", np.int32),
    ),
)
"""The activity sheet: what each member did on each local day."""

CHANNEL_DAY: Final = Shape(
    "channel_day",
    (
        ("day", np.int32),
        ("channel", np.int64),
        ("messages", np.int32),
        ("reactions", np.int32),
        ("uncounted", np.int32),
    ),
)
GUILD_HOUR: Final = Shape(
    "guild_hour", (("day", np.int32), ("hour", np.int32), ("messages", np.int32), ("reactions", np.int32))
)
REPLY_DAY: Final = Shape(
    "reply_day",
    (("day", np.int32), ("member_no", np.int32), ("toward_no", np.int32), ("replies", np.int32)),
)
CHANNEL_HOUR: Final = Shape(
    "channel_hour",
    (("day", np.int32), ("channel", np.int64), ("hour", np.int32), ("messages", np.int32)),
)
MEMBER_CHANNEL_DAY: Final = Shape(
    "member_channel_day",
    (
        ("day", np.int32),
        ("member_no", np.int32),
        ("channel", np.int64),
        ("eighth", np.int32),
        ("messages", np.int32),
    ),
)
"""Who wrote where in which eighth of the day: by far the longest table, never to be held whole."""

COMMAND_DAY: Final = Shape(
    "command_day",
    (("day", np.int32), ("member_no", np.int32), ("command", np.int64), ("runs", np.int32)),
)
"""Who ran which command how often; commands are numbers."""

RUN_DAY: Final = Shape(
    "run_day",
    (
        ("day", np.int32),
        ("command", np.int64),
        ("outcome", np.int32),
        ("error", np.int64),
        ("bucket", np.int32),
        ("runs", np.int32),
    ),
)
"""How runs of a command ended and how long they took; what the numbers of commands and errors are called is
asked for by itself."""

EVENT_DAY: Final = Shape(
    "event_day",
    (
        ("day", np.int32),
        ("member_no", np.int32),
        ("event", np.int64),
        ("minimum", np.int32),
        ("seconds", np.int32),
    ),
)
"""Who was how long at which event of that day, and how long is enough; of sessions that are over."""

ATTENDANCE: Final = Shape(
    "attendance",
    (
        ("day", np.int32),
        ("event", np.int64),
        ("member_no", np.int32),
        ("seconds", np.int32),
        ("left", np.int64),
        ("since", np.int64),
        ("until", np.int64),
    ),
)
"""Who was at which event, on the day on which it began: seconds of finished sessions and when the last of
them ended, and of a session that lasts from when until when it counts at most. Instants are microseconds
since 1970, -1 where there is none: as exact as the sessions, so that a list adds up as the page of one event
does.
"""

SHAPES: Final = (
    MEMBER_DAY,
    CHANNEL_DAY,
    GUILD_HOUR,
    REPLY_DAY,
    CHANNEL_HOUR,
    MEMBER_CHANNEL_DAY,
    EVENT_DAY,
    COMMAND_DAY,
    RUN_DAY,
    ATTENDANCE,
)


@attrs.frozen(eq=False)
class DayTable:
    """Columns of equal length, ordered by their first two; days are day numbers of the guild's zone."""

    shape: Shape
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, shape: Shape, columns: Mapping[str, Column]) -> "DayTable":
        """Make a table from columns in any order of rows; raises Invalid when they do not fit."""
        if set(columns) != {name for name, _ in shape.columns} or len({len(c) for c in columns.values()}) > 1:
            raise Invalid(f"{shape.name}: the columns are not those of the shape")
        typed = {name: np.asarray(columns[name], dtype=kind) for name, kind in shape.columns}
        first, second = (typed[name] for name, _ in shape.columns[:2])
        if not _ordered(first, second):
            order = _order(first, second)
            typed = {name: column[order] for name, column in typed.items()}
        return cls(shape, typed)

    @classmethod
    def empty(cls, shape: Shape) -> "DayTable":
        """A table without rows."""
        return cls(shape, {name: np.empty(0, dtype=kind) for name, kind in shape.columns})

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.columns["day"])

    @property
    def first_day(self) -> date | None:
        """The first day with a row; None of an empty table."""
        return day_of_number(int(self.columns["day"][0])) if len(self) else None

    @property
    def last_day(self) -> date | None:
        """The last day with a row; None of an empty table."""
        return day_of_number(int(self.columns["day"][-1])) if len(self) else None

    @property
    def nbytes(self) -> int:
        """Memory that the columns take."""
        return sum(column.nbytes for column in self.columns.values())

    def edges(self, days: Sequence[int] | NDArray[Any]) -> NDArray[np.intp]:
        """Where each of these day numbers begins; asked in the column's own kind, or it would be copied."""
        known = self.columns["day"]
        return np.searchsorted(known, np.asarray(days, dtype=known.dtype))

    def between(self, span: tuple[int, int]) -> "DayTable":
        """The rows of days in [first, end), as a view."""
        low, high = self.edges(span)
        return DayTable(self.shape, {name: column[low:high] for name, column in self.columns.items()})

    def replaced(self, days: Collection[int], rows: "DayTable") -> "DayTable":
        """The table with everything of these days replaced by `rows`, which holds only these days; itself
        where nothing differs, so that what was worked out of it holds."""
        wanted = sorted(set(days))
        if not wanted:
            return self
        pieces: list[tuple[DayTable, int, int]] = []
        cursor, same = 0, True
        for first, end in _runs(wanted):
            low, high = self.edges((first, end)).tolist()
            start, stop = rows.edges((first, end)).tolist()
            pieces += [(self, cursor, low), (rows, start, stop)]
            cursor = high
            same = same and self._same(low, high, rows, start, stop)
        if same:
            return self
        pieces.append((self, cursor, len(self)))
        kept = [(table, low, high) for table, low, high in pieces if high > low]
        columns = {
            name: np.concatenate([table.columns[name][low:high] for table, low, high in kept])
            if kept
            else np.empty(0, dtype=kind)
            for name, kind in self.shape.columns
        }
        return DayTable(self.shape, columns)

    def _same(self, low: int, high: int, rows: "DayTable", start: int, stop: int) -> bool:
        return high - low == stop - start and all(
            np.array_equal(self.columns[name][low:high], rows.columns[name][start:stop])
            for name, _ in self.shape.columns
        )


def _ordered(days: Column, second: Column) -> bool:
    if bool((days[1:] < days[:-1]).any()):
        return False
    falls = np.flatnonzero(second[1:] < second[:-1])
    return bool((days[falls + 1] > days[falls]).all())


def _order(days: Column, second: Column) -> NDArray[np.intp]:
    """Equal rows stay as they came. Numbers of 32 bits are sorted as one: in a tenth of the time, where most
    lie in order already."""
    if second.dtype != np.int32:
        return np.lexsort((second, days))
    return np.argsort((days.astype(np.int64) << 32) + second, kind="stable")


def _runs(days: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == day:
            runs[-1] = (runs[-1][0], day + 1)
        else:
            runs.append((day, day + 1))
    return runs


NEVER: Final = np.iinfo(np.int32).max
"""A day that did not come: still a member, or nobody saw the join."""


@attrs.frozen(kw_only=True, eq=False)
class RoleColumns:
    """Who holds or held which role: arrays of one length, an entry for each time that it was held.

    `given` and `taken` are day numbers of the guild's zone; NEVER stands for not seen.
    """

    member_no: NDArray[np.int32]
    role: NDArray[np.int64]
    given: NDArray[np.int32]
    taken: NDArray[np.int32]

    @classmethod
    def empty(cls) -> "RoleColumns":
        """Nobody holds a role."""
        none = np.empty(0, dtype=np.int32)
        return cls(member_no=none, role=none.astype(np.int64), given=none, taken=none)

    @property
    def nbytes(self) -> int:
        """Memory that the columns take."""
        return sum(getattr(self, field.name).nbytes for field in attrs.fields(RoleColumns))


@attrs.frozen(kw_only=True, eq=False)
class MemberColumns:
    """The member list: `bot` and `erased` by member number, and every membership known.

    `joined` and `left` are day numbers of the guild's zone by membership; NEVER stands for not seen. `invite`
    is the number of the invite by which it began, 0 where that is not known. `later` are the numbers of those
    of whom the moment that is asked for knew nothing yet, as far as its own day tells.
    """

    bot: NDArray[np.bool_]
    erased: NDArray[np.bool_]
    member_no: NDArray[np.int32]
    joined: NDArray[np.int32]
    left: NDArray[np.int32]
    joined_inferred: NDArray[np.bool_]
    roles: RoleColumns = attrs.field(factory=RoleColumns.empty)
    invite: NDArray[np.int64] = attrs.field(
        default=attrs.Factory(lambda own: np.zeros(len(own.member_no), dtype=np.int64), takes_self=True)
    )
    later: NDArray[np.int32] = attrs.field(factory=lambda: np.empty(0, dtype=np.int32))

    @property
    def nbytes(self) -> int:
        """Memory that the columns take."""
        return sum(getattr(self, field.name).nbytes for field in attrs.fields(MemberColumns))
