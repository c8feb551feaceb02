"""Retention as it is answered."""

from typing import Self

from adapters.http_api.api.shapes.base import Community, Days, Shape
from application.insights.kpis.retention import Retention as Found
from domain.insights.kpis.retention import Cell, Mean, Row


class RetentionCell(Shape):
    """How many of a cohort were active so many weeks after they began; `low` and `high` are the ends of the
    95 % Wilson interval of the share. `why` says why it is not known: not_yet or unheard. `small` means under
    20 people, `open` that the week goes on.
    """

    weeks: int
    size: int
    kept: int
    share: float | None
    low: float | None
    high: float | None
    small: bool
    open: bool
    why: str | None

    @classmethod
    def of(cls, cell: Cell) -> Self:
        low, high = cell.interval or (None, None)
        return cls(
            weeks=cell.weeks,
            size=cell.size,
            kept=cell.kept,
            share=cell.share,
            low=low,
            high=high,
            small=cell.small,
            open=cell.open,
            why=cell.why,
        )


class RetentionRow(Shape):
    """A cohort: people who began together. Of those `guessed` nobody knows when they joined."""

    key: str
    title: str
    size: int
    guessed: int
    open: bool
    note: str | None
    cells: list[RetentionCell]

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(
            key=row.key,
            title=row.title,
            size=row.size,
            guessed=row.guessed,
            open=row.open,
            note=row.note,
            cells=[RetentionCell.of(cell) for cell in row.cells],
        )


class RetentionMean(Shape):
    """All cohorts together that are old enough and were heard: `kept` of `size` people, the share of them all
    (`weighted`) with the ends of its 95 % Wilson interval, and the mean of the shares (`simple`).
    """

    weeks: int
    size: int
    kept: int
    cohorts: int
    weighted: float | None
    low: float | None
    high: float | None
    small: bool
    simple: float | None

    @classmethod
    def of(cls, mean: Mean) -> Self:
        low, high = mean.interval or (None, None)
        return cls(
            weeks=mean.weeks,
            size=mean.size,
            kept=mean.kept,
            cohorts=mean.cohorts,
            weighted=mean.weighted,
            low=low,
            high=high,
            small=mean.small,
            simple=mean.simple,
        )


class Retention(Shape):
    """Cohorts that began in the window, and how many of each were active 1, 2, 4, 8 and 12 weeks later.
    `left_out` small cohorts are not among the rows; they are in the means, and among the `people`.
    """

    guild: Community
    window: Days
    cohorts: str
    mode: str
    rows: list[RetentionRow]
    means: list[RetentionMean]
    people: int
    left_out: int
    unavailable: str | None

    @classmethod
    def of(cls, found: Found) -> Self:
        told = found.triangle
        return cls(
            guild=Community.of(found),
            window=Days.of(found.window),
            cohorts=told.kind,
            mode=told.mode,
            rows=[RetentionRow.of(row) for row in told.rows],
            means=[RetentionMean.of(mean) for mean in told.means],
            people=told.people,
            left_out=told.left_out,
            unavailable=told.unavailable,
        )
