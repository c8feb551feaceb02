"""Everybody of the evening in a line: what they said, from when to when they were there, how long."""

from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, Element, element, svg
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.pages.events.words import clock
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, number
from domain.insights.events.evening.parts import Evening, Group, Guest

MOST: Final = 60
"""Lines that are shown; the file holds them all."""

WIDTH: Final = 400.0
HEIGHT: Final = 14.0

_WORDS: Final[dict[Group, str]] = {
    "kept": "said so and came",
    "walk_in": "walked in",
    "no_show": "stayed away",
    "glanced": "looked in",
    "awaited": "not here yet",
}
_SAID: Final = {
    "going": "going",
    "interested": "interested",
    "not": "cannot come",
    "waiting": "waited for a seat",
}


def people(read: Evening, place: Place) -> html.Section:
    """Those who were there, longest first; a bar shows their time within that of the event."""
    title = "Minute by minute"
    there = [guest for guest in read.guests if guest.seconds or guest.here]
    if not there:
        return card("people", title, nothing("Nobody was in its channels."))
    file = html.A(
        [icon("download"), "CSV"],
        href=f"/events/{read.line.event_id}.csv" + place.at(page=None).href.removeprefix(place.path),
        id="event-csv",
        className="file-link",
        download="event.csv",
    )
    rest = len(there) - MOST
    foot = (
        [
            html.P(
                f"And {counted(rest, 'other')}, who stayed for less: the file has everybody.",
                className="card-foot",
            )
        ]
        if rest > 0
        else []
    )
    return card(
        "people",
        title,
        [
            _axis(read),
            html.Ol([_line(guest, read, place) for guest in there[:MOST]], className="presences"),
            *foot,
        ],
        aside=file,
    )


def _axis(read: Evening) -> html.Div:
    ends = [clock(read.opens, read.time_zone), clock(read.closes, read.time_zone)]
    return html.Div([html.Span(at) for at in ends], className="presence-axis", **spelled(aria_hidden="true"))


def _line(guest: Guest, read: Evening, place: Place) -> html.Li:
    marks: list[Any] = []
    if guest.host:
        marks.append(html.Span("host", className="mark-word tier-staff"))
    if guest.first_time:
        marks.append(html.Span("first time", className="mark-word new"))
    if guest.group in ("walk_in", "glanced"):
        marks.append(html.Span(_WORDS[guest.group], className="mark-word"))
    if guest.early:
        marks.append(html.Span("left early", className="mark-word fades"))
    said = _SAID.get(guest.said or "", "said nothing")
    from_to = ""
    if guest.first_join is not None:
        last = "still there" if guest.here else clock(guest.last_leave or read.closes, read.time_zone)
        from_to = f"{clock(guest.first_join, read.time_zone)}\u2013{last}"
    return html.Li(
        [
            avatar(guest.person),
            html.Span(
                [
                    html.Span([member_link(guest.person, place), *marks], className="named"),
                    html.Span(said, className="gave"),
                ],
                className="who",
            ),
            html.Span(_bar(guest, read), className="presence", title=from_to),
            html.Span(from_to, className="than presence-times"),
            html.Span(
                [number(round(guest.seconds / 60)), html.Span(" min", className="than")],
                className="bar-value",
            ),
        ],
        key=f"presence-{guest.person.member_no}",
    )


def _bar(guest: Guest, read: Evening) -> Drawing:
    whole = max(1.0, (read.closes - read.opens).total_seconds())

    def across(at: Any) -> float:  # noqa: ANN401 — an instant
        return float(min(1.0, max(0.0, (at - read.opens).total_seconds() / whole)) * WIDTH)

    start, end = (across(at) for at in read.planned)
    parts: list[Element] = [
        element("rect", x=start, y=0, width=max(0.0, end - start), height=HEIGHT, className="planned")
    ]
    for since, until in guest.stays:
        left, right = across(since), across(until)
        parts.append(
            element(
                "rect",
                x=left,
                y=3,
                width=max(2.0, right - left),
                height=HEIGHT - 6,
                className=f"stay-bar {guest.group}",
                rx=2,
            )
        )
    return Drawing(svg(*parts, box=(WIDTH, HEIGHT), name="presence-bar", stretch=True))
