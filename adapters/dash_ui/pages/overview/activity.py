"""The activity card: the chart, its legend, and the same figures as a table."""

from collections.abc import Sequence
from itertools import groupby

from dash import dcc, html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.heard import heard_strip
from adapters.dash_ui.components.living import living
from adapters.dash_ui.figures.activity import MOST_BARS, activity_figure, activity_words
from adapters.dash_ui.place import Place
from adapters.dash_ui.theme.plotly import CONFIG
from adapters.dash_ui.words import day as day_words
from adapters.dash_ui.words import number, percent
from domain.insights.data_quality import HeardDays
from domain.insights.overview import DayPoint, Together

Points = Sequence[DayPoint]
"""The days of one line of the table."""


def activity(
    days: Sequence[DayPoint],
    heard: HeardDays,
    time_zone: str,
    place: Place,
    *,
    last_open: bool = False,
    reactors_known: bool = True,
) -> html.Section:
    """Activity by day; the table behind it says the same without colours.

    Where nobody told who reacted there are no reactions by day: they are left out, not zero.
    """
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
        [
            chart,
            living("activity-heard", heard_strip(heard, time_zone, place, under_chart=True)),
            living("activity-said", html.Div([said, _as_table(days, reactors_known=reactors_known)])),
        ],
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


def _as_table(days: Sequence[DayPoint], *, reactors_known: bool) -> html.Details:
    by_month = len(days) > MOST_BARS
    columns = [
        ("Month", _month) if by_month else ("Day", _day),
        ("Messages", _messages),
        *([("Reactions", _reactions)] if reactors_known else []),
        ("Active members on an average day" if by_month else "Active members", _active),
        ("Heard", _heard),
    ]
    lines = _months(days) if by_month else [[point] for point in days]
    table = element(
        "table",
        element("thead", element("tr", *(element("th", head, scope="col") for head, _ in columns))),
        element("tbody", *(_row([told(points) for _, told in columns]) for points in lines)),
        className="figures",
    )
    inside = html.Div(
        Drawing(table), className="figures-place", tabIndex=0, role="region", **spelled(aria_label="Figures")
    )
    return html.Details([html.Summary("Show these figures as a table"), inside], className="as-table")


def _months(days: Sequence[DayPoint]) -> list[Points]:
    return [list(group) for _, group in groupby(days, key=lambda point: point.day.replace(day=1))]


def _row(cells: list[str]) -> Element:
    name, *counts = cells
    return element("tr", element("th", name, scope="row"), *(element("td", cell) for cell in counts))


def _month(points: Points) -> str:
    return f"{points[0].day:%B %Y}"


def _day(points: Points) -> str:
    return day_words(points[0].day, weekday=True)


def _messages(points: Points) -> str:
    return number(sum(point.messages for point in points))


def _reactions(points: Points) -> str:
    count = Together(days=tuple(points)).reactions
    return "not known" if count is None else number(count)


def _active(points: Points) -> str:
    usual = Together(days=tuple(points)).usual(lambda day: day.active)
    return "not known" if usual is None else number(usual)


def _heard(points: Points) -> str:
    return percent(Together(days=tuple(points)).covered)
