"""Tiles of KPIs: the number, what it was before, how it went; each opens its receipt."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import counting
from adapters.dash_ui.components.kpi.amounts import beside, difference, headline, split
from adapters.dash_ui.components.sparkline import sparkline
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import percent
from domain.insights.kpis.board import Board, Line, Told
from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.receipt.amounts import UNKNOWN, said
from domain.insights.kpis.receipt.words import shown_unit

KPI_PATH: Final = "/kpi"
"""Where receipts are; whoever leads there does not know the page itself."""

UP, DOWN, SAME = "\u25b2", "\u25bc", "="


def receipt_href(key: str, place: Place, **more: str | None) -> str:
    """The address of the receipt of a KPI for the same community and time."""
    return place.at(path=f"{KPI_PATH}/{key}", **more).href


def tiles(lines: Sequence[Line], place: Place, board: Board, *, name: str) -> html.Div:
    """A row of tiles."""
    return html.Div(
        [tile(line, place, still=board.window.open, heard=board.heard) for line in lines],
        className="tiles kpi-tiles",
        role="group",
        **spelled(aria_label=name),
    )


def tile(line: Line, place: Place, *, still: bool, heard: float | None = None) -> html.Article:
    """One KPI; without a number it says why. `still` where the window is not over, `heard` what the page
    says of all of its time.
    """
    kpi, now = line.kpi, line.now
    head: list[Component] = [
        html.H3(html.A(kpi.title, href=receipt_href(kpi.key, place)), className="tile-title"),
        html.P(kpi.question, className="tile-question"),
    ]
    marks = spelled(data_tile=kpi.key)
    course = [sparkline(course_of(line), last_open=_last_open(line))] if _drawable(line) else []
    if now.unavailable is not None or now.shown is None:
        silent: list[Component] = [
            html.P("Unavailable", className="tile-none"),
            html.P(now.unavailable or "There is no number for this time.", className="tile-note"),
        ]
        return html.Article([*head, *silent], className="tile kpi silent", **marks)
    count = html.Div(
        [
            html.P([*value(now, kpi), *so_far(still=still)], className="tile-value"),
            *_beside(now, kpi),
            html.P(compared(line), className="tile-change"),
        ],
        className="tile-count",
    )
    return html.Article([*head, count, *course, *_hints(now, kpi, heard)], className="tile kpi", **marks)


def course_of(line: Line) -> list[float | None]:
    """The numbers of the course, None where there is none."""
    return [told.known for told in line.course]


def _drawable(line: Line) -> bool:
    return sum(value is not None for value in course_of(line)) > 1


def _last_open(line: Line) -> bool:
    return bool(line.course) and line.course[-1].open


def _beside(now: Told, kpi: Kpi) -> list[html.P]:
    words = beside(now, kpi)
    return [] if words is None else [html.P(words, className="tile-of")]


def value(now: Told, kpi: Kpi) -> list[Any]:
    """The number, its unit smaller."""
    amount, unit = split(headline(now, kpi))
    return [counting(amount), *([html.Span(unit, className="tile-unit")] if unit else [])]


def so_far(*, still: bool) -> list[Any]:
    """The mark of a time that goes on; where there is little room it goes to the next line, and no unit."""
    mark = html.Span("so far", className="so-far-mark", title="This time is not over yet")
    return [" ", mark] if still else []


def _hints(now: Told, kpi: Kpi, heard: float | None) -> list[html.P]:
    """How much of its days was heard, where the page has not said just that of them all."""
    days = (now.last - now.first).days + 1
    if now.covered >= 1 or (kpi.reach in (None, days) and now.covered == heard):
        return []
    time = "this time" if kpi.reach is None else f"its {kpi.reach} days"
    words = f"Heard {percent(now.covered)} of {time}" if now.covered > 0 else "Nobody was listening"
    return [html.P(words, className="tile-hint")]


def compared(line: Line) -> list[Any]:
    """The change against the window before: an arrow, how much, and from what; green is better."""
    before, kpi = line.before, line.kpi
    was = None if before is None else before.change_from
    much = difference(line)
    if was is None or much is None:
        return [html.Span("Nothing to compare with", className="than")]
    told = html.Span(f"from {said(was, shown_unit(kpi))}", className="than")
    is_now = line.now.change_from or 0.0
    if headline(line.now, kpi) == said(was, shown_unit(kpi)) != UNKNOWN:
        return [html.Span(f"{SAME} the same as before", className="than")]
    grew = is_now > was
    spoken = html.Span("up " if grew else "down ", className="spoken")
    arrow = html.Span(UP if grew else DOWN, className="arrow", **spelled(aria_hidden="true"))
    return [html.Span([spoken, arrow, f" {much}"], className=kpi.judged(grew=grew)), " ", told]
