"""Who stays, who moved between segments, and how far newcomers come, as files for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.members.csv_file import defused
from application.insights.kpis.platform.funnel import FunnelShown
from application.insights.kpis.retention import Retention
from application.insights.segments.show import SegmentsShown
from domain.insights.kpis.health.segment_moves import Flow
from domain.insights.kpis.platform.steps import STOPPED
from domain.insights.segments import TITLES
from domain.kernel.instants import day_of_number

Cell = str | int | float


def retention_csv(read: Retention) -> bytes:
    """A row for everybody, and for each group, and time: how many it was, how many were active then, and the
    interval."""
    rows: list[list[Cell]] = [
        ["Group", "People", "Weeks", "Known of", "Active", "Share", "From", "To", "Not over yet", "Unknown"]
    ]
    for mean in read.triangle.means:
        of = (mean.weighted, *(mean.interval or (None, None)))
        told = [mean.weeks, mean.size, mean.kept, *map(_rounded, of), "no", "" if mean.size else "not_yet"]
        rows.append(["Everybody", read.triangle.people, *told])
    for row in read.triangle.rows:
        for cell in row.cells:
            low, high = cell.interval or (None, None)
            rows.append(
                [
                    defused(legible(row.title)),
                    row.size,
                    cell.weeks,
                    cell.size,
                    cell.kept,
                    *map(_rounded, (cell.share, low, high)),
                    "yes" if cell.open else "no",
                    cell.why or "",
                ]
            )
    return _file(rows)


def _rounded(share: float | None) -> Cell:
    return "" if share is None else round(share, 4)


def funnel_csv(read: FunnelShown) -> bytes:
    """A row for each newcomer: when they joined, ran a first command, came to a first event."""
    rows: list[list[Cell]] = [["Member", "Name", "Stopped at", "Joined", "First command", "First event"]]
    for path in read.funnel.paths:
        person = read.people.get(path.member_no)
        rows.append(
            [
                path.member_no,
                "" if person is None else defused(legible(person.name)),
                STOPPED[path.stopped],
                *(
                    "" if number is None else day_of_number(number).isoformat()
                    for number in (path.joined, path.command, path.event)
                ),
            ]
        )
    return _file(rows)


def moves_csv(read: SegmentsShown) -> bytes:
    """A row for each segment with its size before and after, and one for each flow into it and out of it."""
    rows: list[list[Cell]] = [["Segment", "What", "From or to", "Members", "Unknown"]]
    for line in read.lines:
        change, name = line.change, TITLES[line.change.segment]
        rows += [
            [name, "before", "", change.before, ""],
            [name, "now", "", change.after, change.unheard or ""],
        ]
        for what, flows in (("came from", change.entered), ("left to", change.left)):
            rows += [[name, what, _other(flow, what), flow.count, ""] for flow in flows]
    return _file(rows)


def _other(flow: Flow, what: str) -> str:
    if flow.other is not None:
        return TITLES[flow.other]
    return "not here before" if what == "came from" else "not here any more"


def _file(rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")
