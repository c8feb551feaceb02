"""A page of KPIs: what to know first, then part after part; no KPI of its audience is left out."""

from collections.abc import Sequence
from typing import Any

from dash import html

from adapters.dash_ui.components.heard import data_link
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.notice import nobody_listens, notice
from adapters.dash_ui.components.states import empty_guild
from adapters.dash_ui.pages.boards.parts import Part
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import percent, sentence
from domain.insights.kpis.board import Board


def board_page(board: Board, parts: Sequence[Part], place: Place, csv: str) -> Any:  # noqa: ANN401
    """The page; of a guild without any record how to begin."""
    if board.last_activity is None:
        return empty_guild(board.guild_name)
    sections = [part.section(board, place, csv) for part in (*parts, rest(board, parts))]
    return [
        living("board-notices", notices(board, place)),
        *(section for section in sections if section is not None),
    ]


def rest(board: Board, parts: Sequence[Part]) -> Part:
    """KPIs that no part names: a new one is on its page before anybody has found a place for it."""
    placed = {key for part in parts for key in (*part.kpis, *part.shown)}
    keys = [line.kpi.key for line in board.lines if line.kpi.key not in placed]
    return Part(key="further", title="Further numbers", about="Each opens its receipt.", kpis=keys)


def notices(board: Board, place: Place) -> html.Div:
    """What to know before believing the numbers; what looks at other days than the page says so itself."""
    found = []
    if board.opened_at_last_day:
        found.append(nobody_listens(board.window.last))
    if (least := board.heard) is not None:
        heard = (
            "Some of this was not heard at all"
            if least <= 0
            else f"{sentence(percent(least))} of this time was heard"
        )
        words = f"{heard}. What is missing is unknown, not zero. "
        found.append(notice([words, data_link(place)], name="gaps"))
    return html.Div(found, className="notices")
