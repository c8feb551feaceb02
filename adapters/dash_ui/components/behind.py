"""What stands behind a number: the days that it is the sum of, as a table that opens with it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import Drawing, element
from adapters.dash_ui.words import counted, number
from adapters.dash_ui.words import day as day_words

MOST_DAYS: Final = 92
"""Up to a quarter each day has a line; beyond, each month has one."""

Lines = Sequence[tuple[date, Sequence[float]]]
"""Days with what each adds to every column, oldest first."""


def behind(lines: Lines, columns: Sequence[str]) -> html.Div:
    """The days behind some numbers, latest first, and their sums; months where there are many days."""
    monthly = len(lines) > MOST_DAYS
    rows = [_month(month) for month in _months(lines)] if monthly else [_day(line) for line in lines]
    sums = _sums(lines, len(columns))
    table = element(
        "table",
        element(
            "thead", element("tr", *(element("th", name, scope="col") for name in (_head(monthly), *columns)))
        ),
        element("tbody", *(_row(name, amounts) for name, amounts in reversed(rows))),
        element("tfoot", _row(f"Sum of {counted(len(lines), 'day')}", sums)),
        className="figures",
    )
    return html.Div(
        Drawing(table), className="figures-place", tabIndex=0, role="region", **spelled(aria_label="Days")
    )


def _head(monthly: bool) -> str:
    return "Month" if monthly else "Day"


def _months(lines: Lines) -> list[Lines]:
    return [list(month) for _, month in groupby(lines, key=lambda line: line[0].replace(day=1))]


def _month(lines: Lines) -> tuple[str, list[float]]:
    return f"{lines[0][0]:%B %Y}, {counted(len(lines), 'day')}", _sums(lines, len(lines[0][1]))


def _day(line: tuple[date, Sequence[float]]) -> tuple[str, Sequence[float]]:
    return day_words(line[0], weekday=True), line[1]


def _sums(lines: Lines, width: int) -> list[float]:
    return [sum(amounts[at] for _, amounts in lines) for at in range(width)]


def _row(name: str, amounts: Sequence[float]) -> list[object]:
    cells = (element("td", number(amount)) for amount in amounts)
    return element("tr", element("th", name, scope="row"), *cells)
