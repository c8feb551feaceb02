"""The number itself: large, with what it is made of, and the sentence that says what it means."""

from typing import Any

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.heard import data_link
from adapters.dash_ui.components.kpi.amounts import beside
from adapters.dash_ui.components.kpi.tiles import compared, so_far, value
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import days
from application.insights.kpis.explain import Explained
from domain.insights.kpis.board import Line, Told
from domain.insights.kpis.reading import Reading
from domain.insights.kpis.receipt import Receipt


def line_of(explained: Explained) -> Line:
    """The number and the one of the window before, as a tile has them."""
    found = explained.found
    before = None if found.before is None else Told.of(found.before)
    return Line(kpi=found.reading.kpi, now=Told.of(found.reading), before=before)


def number(explained: Explained, place: Place) -> html.Section:
    """The head of a receipt."""
    written, reading = explained.receipt, explained.found.reading
    body: list[Any] = [html.P(reading.kpi.question, className="kpi-question")]
    if reading.unavailable is not None or reading.shown is None:
        why = reading.unavailable or "There is no number for this time."
        body += [html.P("Unavailable", className="tile-none"), html.P(why)]
    else:
        body += _amount(explained)
    body.append(html.P(written.sentence, className="kpi-sentence"))
    if reading.numerator is not None and reading.unavailable is None:
        body.append(html.P(written.formula, className="kpi-formula"))
    body += _time(reading)
    return html.Section(
        [html.Div(body, className="kpi-is"), _know(written, reading, place)],
        className="card kpi-number",
        id="number",
        **spelled(aria_label="The number"),
    )


def _amount(explained: Explained) -> list[Any]:
    line = line_of(explained)
    words = beside(line.now, line.kpi)
    return [
        html.P([*value(line.now, line.kpi), *so_far(still=line.now.open)], className="tile-value kpi-value"),
        *([] if words is None else [html.P(words, className="tile-of")]),
        html.P(compared(line), className="tile-change"),
    ]


def _time(reading: Reading) -> list[html.P]:
    """What was looked at, where that is not the window."""
    if reading.read.span == reading.window.span:
        return []
    return [html.P(f"Read over {days(reading.read)}.", className="than")]


def _know(written: Receipt, reading: Reading, place: Place) -> html.Div:
    """What speaks against the number, and the way to what was heard where some of it was not."""
    if not written.caveats:
        return html.Div(html.P("Nothing speaks against this number.", className="than"), className="kpi-know")
    title = html.H2("What to know of it", id="caveats")
    lines = [html.Li(words) for words in written.caveats]
    missed = reading.kpi.needs and reading.covered < 1
    way = [html.P(data_link(place), className="kpi-heard")] if missed else []
    return html.Div([title, html.Ul(lines, className="caveats"), *way], className="kpi-know")
