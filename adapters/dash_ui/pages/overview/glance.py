"""The first card of the first page: the health score, what moved it, and the few numbers that stand out."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.cards import card
from adapters.dash_ui.components.kpi.tiles import compared, receipt_href, value
from adapters.dash_ui.place import Place
from domain.insights.kpis.asked.glance import Glance
from domain.insights.kpis.board import Line
from domain.insights.kpis.health.score import SCORE
from domain.insights.kpis.receipt.amounts import said_step
from domain.insights.kpis.receipt.movement import Contribution

_HEALTH: Final = "/health"
_QUIET: Final = "Nothing stands out: every number moved as little as it does by itself."
_ALONE: Final = "There is nothing to compare these days with."
_LATER: Final = "The numbers are being compared."


def glance_card(seen: Glance | None, place: Place) -> html.Section:
    """The card; before it was read for the first time it says so, in the room that it will take."""
    if seen is None:
        body: Any = html.P(_LATER, className="glance-note glance-later")
    else:
        body = html.Div([_score(seen, place), _standing(seen, place)], className="glance")
    more = html.A("All of Health", href=place.at(path=_HEALTH).href, className="glance-more")
    return card("glance", "At a glance", body, aside=more)


def _score(seen: Glance, place: Place) -> html.Div:
    line = seen.score
    if line is None or line.now.known is None:
        why = "" if line is None else line.now.unavailable or ""
        return html.Div([_titled(place), html.P(why, className="glance-note")])
    number = [
        html.Span(value(line.now, line.kpi), className="tile-value score-value"),
        html.Span(compared(line), className="tile-change"),
    ]
    movers = [html.Li("Moved by", className="glance-by"), *(_mover(one, place) for one in seen.movers)]
    moved = html.Ul(movers, className="glance-movers")
    return html.Div(
        [
            _titled(place),
            html.P(number, className="glance-score"),
            *([moved] if seen.movers else []),
        ]
    )


def _titled(place: Place) -> html.H3:
    return html.H3(html.A("Health score", href=receipt_href(SCORE, place)))


def _mover(one: Contribution, place: Place) -> html.Li:
    """What one component did to the score; the click leads to that component's own receipt."""
    step = one.change or 0.0
    name: Any = one.title if one.kpi is None else html.A(one.title, href=receipt_href(one.kpi, place))
    points = html.Span(said_step(step, "points"), className="better" if step > 0 else "worse")
    return html.Li([name, " ", points], key=f"mover-{one.key}")


def _standing(seen: Glance, place: Place) -> html.Div:
    head = html.H3("What stands out")
    if not seen.standing:
        return html.Div([head, html.P(_QUIET if seen.compared else _ALONE, className="glance-note")])
    return html.Div([head, _lines(seen.standing, place)], className="standing-kinds")


def _lines(lines: Sequence[Line], place: Place) -> html.Ul:
    return html.Ul(
        [
            html.Li(
                [
                    html.A(line.kpi.title, href=receipt_href(line.kpi.key, place)),
                    html.Span(value(line.now, line.kpi), className="standing-value"),
                    html.Span(compared(line), className="tile-change"),
                ],
                key=f"standing-{line.kpi.key}",
            )
            for line in lines
        ],
    )
