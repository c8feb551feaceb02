"""Tiles: one number each, what it was before, and how it went."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import counting
from adapters.dash_ui.components.heard import data_link
from adapters.dash_ui.components.sparkline import sparkline
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import change, number, percent, short_number
from domain.insights.overview import Tile

UP, DOWN, SAME = "\u25b2", "\u25bc", "="


def tiles(shown: Sequence[Tile], place: Place, *, last_open: bool = False) -> html.Section:
    """All tiles, in the order of the reading."""
    return html.Section(
        [tile(one, place, last_open=last_open) for one in shown],
        className="tiles",
        id="numbers",
        **spelled(aria_label="In numbers"),
    )


def tile(read: Tile, place: Place, *, last_open: bool = False) -> html.Article:
    """A tile; without a number it says why."""
    head: list[Component] = [
        html.H3(read.title, className="tile-title"),
        html.P(read.question, className="tile-question"),
    ]
    marks = spelled(data_tile=read.key)
    if read.unavailable is not None or read.value is None:
        why = read.unavailable or "There is no number for this time."
        silent: list[Component] = [
            html.P("Unavailable", className="tile-none"),
            html.P(why, className="tile-note"),
        ]
        return html.Article(head + silent, className="tile silent", **marks)
    count = html.Div([_value(read), html.P(_compared(read), className="tile-change")], className="tile-count")
    hints = []
    if read.covered < 1:
        heard = f"Heard {percent(read.covered)} of this time" if read.covered > 0 else "Nobody was listening"
        hints.append(html.P(data_link(place, heard), className="tile-hint"))
    if read.note:
        hints.append(html.P(read.note, className="tile-note"))
    course = [sparkline(read.series, last_open=last_open)] if len(read.series) > 1 else []
    return html.Article([*head, count, *course, *hints], className="tile", **marks)


def _value(read: Tile) -> html.P:
    value = read.value or 0.0
    unit = [html.Span(" h", className="tile-unit", title="hours")] if read.unit == "hours" else []
    if abs(value) < 10_000:
        return html.P([counting(number(value)), *unit], className="tile-value")
    if read.unit == "hours":
        value = round(value)
    full, short = number(value), short_number(value)
    return html.P(
        [
            html.Span(counting(full), className="wide-only"),
            html.Span(short, className="narrow-only", title=full),
            *unit,
        ],
        className="tile-value" + (" long" if len(full) > len("9,999,999") else ""),
    )


def _compared(read: Tile) -> list[Any]:
    """The change against the window before: an arrow, how much, and from what; green is better."""
    if read.previous is None:
        return [html.Span("Nothing to compare with", className="than")]
    was = number(read.previous) if read.previous < 1_000_000 else short_number(read.previous)
    before = html.Span(f"from {was}", className="than")
    value = read.value or 0.0
    if value == read.previous:
        return [html.Span(f"{SAME} the same as before", className="than")]
    grew = value > read.previous
    good = grew == (read.better == "up")
    spoken = html.Span("up " if grew else "down ", className="spoken")
    arrow = html.Span(UP if grew else DOWN, className="arrow", **spelled(aria_hidden="true"))
    much = [] if read.change is None else [f" {change(read.change)}"]
    return [html.Span([spoken, arrow, *much], className="better" if good else "worse"), " ", before]
