"""What a page of KPIs is made of: parts with tiles and charts; the catalogue says which there are."""

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from dash import html

from adapters.dash_ui.components.kpi.charts import chart_card
from adapters.dash_ui.components.kpi.tiles import tiles
from adapters.dash_ui.components.living import living
from adapters.dash_ui.figures.course import Kind, Series, spans_of
from adapters.dash_ui.place import Place
from domain.insights.kpis.board import Board, Told
from domain.insights.kpis.kpi import By

Card = Callable[[Board, Place], Any]
"""Draws a card of its own shape; None where the board has nothing for it."""


@attrs.frozen(kw_only=True)
class Drawn:
    """A line, area or row of bars of a chart: a KPI, or one of the parts that it is taken apart into.

    `below` draws it under zero, as what goes stands against what comes.
    """

    kpi: str
    colour: str
    name: str | None = None
    of: str | None = None
    below: bool = False
    counts: bool = False
    """Draw how many, also where people see a share first."""


@attrs.frozen(kw_only=True)
class Chart:
    """KPIs over time; `by` where it is their parts that are drawn."""

    key: str
    title: str
    drawn: Sequence[Drawn]
    kind: Kind = "lines"
    under: str = ""
    by: By | None = None

    def card(self, board: Board, place: Place, csv: str) -> Any:  # noqa: ANN401 — what Dash shows
        """The card, None where the board has none of these KPIs."""
        series = [one for each in self.drawn for one in self._series(board, each)]
        if not series:
            return None
        first = board.line(self.drawn[0].kpi)
        spans = spans_of(first.course if first is not None else (), board.grain)
        keys = ".".join(dict.fromkeys(each.kpi for each in self.drawn))
        file = place.at(path=csv, show=keys).href
        under = f"{self.under} By {board.grain}.".strip()
        return chart_card(self.key, self.title, spans, series, kind=self.kind, under=under, csv=file)

    def _series(self, board: Board, each: Drawn) -> list[Series]:
        line = board.line(each.kpi)
        if line is None:
            return []
        kpi = line.kpi
        if self.by is not None:
            course = board.apart_over_time.get((each.kpi, self.by), ())
            values = [_part(told, each.of) for told in course]
            return [Series(name=each.name or kpi.title, colour=each.colour, values=values, unit=kpi.unit)]
        counts = each.counts or kpi.headline == "numerator"
        values = [_counted(told) if counts else told.known for told in line.course]
        unit = "people" if counts else kpi.unit
        return [
            Series(
                name=each.name or kpi.title, colour=each.colour, values=values, unit=unit, below=each.below
            )
        ]


def _counted(told: Told) -> float | None:
    return None if told.unavailable is not None else told.numerator


def _part(told: Told, key: str | None) -> float | None:
    return next((part.numerator for part in told.parts if part.key == key), None)


@attrs.frozen(kw_only=True)
class Part:
    """A part of a page, under a heading of its own."""

    key: str
    title: str
    about: str
    kpis: Sequence[str] = ()
    shown: Sequence[str] = ()
    """KPIs that a card of the part shows, so that they need no tile."""

    first: Sequence[Card] = ()
    """Cards that stand above the tiles."""

    charts: Sequence[Chart | Card] = ()

    def section(self, board: Board, place: Place, csv: str) -> html.Section | None:
        """The part with what there is of it; None where there is nothing."""
        lines = board.some(*self.kpis)
        narrow = sum(isinstance(each, Chart) for each in self.charts) or 1
        above = [card for draw in self.first if (card := draw(board, place)) is not None]
        cards = [card for each in self.charts if (card := _card(each, board, place, csv)) is not None]
        if not (lines or cards or above):
            return None
        shown = living(f"{self.key}-tiles", tiles(lines, place, board, name=self.title)) if lines else None
        head = [html.H2(self.title), html.P(self.about, className="part-about")] if self.title else []
        body = [
            *([html.Div(head, className="part-head")] if head else []),
            *above,
            *([] if shown is None else [shown]),
            *([html.Div(cards, className=f"charts of-{min(narrow, 2)}")] if cards else []),
        ]
        return html.Section(body, className="board-part", id=self.key)


def _card(each: Chart | Card, board: Board, place: Place, csv: str) -> Any:  # noqa: ANN401
    return each.card(board, place, csv) if isinstance(each, Chart) else each(board, place)
