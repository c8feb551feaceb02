"""What to look at first: the numbers that got worse and those that got better; each leads to its receipt."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.kpi.tiles import compared, receipt_href, value
from adapters.dash_ui.components.living import living
from adapters.dash_ui.pages.boards.parts import Part
from adapters.dash_ui.place import Place
from domain.insights.kpis.asked.standing_out import standing_out
from domain.insights.kpis.board import Board, Line

_UNDER: Final = "Numbers that moved further than by chance since the time before."


def standing_card(board: Board, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
    """The card of what stands out."""
    found = standing_out(board)
    kinds = (("Look into", found.worse), ("Going well", found.better))
    if found.worse or found.better:
        body: Any = html.Div(
            [_kind(name, lines, place) for name, lines in kinds if lines], className="standing-kinds"
        )
    elif found.compared:
        body = nothing("Nothing: all of it moved as little as it does by itself.")
    else:
        body = nothing("There is nothing to compare with.")
    return living("standing-card", card("standing", "What stands out", body, under=_UNDER))


def _kind(name: str, lines: Sequence[Line], place: Place) -> html.Div:
    return html.Div([html.H3(name), html.Ul([_line(line, place) for line in lines])])


def _line(line: Line, place: Place) -> html.Li:
    return html.Li(
        [
            html.A(line.kpi.title, href=receipt_href(line.kpi.key, place)),
            html.Span(value(line.now, line.kpi), className="standing-value"),
            html.Span(compared(line), className="tile-change"),
        ],
        key=f"standing-{line.kpi.key}",
    )


STANDING: Final = Part(key="standing-part", title="", about="", first=(standing_card,))
NAMED: Final = ("standing", "What stands out")
"""How the navigation of the page names it."""
