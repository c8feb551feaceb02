"""The community health score: a bar from 0 to 100, and what each of its components earned."""

from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card
from adapters.dash_ui.components.kpi.charts import files
from adapters.dash_ui.components.kpi.tiles import compared, receipt_href, value
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.sparkline import sparkline
from adapters.dash_ui.place import Place
from domain.insights.kpis.board import Board, Line
from domain.insights.kpis.health.score import SCORE
from domain.insights.kpis.kpi import Part
from domain.insights.kpis.receipt.amounts import number

_STEPS: Final = (0, 25, 50, 75, 100)


def score_card(board: Board, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
    """The card of the score; None where the board has none."""
    line = board.line(SCORE)
    return None if line is None else living("health-score", _score(line, board, place))


def _score(line: Line, board: Board, place: Place) -> html.Section:
    now, kpi = line.now, line.kpi
    csv = place.at(path=f"/kpi/{SCORE}.csv").href
    foot = html.Div([html.Span(), files("score", kpi.title, csv)], className="chart-foot")
    title = html.A(kpi.title, href=receipt_href(SCORE, place))
    if now.unavailable is not None or now.shown is None:
        why = html.P(now.unavailable or "There is no number for this time.", className="tile-note")
        body: list[Any] = [html.P("Unavailable", className="tile-none"), why]
    else:
        course = [told.known for told in line.course]
        big = html.Div(
            [
                html.P(value(now, kpi), className="tile-value score-value"),
                html.P(compared(line), className="tile-change"),
            ]
        )
        drawn = [sparkline(course, last_open=board.window.open)] if len(course) > 1 else []
        body = [html.Div([big, _gauge(now.shown), *drawn], className="score-head")]
    parts = html.Ul([_component(part, place) for part in now.parts], className="components")
    made = card("score", kpi.title, [*body, parts, foot], under=kpi.question)
    head: Any = made.children[0]
    head.children[0].children = title
    return made


def _gauge(shown: float) -> html.Div:
    """A bar like a gauge, with its marks."""
    at = f"{min(max(shown, 0.0), 100.0):.1f}%"
    return html.Div(
        [
            html.Div(
                [html.Span(className="gauge-fill", style={"width": at})],
                className="gauge-track",
            ),
            html.Div([html.Span(str(step)) for step in _STEPS], className="gauge-steps"),
        ],
        className="gauge",
        **spelled(aria_hidden="true"),
    )


def _component(part: Part, place: Place) -> html.Li:
    """What one KPI earned of its weight; the click leads to that KPI's own receipt."""
    weight = part.denominator or 0.0
    name: Any = part.title if part.kpi is None else html.A(part.title, href=receipt_href(part.kpi, place))
    earned = "not known" if part.numerator is None else number(part.numerator)
    share = 0.0 if part.numerator is None or not weight else part.numerator / weight
    known = part.numerator is not None
    return html.Li(
        [
            html.Span(name, className="bar-name"),
            html.Span([earned, html.Span(f" of {number(weight)}", className="than")], className="bar-value"),
            html.Span(
                html.Span(className="bar-fill", style={"width": f"{share * 100:.1f}%"}),
                className="bar-track" if known else "bar-track hatched",
                **spelled(aria_hidden="true"),
            ),
            *([html.Span(part.note, className="bar-note")] if part.note else []),
        ],
        key=f"component-{part.key}",
    )
