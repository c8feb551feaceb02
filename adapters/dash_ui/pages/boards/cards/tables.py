"""Tables of groups: a line for each type of event, host or command, a column for each number of it."""

from collections.abc import Sequence
from typing import Any

import attrs
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.kpi.bars import lengths
from adapters.dash_ui.components.kpi.charts import files
from adapters.dash_ui.components.kpi.tiles import receipt_href
from adapters.dash_ui.components.living import living
from adapters.dash_ui.names import legible
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted
from domain.insights.kpis.board import Board, Told
from domain.insights.kpis.kpi import NO_GROUPS, By, Kpi, Part
from domain.insights.kpis.reading import value_of
from domain.insights.kpis.receipt.amounts import said
from domain.insights.kpis.receipt.words import shown_unit

_MOST = 40
_OWN = NO_GROUPS | {"others"}


@attrs.frozen(kw_only=True)
class GroupTable:
    """KPIs taken apart by one thing, the groups of the first of them in its order."""

    key: str
    title: str
    by: By
    columns: Sequence[tuple[str, str]]
    """KPIs and how their columns are called; each leads to its receipt."""

    of: str
    """What stands above the names."""

    under: str = ""
    empty: str = "There was nothing of it in this time."

    @property
    def wanted(self) -> tuple[tuple[str, By], ...]:
        """What the board has to take apart for it."""
        return tuple((key, self.by) for key, _ in self.columns)

    def __call__(self, board: Board, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
        """The card; None where the board has none of these KPIs."""
        known = [(key, name) for key, name in self.columns if (key, self.by) in board.apart]
        if not known:
            return None
        return living(f"{self.key}-card", self._card(board, place, known))

    def _card(self, board: Board, place: Place, known: Sequence[tuple[str, str]]) -> html.Section:
        apart = {key: board.apart[key, self.by] for key, _ in known}
        groups = _groups(list(apart.values()))
        if not groups:
            return card(self.key, self.title, nothing(self.empty), under=self.under)
        head = [element("th", self.of, scope="col")]
        head += [
            element("th", element("a", name, href=receipt_href(key, place, by=self.by)), scope="col")
            for key, name in known
        ]
        kpis = {line.kpi.key: line.kpi for line in board.lines}
        columns = [(kpis[key], apart[key]) for key, _ in known]
        rows = [self._row(group, columns, place) for group in groups[:_MOST]]
        table = element(
            "table",
            element("thead", element("tr", *head)),
            element("tbody", *rows),
            className="figures groups",
            **spelled(aria_label=self.title),
        )
        region = html.Div(
            Drawing(table),
            className="groups-place",
            tabIndex=0,
            role="region",
            **spelled(aria_label=self.title),
        )
        more = len(groups) - _MOST
        foot = f"And {counted(more, 'more', 'more')}." if more > 0 else ""
        keys = ".".join(key for key, _ in known)
        csv = place.at(path=f"{place.path}.csv", show=keys, by=self.by).href
        last = html.Div(
            [html.Span(foot, className="than"), files(self.key, self.title, csv)], className="chart-foot"
        )
        return card(self.key, self.title, [region, last], under=self.under)

    def _row(self, group: Part, columns: Sequence[tuple[Kpi, Told]], place: Place) -> Element:
        name: Any = element("bdi", legible(group.title))
        if group.key not in _OWN:
            to = receipt_href(columns[0][0].key, place, only=f"{self.by}:{group.key}")
            name = element("a", element("bdi", legible(group.title)), href=to)
        cells = [_cell(_of(told, group.key), kpi) for kpi, told in columns]
        return element("tr", element("th", name, scope="row"), *cells, key=group.key)


def _groups(apart: Sequence[Told]) -> list[Part]:
    """Every group that any column has a number of, in the order of the first that has it."""
    found: dict[str, Part] = {}
    for told in apart:
        for part in told.parts:
            if part.key != "overlap" and part.numerator:
                found.setdefault(part.key, part)
    return list(found.values())


def _of(told: Told, key: str) -> Part | None:
    return next((part for part in told.parts if part.key == key), None)


def _cell(part: Part | None, kpi: Kpi) -> Element:
    if part is None or part.numerator is None:
        return element("td", "\u2013", title=None if part is None else part.note)
    unit = shown_unit(kpi)
    if part.denominator is None or kpi.headline == "numerator":
        return element("td", said(part.numerator, "count" if unit == "share" else unit))
    told = (
        f"{said(part.numerator, 'count')} of {said(part.denominator, 'count')}" if unit == "share" else None
    )
    return element("td", said(value_of(kpi, part.numerator, part.denominator), unit), title=told)


def part_bars(key: str, title: str, kpi_key: str, under: str, empty: str) -> Any:  # noqa: ANN401 — a card of a page
    """A card of the parts that a KPI is made of by itself, such as failures by what went wrong."""

    def drawn(board: Board, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
        line = board.line(kpi_key)
        if line is None:
            return None
        shown = [part for part in line.now.parts if part.numerator]
        if not shown:
            return living(
                f"{key}-card", card(key, title, nothing(line.now.unavailable or empty), under=under)
            )
        long = lengths(shown, line.kpi, line.now.denominator)
        rows = [_bar(part, length) for part, length in zip(shown[:_MOST], long, strict=False)]
        csv = place.at(path=f"/kpi/{kpi_key}.csv").href
        foot = html.Div([html.Span(), files(key, title, csv)], className="chart-foot")
        return living(f"{key}-card", card(key, title, [html.Ul(rows, className="bars"), foot], under=under))

    return drawn


def _bar(part: Part, length: float) -> html.Li:
    of = f" of {said(part.denominator, 'count')}" if part.denominator is not None else ""
    value: list[Any] = [said(part.numerator, "count"), html.Span(of, className="than")]
    return html.Li(
        [
            html.Span(html.Bdi(legible(part.title), className="name", dir="auto"), className="bar-name"),
            html.Span(value, className="bar-value"),
            html.Span(
                html.Span(className="bar-fill", style={"width": f"{length * 100:.1f}%"}),
                className="bar-track",
                **spelled(aria_hidden="true"),
            ),
            *([html.Span(part.note, className="bar-note")] if part.note else []),
        ],
        key=f"bar-{part.key}",
    )
