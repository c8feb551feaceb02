"""What it is: how it stands, when, where, whose, and its neighbours in the series."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.events.words import PHASES, clock, places, when
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, day, number
from domain.insights.events.evening.parts import Evening
from domain.insights.events.lines import EventLine


def facts(read: Evening, place: Place) -> html.Section:
    """The card that answers what this event is."""
    line = read.line
    about = [html.P(_lines(read.description), className="about")] if read.description.strip() else []
    return html.Section(
        [
            html.Div(
                [html.Span(PHASES[line.phase], className=f"stands {line.phase}"), *_marks(line)],
                className="event-marks",
            ),
            html.Div(_facts(read), className="event-facts"),
            *about,
            html.Div([_hosts(line, place), *_series(read, place)], className="event-foot"),
        ],
        className=f"card event-is {line.phase}",
        id="event-is",
        **spelled(aria_label="What this event is"),
    )


def _lines(text: str) -> str:
    """Several lines, each as it may be read."""
    return "\n".join(legible(line) if line.strip() else "" for line in text.splitlines())


def _marks(line: EventLine) -> list[Component]:
    kind = [html.Span(line.type, className="mark-word")] if line.type else []
    series = [html.Span("part of a series", className="mark-word")] if line.series is not None else []
    return [*kind, *series]


def _facts(read: Evening) -> list[Component]:
    line = read.line
    told: list[tuple[str, str, Any]] = [
        ("clock", "When", _times(read)),
        ("place", "Where", places(line)),
        ("person", "Seats", "as many as like" if line.capacity is None else number(line.capacity)),
        ("check", "Counts as coming", _counts(read)),
    ]
    shown: list[Component] = [
        html.Div(
            [
                icon(symbol),
                html.Div(
                    [html.Span(name, className="fact-name"), html.Span(words, className="fact")],
                    className="of",
                ),
            ],
            className="event-fact",
        )
        for symbol, name, words in told
    ]
    return shown


def _counts(read: Evening) -> str:
    if not read.channels:
        return "nobody: it is in no voice channel"
    return (
        f"{counted(read.minimum_minutes, 'minute')} in its channel, "
        f"from {counted(read.before_minutes, 'minute')} before the start"
    )


def _times(read: Evening) -> list[Any]:
    """The planned times; where it truly began and ended otherwise, that too."""
    told: list[Any] = [when(read.line, read.time_zone)]
    began, ended = read.actual
    if began is not None:
        words = f"began {clock(began, read.time_zone)}"
        words += f", ended {clock(ended, read.time_zone)}" if ended is not None else ""
        told.append(html.Span(words, className="than"))
    return told


def _hosts(line: EventLine, place: Place) -> html.P:
    if not line.hosts:
        if line.phase in ("over", "called_off"):
            return html.P(html.Span("It had no host.", className="than"), className="lead-fact")
        return html.P(
            [html.Span("No host yet: somebody should take it.", className="missing")], className="lead-fact"
        )
    faces = [html.Span([avatar(host), member_link(host, place)], className="host") for host in line.hosts]
    return html.P([html.Span("hosted by", className="than"), *faces], className="lead-fact hosts")


def _series(read: Evening, place: Place) -> list[html.P]:
    parts: list[Any] = []
    for words, other in (("\u2190 the one before", read.earlier), ("the next one \u2192", read.later)):
        if other is not None:
            href = place.at(path=f"/events/{other.event_id}").href
            parts.append(
                html.A(words, href=href, title=f"{legible(other.title)}, {day(other.day, weekday=True)}")
            )
    return [html.P(parts, className="neighbours")] if parts else []
