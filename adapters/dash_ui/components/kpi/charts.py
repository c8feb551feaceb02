"""Charts of KPIs: a titled card with its legend, its figures as a table, and files to take along."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, element
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.living import living
from adapters.dash_ui.figures.course import Kind, Series, Span, course_figure
from adapters.dash_ui.theme.plotly import CONFIG
from adapters.dash_ui.words import percent
from domain.community.coverage import THROUGHOUT
from domain.insights.kpis.receipt.amounts import said


def files(key: str, name: str, csv: str | None, *, picture: bool = True) -> html.Div:
    """The ways to take a card along: its figures as CSV, itself as PNG (assets/picture.js)."""
    taken: list[Any] = []
    if csv is not None:
        taken.append(
            html.A(
                [icon("download"), "CSV"],
                href=csv,
                download=f"{key}.csv",
                className="file-link",
                **spelled(aria_label=f"{name} as CSV"),
            )
        )
    if picture:
        taken.append(
            html.Button(
                [icon("picture"), "PNG"],
                type="button",
                className="file-link to-picture",
                **spelled(data_picture=key, aria_label=f"{name} as PNG"),
            )
        )
    return html.Div(taken, className="files")


def chart_card(
    key: str,
    title: str,
    spans: Sequence[Span],
    series: Sequence[Series],
    *,
    kind: Kind = "lines",
    under: str = "",
    csv: str | None = None,
    more: Sequence[Any] = (),
) -> html.Section:
    """A chart over time; where nothing is known it says so. `more` stands below the chart."""
    if not any(value is not None for one in series for value in one.values):
        return card(key, title, [nothing("Nothing is known of this time."), *more], under=under)
    chart = html.Div(
        dcc.Graph(
            id=f"{key}-chart",
            figure=course_figure(spans, series, kind),
            config=CONFIG,
            className="chart",
            responsive=True,
        ),
        className="chart-place kpi-chart",
        role="img",
        **spelled(aria_label=title, aria_describedby=f"{key}-table"),
    )
    foot = html.Div([as_table(key, spans, series), files(key, title, csv)], className="chart-foot")
    legend = living(f"{key}-legend", _legend(spans, series, kind))
    body = [chart, living(f"{key}-foot", foot), *more]
    return card(key, title, body, aside=legend, under=under)


def _legend(spans: Sequence[Span], series: Sequence[Series], kind: Kind) -> html.Ul:
    entries = [(one.name, f"of-{one.colour}" + (" faded" if one.faded else "")) for one in series]
    if any(span.covered < THROUGHOUT and not span.open for span in spans):
        entries.append(("Not heard throughout", "unheard"))
    if spans and spans[-1].open:
        entries.append(("Not over yet", f"open-{kind}"))
    return html.Ul(
        [
            html.Li([html.Span(className=f"swatch {key}", **spelled(aria_hidden="true")), name])
            for name, key in entries
        ],
        className="legend",
    )


def as_table(key: str, spans: Sequence[Span], series: Sequence[Series]) -> html.Details:
    """The same without colours, latest first."""
    head = ("Time", *(one.name for one in series), "Heard")
    rows = [
        element(
            "tr",
            element("th", span.name, scope="row"),
            *(element("td", said(one.values[at], one.unit)) for one in series),
            element("td", percent(span.covered)),
        )
        for at, span in reversed(list(enumerate(spans)))
    ]
    table = element(
        "table",
        element("thead", element("tr", *(element("th", name, scope="col") for name in head))),
        element("tbody", *rows),
        className="figures",
    )
    place = html.Div(
        Drawing(table), className="figures-place", tabIndex=0, role="region", **spelled(aria_label="Figures")
    )
    summary = html.Summary("Show these figures as a table")
    return html.Details([summary, place], className="as-table", id=f"{key}-table")
