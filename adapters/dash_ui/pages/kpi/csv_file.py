"""KPIs as a file for a spreadsheet: each period a row, numerator and denominator apart."""

import csv
import io
from collections.abc import Iterable, Sequence

from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.members.csv_file import defused
from application.insights.kpis.explain import Explained
from domain.insights.kpis.board import Board, Told
from domain.insights.kpis.kpi import By, Kpi, Part
from domain.insights.kpis.reading import value_of

_HEAD = (
    "KPI", "Key", "Version", "Line", "From", "To", "Not over yet",
    "Numerator", "Denominator", "Value", "Unit", "Heard", "Why there is none",
)  # fmt: skip
Cell = str | int | float


def board_csv(board: Board, keys: Sequence[str] | None = None) -> bytes:
    """The window and the course of each KPI of a board, or of some of them."""
    rows: list[list[Cell]] = []
    for line in board.lines:
        if keys is None or line.kpi.key in keys:
            rows += [_row(line.kpi, "window", line.now)]
            rows += [_row(line.kpi, board.grain, told) for told in line.course]
    return _file(rows)


def groups_csv(board: Board, keys: Sequence[str], by: By) -> bytes:
    """Some KPIs of a board, each with a row for each of the groups that it is taken apart into."""
    rows: list[list[Cell]] = []
    for line in board.lines:
        told = board.apart.get((line.kpi.key, by))
        if told is not None and line.kpi.key in keys:
            rows += [_row(line.kpi, "window", told), *(_part(line.kpi, told, part) for part in told.parts)]
    return _file(rows)


def receipt_csv(explained: Explained) -> bytes:
    """The window of a KPI with its parts, its course, and the lines by what held before."""
    found = explained.found
    kpi, now = found.reading.kpi, Told.of(found.reading)
    rows = [_row(kpi, "window", now)]
    rows += [_part(kpi, now, part) for part in now.parts]
    rows += [_row(kpi, found.course.grain, Told.of(reading)) for reading in found.course.readings]
    for old in found.course.beside:
        rows += [_row(kpi, old.title, Told.of(reading)) for reading in old.readings]
    return _file(rows)


def _row(kpi: Kpi, line: str, told: Told) -> list[Cell]:
    return [
        kpi.title,
        kpi.key,
        kpi.version,
        defused(legible(line)),
        told.first.isoformat(),
        told.last.isoformat(),
        "yes" if told.open else "no",
        *_numbers(told.numerator, told.denominator, told.value),
        kpi.unit,
        f"{told.covered:.4f}",
        told.unavailable or "",
    ]


def _part(kpi: Kpi, told: Told, part: Part) -> list[Cell]:
    value = value_of(kpi, part.numerator, part.denominator)
    row = _row(kpi, f"window: {part.title}", told)
    return [*row[:7], *_numbers(part.numerator, part.denominator, value), *row[10:12], part.note or ""]


def _numbers(*values: float | None) -> list[Cell]:
    return ["" if value is None else round(value, 6) for value in values]


def _file(rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEAD)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")
