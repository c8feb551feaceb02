"""The retention triangle: each cohort beside how many of it were active some weeks after they began."""

from collections.abc import Sequence
from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import COMPARABLE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.known import active
from domain.insights.kpis.retention.cohorts import OF_JOINS, CohortKind, Cohorts, cohorts
from domain.insights.kpis.retention.interval import wilson
from domain.insights.kpis.retention.weeks import begun, heard, over, span_of, week_of
from domain.kernel.windows import Window

WEEKS: Final = (1, 2, 4, 8, 12)
"""How long after they began people are looked for."""

SMALL: Final = 20
"""A share among fewer people says little."""

MOST_ROWS: Final = 200
"""Cohorts that are shown, the largest of them; the means are of all."""

Mode = Literal["on", "on_or_after"]
"""Active in that very week, or in it or any later one."""

Why = Literal["not_yet", "unheard"]


@attrs.frozen(kw_only=True)
class Cell:
    """How many of a cohort were active so many weeks after they began; `why` says why that is not known.

    `size` are those for whom that week is over; where it is over for nobody, those for whom it has begun,
    and the cell is `open`.
    """

    weeks: int
    size: int = 0
    kept: int = 0
    open: bool = False
    why: Why | None = None

    @property
    def share(self) -> float | None:
        """How many of them, 0 to 1."""
        return None if self.why else self.kept / self.size

    @property
    def interval(self) -> tuple[float, float] | None:
        """In 95 of 100 such cases the true share lies between these."""
        return None if self.why else wilson(self.kept, self.size)

    @property
    def small(self) -> bool:
        """Too few people for the share to say much."""
        return self.why is None and self.size < SMALL


@attrs.frozen(kw_only=True)
class Row:
    """A cohort; of some `guessed` nobody knows when they joined: they began when they were first seen."""

    key: str
    title: str
    size: int
    guessed: int
    cells: tuple[Cell, ...]
    open: bool = False
    """Its week goes on: more may still begin."""

    note: str | None = None


@attrs.frozen(kw_only=True)
class Mean:
    """All cohorts together that are old enough and were heard: `kept` of the `size` people of their closed
    cells, the share of them all, and the mean of the shares."""

    weeks: int
    size: int
    kept: int
    cohorts: int
    weighted: float | None
    simple: float | None

    @property
    def interval(self) -> tuple[float, float] | None:
        """In 95 of 100 such cases the true share of all people lies between these."""
        return wilson(self.kept, self.size) if self.size else None

    @property
    def small(self) -> bool:
        """Too few people, even together, for the share to say much."""
        return 0 < self.size < SMALL


@attrs.frozen(kw_only=True)
class Triangle:
    """Cohorts that began in a window, in the order of time, or the largest first; and all together."""

    kind: CohortKind
    mode: Mode
    rows: tuple[Row, ...]
    means: tuple[Mean, ...]
    people: int = 0
    """Of all cohorts, also of those that are not shown."""

    left_out: int = 0
    """Small cohorts that are not shown; they are in the means."""

    unavailable: str | None = None


UNLISTED: Final = (
    "Nobody listened to who joined then: of those who have left since, only those are known who were heard."
)


def triangle(facts: KpiFacts, window: Window, kind: CohortKind = "join", mode: Mode = "on") -> Triangle:
    """Cohorts of whoever began in the weeks that the window touches, at 1, 2, 4, 8 and 12 weeks."""
    put = cohorts(facts, kind)
    if put is None:
        return Triangle(kind=kind, mode=mode, rows=(), means=(), unavailable="No events are known here.")
    first, end = facts.as_of.seen(window.span)
    weeks = range(week_of(first), week_of(end - 1) + 1) if first < end else range(0)
    read = _Weeks(facts, weeks, mode)
    rows = [_row(facts, put, place, people, read) for place, people in _members_of(put, weeks)]
    rows = [row for row in rows if row.size]
    means = tuple(_mean(rows, at, later) for at, later in enumerate(WEEKS))
    shown = rows if kind == "join" else sorted(rows, key=lambda row: -row.size)[:MOST_ROWS]
    return Triangle(
        kind=kind,
        mode=mode,
        rows=tuple(shown),
        means=means,
        people=sum(row.size for row in rows),
        left_out=len(rows) - len(shown),
    )


def _members_of(put: Cohorts, weeks: range) -> list[tuple[int, NDArray[np.int64]]]:
    """The member numbers of each cohort that began in these weeks."""
    if not weeks:
        return []
    who = np.flatnonzero((put.began >= weeks[0]) & (put.began <= weeks[-1]))
    if not len(who):
        return []
    who = who[np.argsort(put.place[who], kind="stable")]
    places, starts = np.unique(put.place[who], return_index=True)
    return list(zip(places.tolist(), np.split(who, starts[1:]), strict=True))


class _Weeks:
    """Who was active in which of the weeks that a triangle looks at, and what is known of each."""

    def __init__(self, facts: KpiFacts, began: range, mode: Mode) -> None:
        self.first = began.start
        last = week_of(facts.as_of.seen((0, 2**31))[1] - 1)
        looked_at = range(self.first, max(last + 1, self.first))
        self.count = len(looked_at)
        self.begun = np.array([begun(facts, week) for week in looked_at], dtype=np.bool_)
        self.over = np.array([over(facts, week) for week in looked_at], dtype=np.bool_)
        self.heard = heard(facts, "messages", looked_at) >= COMPARABLE
        self.listed = heard(facts, "membership", looked_at) >= COMPARABLE
        self.active = _active(facts, looked_at)
        if mode == "on_or_after":
            self.active = np.logical_or.accumulate(self.active[::-1])[::-1]
            self.heard = np.logical_and.accumulate(self.heard[::-1])[::-1]


def _active(facts: KpiFacts, weeks: range) -> NDArray[np.bool_]:
    """Who was active in which week, shape (weeks, members)."""
    found = np.zeros((len(weeks), facts.size), dtype=np.bool_)
    for place, week in enumerate(weeks):
        found[place] = active(facts, facts.as_of.seen(span_of(week)))
    return found


def _row(facts: KpiFacts, put: Cohorts, place: int, people: NDArray[np.int64], read: _Weeks) -> Row:
    starts = put.began[people] - read.first
    open_week = not bool(read.over[starts].all())
    unlisted = put.kind in OF_JOINS and not bool(read.listed[starts].all())
    return Row(
        key=put.keys[place],
        title=put.titles[place],
        size=len(people),
        guessed=int(np.count_nonzero(put.guessed[people])),
        cells=tuple(_cell(people, starts, weeks, read) for weeks in WEEKS),
        open=open_week,
        note=UNLISTED if unlisted else None,
    )


def _cell(people: NDArray[np.int64], starts: NDArray[np.int64], weeks: int, read: _Weeks) -> Cell:
    then = starts + weeks
    come = then < read.count
    if not come.any():
        return Cell(weeks=weeks, why="not_yet")
    people, then = people[come], then[come]
    closed = read.over[then]
    is_open = not bool(closed.any())
    if not is_open:
        people, then = people[closed], then[closed]
    known = read.heard[then]
    if not known.any():
        return Cell(weeks=weeks, why="unheard", open=is_open)
    people, then = people[known], then[known]
    return Cell(
        weeks=weeks, size=len(people), kept=int(np.count_nonzero(read.active[then, people])), open=is_open
    )


def _mean(rows: Sequence[Row], at: int, weeks: int) -> Mean:
    cells = [cell for row in rows if (cell := row.cells[at]).why is None and not cell.open]
    size, kept = sum(cell.size for cell in cells), sum(cell.kept for cell in cells)
    return Mean(
        weeks=weeks,
        size=size,
        kept=kept,
        cohorts=len(cells),
        weighted=kept / size if size else None,
        simple=sum(cell.kept / cell.size for cell in cells) / len(cells) if cells else None,
    )
