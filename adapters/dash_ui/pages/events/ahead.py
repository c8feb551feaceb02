"""What is next: the event that runs or comes first, and those after it."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.people import avatar, called
from adapters.dash_ui.pages.events.words import going_words, hours, places, until_then, when
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, number
from domain.insights.events.calendar import Events
from domain.insights.events.lines import EventLine

COMING: Final = 5
"""Events after the next one that are named."""


def ahead(read: Events, place: Place) -> html.Div:
    """The next one large, the others as lines."""
    first = [*read.running, *read.coming][:1]
    after = [*read.running, *read.coming][1:]
    lead = _lead(first[0], read, place) if first else _none(read)
    return html.Div([lead, _after(after, read, place)], className="columns ahead")


def _none(read: Events) -> html.Section:
    words = (
        "No event of these is planned."
        if read.asked.narrows
        else "No event is planned: the calendar ahead is empty."
    )
    return html.Section(
        [
            html.P("Next", className="lead-kind"),
            html.H2("Nothing planned", className="lead-title"),
            html.P(words),
        ],
        className="card lead empty",
        id="next",
        **spelled(aria_label="Next event"),
    )


def _lead(line: EventLine, read: Events, place: Place) -> html.Section:
    runs = line.phase == "now"
    kind = "Running now" if runs else "Should have begun" if line.phase == "due" else "Next"
    then = "" if runs or line.phase == "due" else until_then(read.now, line.starts_at)
    return html.Section(
        [
            html.P(
                [html.Span(kind), *([html.Span(then, className="lead-then")] if then else [])],
                className="lead-kind",
            ),
            html.H2(
                html.A(called(line.title), href=place.at(path=f"/events/{line.event_id}").href),
                className="lead-title",
            ),
            html.P([icon("clock"), when(line, read.time_zone)], className="lead-fact"),
            html.P([icon("place"), html.Span(places(line))], className="lead-fact"),
            _hosts(line),
            _room(line, read),
        ],
        className=f"card lead {line.phase}",
        id="next",
        **spelled(aria_label="Next event", data_event=str(line.event_id)),
    )


def _hosts(line: EventLine) -> html.P:
    if not line.hosts:
        return html.P([icon("person"), "No host yet"], className="lead-fact missing")
    faces = [html.Span([avatar(host), called(host.name)], className="host") for host in line.hosts[:4]]
    more = [f"and {number(len(line.hosts) - 4)} more"] if len(line.hosts) > 4 else []
    return html.P([html.Span("hosted by", className="than"), *faces, *more], className="lead-fact hosts")


def _room(line: EventLine, read: Events) -> html.Div:
    """How many are there or said so, against the seats, or against what is usual."""
    if line.turnout is not None:
        big, label = line.turnout.came, "came so far"
    else:
        big, label = min(line.going, line.capacity or line.going), "going"
    against = line.capacity if line.capacity is not None else read.usual
    told: list[Any] = [
        html.Span(number(big), className="lead-count"),
        html.Span(f" {label}", className="than"),
    ]
    words = [going_words(line)] if line.turnout is not None or line.waiting or line.interested else []
    if line.capacity is not None:
        free = max(0, line.capacity - line.going)
        words.append(f"{counted(free, 'seat')} free" if free else "full")
    if read.usual is not None:
        words.append(f"usually {number(round(read.usual))} come")
    parts: list[Component] = [html.P(told)]
    if against:
        width = min(1.0, big / against)
        parts.append(
            html.Div(
                html.Span(style={"width": f"{width * 100:.0f}%"}),
                className="meter" + (" full" if line.full else ""),
                **spelled(aria_hidden="true"),
            )
        )
    if words:
        parts.append(html.P(" \u00b7 ".join(words), className="than lead-words"))
    return html.Div(parts, className="lead-room")


def _after(lines: Sequence[EventLine], read: Events, place: Place) -> html.Section:
    title = "Coming up"
    if not lines:
        return card("coming", title, nothing("Nothing else is planned yet."))
    rest = len(lines) - COMING
    foot = (
        [html.P(f"and {counted(rest, 'event')} more: see the calendar", className="card-foot")]
        if rest > 0
        else []
    )
    return card(
        "coming",
        title,
        [html.Ol([_line(line, read, place) for line in lines[:COMING]], className="coming"), *foot],
    )


def _line(line: EventLine, read: Events, place: Place) -> html.Li:
    date = html.Span(
        [
            html.Span(f"{line.day:%a}", className="leaf-week"),
            html.Span(str(line.day.day), className="leaf-no"),
            html.Span(f"{line.day:%b}", className="leaf-month"),
        ],
        className=f"leaf {line.phase}",
    )
    about = html.Span(
        [
            called(line.title),
            html.Span(
                f"{hours(line.starts_at, line.ends_at, read.time_zone)} \u00b7 {places(line)}",
                className="than cut",
            ),
        ],
        className="what",
    )
    no_host = [] if line.hosts else [html.Span("no host", className="mark-word fades")]
    return html.Li(
        html.A(
            [
                date,
                about,
                html.Span([*no_host, html.Span(going_words(line), className="than")], className="said"),
            ],
            href=place.at(path=f"/events/{line.event_id}").href,
        ),
        key=f"coming-{line.event_id}",
    )
