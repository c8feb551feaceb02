"""Who came to each segment and who left it: the flows between them, with the first of the people."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.kpi.charts import files
from adapters.dash_ui.components.kpi.tiles import receipt_href
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.people import member_link
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import number
from application.insights.segments.show import SegmentLine, SegmentsShown
from domain.insights.kpis.health.segment_moves import Flow
from domain.insights.overview import Person
from domain.insights.segments import TITLES

_NAMED: Final = 3


def moves_card(read: SegmentsShown, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
    """The card of the flows."""
    title = "Who came to each, and who left it"
    lines = [line for line in read.lines if line.flows or line.change.before != line.change.after]
    unheard = next((line.change.unheard for line in read.lines if line.change.unheard), None)
    csv = place.at(path="/segments.csv").href
    foot = html.Div([html.Span(), files("moves", title, csv)], className="chart-foot")
    if unheard is not None:
        body: list[Any] = [nothing(unheard)]
    elif not lines:
        body = [nothing("Nobody moved in this time.")]
    else:
        body = [html.Ul([_line(line, read.people, place) for line in lines], className="moves"), foot]
    return living("health-moves", card("moves", title, body))


def _line(line: SegmentLine, people: Mapping[int, Person], place: Place) -> html.Li:
    change = line.change
    name = html.A(TITLES[change.segment], href=receipt_href(f"segment_{change.segment}", place))
    sizes = f"{number(change.before)} \u2192 {number(change.after)}"
    return html.Li(
        [
            html.P([name, html.Span(sizes, className="bar-value")], className="move-head"),
            *_flows("+", "from", change.entered, people, place),
            *_flows("\u2212", "to", change.left, people, place),
        ],
        key=f"moves-{change.segment}",
    )


def _flows(
    sign: str, way: str, flows: Sequence[Flow], people: Mapping[int, Person], place: Place
) -> list[html.P]:
    return [
        html.P(
            [
                html.Span(f"{sign}{number(flow.count)} ", className="changed"),
                _whence(way, flow),
                *_named(flow, people, place),
            ],
            className="move",
        )
        for flow in flows
    ]


def _whence(way: str, flow: Flow) -> str:
    if flow.other is None:
        return "not here before" if way == "from" else "not here any more"
    return f"{way} {TITLES[flow.other].lower()}"


def _named(flow: Flow, people: Mapping[int, Person], place: Place) -> list[Any]:
    """The first of them by name."""
    known = [people[who] for who in flow.members[:_NAMED].tolist() if who in people]
    if not known:
        return []
    named: list[Any] = [": "]
    for at, person in enumerate(known):
        named += [", "] * (at > 0) + [member_link(person, place)]
    more = flow.count - len(known)
    return [*named, *([f" and {number(more)} more"] if more else [])]
