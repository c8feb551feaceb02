"""What worked, who comes back, and on whom it lies."""

from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.people import avatar, called, member_link
from adapters.dash_ui.components.sparkline import sparkline
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, day, number, percent
from domain.insights.events.calendar import Events
from domain.insights.events.course import Format, HostLoad, Regular
from domain.insights.events.lines import EventLine

MOST: Final = 10
"""Lines of each list."""


def courses(read: Events, place: Place) -> html.Div:
    """Three cards: formats, regulars, hosts."""
    return html.Div(
        [
            html.Div([_formats(read, place), _hosts(read, place)], className="column"),
            html.Div([_regulars(read, place)], className="column"),
        ],
        className="columns of-courses",
    )


def _formats(read: Events, place: Place) -> html.Section:
    title = "What worked"
    if not read.formats:
        return card("worked", title, nothing("No event took place in this time."))
    most = max(one.average for one in read.formats) or 1.0
    return card(
        "worked",
        title,
        html.Ol([_format(one, most, place) for one in read.formats[:MOST]], className="formats"),
        under="Series and single events by how many come on average; the line shows each of them in turn.",
    )


def _format(one: Format, most: float, place: Place) -> html.Li:
    facts = [counted(one.held, "event")]
    if one.kept_share is not None:
        facts.append(f"{percent(one.kept_share)} kept their word")
    if one.again_share is not None:
        facts.append(f"{percent(one.again_share)} came again")
    href = place.at(path=f"/events/{one.last_event}").href
    return html.Li(
        [
            html.A(
                called(one.name),
                href=href,
                className="format-name",
                title=f"The last one, {day(one.last_day)}",
            ),
            html.Span(sparkline(one.came) if len(one.came) > 1 else "", className="format-course"),
            html.Span(
                [number(round(one.average, 1)), html.Span(" people", className="than label")],
                className="format-average",
            ),
            html.Span(
                html.Span(className="bar-fill", style={"width": f"{one.average / most * 100:.1f}%"}),
                className="bar-track",
                **spelled(aria_hidden="true"),
            ),
            html.Span(" \u00b7 ".join(facts), className="than format-facts"),
        ],
        key=f"format-{one.series or one.name}",
    )


def _regulars(read: Events, place: Place) -> html.Section:
    title = "Who comes back"
    if not read.regulars:
        return card("regulars", title, nothing("Nobody came to an event in this time."))
    count = len(read.stamped)
    return card(
        "regulars",
        title,
        html.Ol([_regular(one, read.stamped, place) for one in read.regulars[:MOST]], className="regulars"),
        under=f"Of the last {counted(count, 'event')}; each stamp is one of them, the latest on the right.",
    )


def _regular(one: Regular, stamped: tuple[EventLine, ...], place: Place) -> html.Li:
    stamps = [
        html.Span(
            className="stamp came" if came else "stamp",
            title=f"{line.title}, {day(line.day)}: {'came' if came else 'was not there'}",
        )
        for came, line in zip(one.stamps, stamped, strict=True)
    ]
    said = f"{number(one.events)} of {number(len(stamped))}"
    return html.Li(
        [
            avatar(one.person),
            member_link(one.person, place),
            html.Span(stamps, className="stamps", role="img", **spelled(aria_label=f"came to {said}")),
            html.Span(said, className="bar-value"),
        ],
        key=f"regular-{one.person.member_no}",
    )


def _hosts(read: Events, place: Place) -> html.Section:
    title = "Who hosts"
    if not read.hosts:
        return card("hosts", title, nothing("No event of this time has a host on record."))
    lead = read.hosts[0]
    warn: list[Any] = []
    if len(read.hosts) > 1 and lead.heavy:
        words = f"{percent(lead.share)} of the events lie on one person: a second host would help."
        warn = [html.P(words, className="card-foot")]
    rows = [_host(one, place) for one in read.hosts[:MOST]]
    return card("hosts", title, [html.Ol(rows, className="host-list"), *warn])


def _host(one: HostLoad, place: Place) -> html.Li:
    facts = [counted(one.events, "event")]
    if one.average is not None:
        facts.append(f"{counted(round(one.average, 1), 'person', 'people')} on average")
    if one.ahead:
        facts.append(f"{number(one.ahead)} ahead")
    return html.Li(
        [
            avatar(one.person),
            html.Span(
                [member_link(one.person, place), html.Span(" \u00b7 ".join(facts), className="gave")],
                className="who",
            ),
            html.Span(percent(one.share), className="bar-value"),
        ],
        key=f"host-{one.person.member_no}",
    )
