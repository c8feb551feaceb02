"""The activity card: the chart, its legend, and the same figures as a table."""

from collections.abc import Sequence
from itertools import groupby

from dash import dcc, html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.living import living
from adapters.dash_ui.figures.activity import MOST_BARS, activity_figure, activity_words
from adapters.dash_ui.theme.plotly import CONFIG
from adapters.dash_ui.words import day as day_words
from adapters.dash_ui.words import number, percent
from domain.insights.overview import DayPoint


def activity(days: Sequence[DayPoint], *, last_open: bool = False) -> html.Section:
    """Activity by day; the table behind it says the same without colours."""
    if not any(point.messages or point.reactions or point.active for point in days):
        return card("activity", "Activity", nothing("There was no activity in this time."))
    chart = html.Div(
        dcc.Graph(
            id="activity-chart",
            figure=activity_figure(days, last_open=last_open),
            config=CONFIG,
            className="chart",
            responsive=True,
        ),
        className="chart-place",
        role="img",
        **spelled(aria_label="Activity by day", aria_describedby="activity-words"),
    )
    said = html.P(activity_words(days), className="card-foot", id="activity-words")
    return card(
        "activity",
        "Activity",
        [chart, living("activity-said", html.Div([said, _as_table(days)]))],
        aside=living("activity-legend", _legend(days)),
    )


def _legend(days: Sequence[DayPoint]) -> html.Ul:
    shown = [("Messages", "messages")]
    if any(point.reactions for point in days):
        shown.append(("Reactions", "reactions"))
    shown.append(("Active members", "active"))
    if any(point.covered < 1 for point in days):
        shown.append(("Not heard", "unheard"))
    return html.Ul(
        [
            html.Li([html.Span(className=f"swatch {key}", **spelled(aria_hidden="true")), name])
            for name, key in shown
        ],
        className="legend",
    )


def _as_table(days: Sequence[DayPoint]) -> html.Details:
    by_month = len(days) > MOST_BARS
    rows = (
        _months(days)
        if by_month
        else [_row(day_words(p.day, weekday=True), [p], str(p.active)) for p in days]
    )
    heads = ("Month" if by_month else "Day", "Messages", "Reactions", "Active members", "Heard")
    if by_month:
        heads = (*heads[:3], "Active members on an average day", heads[4])
    table = element(
        "table",
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *rows),
        className="figures",
    )
    inside = html.Div(
        Drawing(table), className="figures-place", tabIndex=0, role="region", **spelled(aria_label="Figures")
    )
    return html.Details([html.Summary("Show these figures as a table"), inside], className="as-table")


def _months(days: Sequence[DayPoint]) -> list[Element]:
    rows = []
    for month, group in groupby(days, key=lambda point: point.day.replace(day=1)):
        points = list(group)
        average = sum(point.active for point in points) / len(points)
        rows.append(_row(f"{month:%B %Y}", points, number(average)))
    return rows


def _row(name: str, points: Sequence[DayPoint], active: str) -> Element:
    heard = sum(point.covered for point in points) / len(points)
    cells = (
        number(sum(p.messages for p in points)),
        number(sum(p.reactions for p in points)),
        active,
        percent(heard),
    )
    return element("tr", element("th", name, scope="row"), *(element("td", cell) for cell in cells))
