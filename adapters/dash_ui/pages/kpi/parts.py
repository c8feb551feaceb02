"""What a number is made of: its parts as bars, each leading on."""

from collections.abc import Sequence
from typing import Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.kpi.bars import lengths
from adapters.dash_ui.components.kpi.charts import files
from adapters.dash_ui.components.kpi.tiles import receipt_href
from adapters.dash_ui.components.people import called
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted
from domain.insights.kpis.kpi import BY_TITLES, NO_GROUPS, By, Kpi, Part
from domain.insights.kpis.reading import Reading, value_of
from domain.insights.kpis.receipt.amounts import number, said
from domain.insights.kpis.receipt.words import shown_unit

_AT_ONCE: Final = 12
_MOST: Final = 200
_OVERLAP: Final = "Some are in several of these; the last line takes out what is counted more than once."
_ALONE: Final = "Each is read by itself: they do not add up to the whole."


def parts(reading: Reading, place: Place, csv: str) -> html.Section | None:
    """The parts, largest first as the rule has them; None where the number has none."""
    by = next((one for one in reading.kpi.by if one == place.by), None)
    title = "What it is made of" if by is None else f"By {BY_TITLES[by].lower()}"
    if not reading.parts:
        return None if by is None else card("parts", title, nothing("There is no such group in this time."))
    shown = reading.parts[:_MOST]
    long = lengths(shown, reading.kpi, reading.denominator)
    rows = [_row(part, reading.kpi, by, place, length) for part, length in zip(shown, long, strict=True)]
    body: list[html.Ul | html.Details | html.P | html.Div] = [html.Ul(rows[:_AT_ONCE], className="bars")]
    if rest := rows[_AT_ONCE:]:
        summary = html.Summary(f"Show {counted(len(rest), 'more', 'more')}")
        body.append(html.Details([summary, html.Ul(rest, className="bars")], className="more"))
    body.append(html.Div([html.Span(), files("parts", title, csv)], className="chart-foot"))
    under = "" if not reading.overlapping else _OVERLAP if _counted_twice(reading) else _ALONE
    return card("parts", title, body, under=under)


def _counted_twice(reading: Reading) -> bool:
    """Whether a line says how much is in several parts; what does not sum at all, as a longest, has none."""
    return any(part.key == "overlap" for part in reading.parts)


def _row(part: Part, kpi: Kpi, by: By | None, place: Place, length: float) -> html.Li:
    return html.Li(
        [
            html.Span(_name(part, by, place), className="bar-name"),
            html.Span(_value(part, kpi), className="bar-value"),
            *([] if part.key == "overlap" else [_bar(length, known=part.numerator is not None)]),
            *([html.Span(part.note, className="bar-note")] if part.note else []),
        ],
        key=f"part-{part.key}",
    )


def _bar(length: float, *, known: bool) -> html.Span:
    return html.Span(
        html.Span(className="bar-fill", style={"width": f"{length * 100:.1f}%"}),
        className="bar-track" if known else "bar-track hatched",
        **spelled(aria_hidden="true"),
    )


def _name(part: Part, by: By | None, place: Place) -> html.A | html.Bdi:
    title = called(part.title)
    if part.kpi is not None:
        return html.A(title, href=receipt_href(part.kpi, place))
    if by is not None and part.key not in NO_GROUPS:
        return html.A(title, href=place.at(only=f"{by}:{part.key}", by=None).href)
    return title


def _value(part: Part, kpi: Kpi) -> Sequence[html.Span | str]:
    if part.denominator is None:
        unit = shown_unit(kpi)
        return [said(part.numerator, "people" if unit == "share" else unit)]
    if kpi.unit == "points":
        return [f"{number(part.numerator)} of {number(part.denominator)}"]
    share = said(value_of(kpi, part.numerator, part.denominator), kpi.unit)
    if kpi.mean_of_shares:
        return [share]
    if kpi.headline == "numerator":
        whole = f"of {number(part.denominator)}"
        return [
            number(part.numerator),
            html.Span(f"{share} {whole}" if part.denominator else whole, className="than"),
        ]
    of = f"{number(part.numerator)} {'of' if kpi.unit == 'share' else '/'} {number(part.denominator)}"
    return [html.Span(of, className="than"), " ", share]
