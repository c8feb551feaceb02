"""Events as a list: those to come, then those of the time that are over, latest first."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.people import called
from adapters.dash_ui.pages.events.words import PHASES, going_words, hours
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, day, listed, number, percent
from domain.insights.events.calendar import Events
from domain.insights.events.lines import EventLine

PAGE: Final = 50


def past_card(read: Events, place: Place) -> html.Section:
    """Those that are over, with how they went."""
    title = "In this time"
    if not read.past:
        return card("past", title, nothing("No event was over or called off in this time."))
    page, pages = page_of(place, len(read.past))
    shown = read.past[(page - 1) * PAGE : page * PAGE]
    most = max((line.turnout.came for line in read.past if line.turnout), default=0)
    return card(
        "past",
        title,
        [_table(shown, read, place, most), *_pager(page, pages, place)],
        under=f"{counted(len(read.past), 'event')}, latest first.",
    )


def coming_card(read: Events, place: Place) -> html.Section:
    """Those that run or come."""
    title = "Now and ahead"
    lines = [*read.running, *read.coming]
    if not lines:
        return card("ahead", title, nothing("Nothing is planned."))
    return card(
        "ahead", title, _table(lines[:PAGE], read, place, 0), under=f"{counted(len(lines), 'event')}."
    )


def page_of(place: Place, count: int) -> tuple[int, int]:
    """Which page is shown, of how many."""
    pages = max(1, -(-count // PAGE))
    said = place.page or ""
    asked = int(said) if said.isdecimal() and said.isascii() and len(said) <= 5 else 1
    return min(max(1, asked), pages), pages


def _table(lines: Sequence[EventLine], read: Events, place: Place, most: int) -> html.Table:
    names = ["Event", "When", "Hosted by", "Said so"]
    names += ["Came", "Kept their word", "First time", "Came again"] if most else ["Stands"]
    head = html.Tr([html.Th(name, scope="col") for name in names])
    rows = [_row(line, read, place, names, most) for line in lines]
    return html.Table([html.Thead(head), html.Tbody(rows)], className="event-list")


def _row(line: EventLine, read: Events, place: Place, names: list[str], most: int) -> html.Tr:
    href = place.at(path=f"/events/{line.event_id}").href
    kind = [html.Span(line.type, className="mark-word")] if line.type else []
    hosts = listed([host.name for host in line.hosts[:2]]) or "no host"
    cells: list[Any] = [
        [
            html.Span(day(line.day, weekday=True)),
            html.Span(hours(line.starts_at, line.ends_at, read.time_zone), className="than"),
        ],
        called(hosts),
        number(line.going) if line.turnout is None else number(line.turnout.said),
    ]
    cells += _went(line, most) if most else [stands(line)]
    told = [html.Td(cell, **spelled(data_label=name)) for name, cell in zip(names[1:], cells, strict=True)]
    title = html.Th(
        html.Span(
            [html.A(called(line.title), href=href, className="to-event"), *kind], className="event-title"
        ),
        scope="row",
    )
    return html.Tr([title, *told], className=line.phase, key=f"row-{line.event_id}")


def stands(line: EventLine) -> str:
    """How one stands, in a list in which nobody has come to any yet."""
    if line.phase == "ahead":
        return going_words(line)
    if line.phase == "over":
        return "Over, nobody came" if line.turnout else "Over, not heard"
    there = f", {counted(line.turnout.came, 'person', 'people')} so far" if line.turnout else ""
    return f"{PHASES[line.phase]}{there}"


def _went(line: EventLine, most: int) -> list[Any]:
    if line.phase == "called_off":
        return [html.Span("called off", className="than"), "", "", ""]
    went = line.turnout
    if went is None:
        return [html.Span("not heard", className="than"), "", "", ""]
    bar = html.Span(
        html.Span(className="bar-fill", style={"width": f"{went.came / max(1, most) * 100:.1f}%"}),
        className="bar-track",
        **spelled(aria_hidden="true"),
    )
    return [
        [html.Span(number(went.came)), bar],
        "\u2013" if went.kept_share is None else percent(went.kept_share),
        number(went.first_timers),
        "\u2013" if went.again_share is None else percent(went.again_share),
    ]


def _pager(page: int, pages: int, place: Place) -> list[html.Section]:
    if pages == 1:
        return []
    steps: list[Any] = []
    for name, to in (("Later", page - 1), ("Earlier", page + 1)):
        if not 1 <= to <= pages:
            steps.append(html.Span(name, className="step off"))
            continue
        href = place.at(page=None if to == 1 else str(to)).href
        steps.append(html.A(name, href=href, className="step"))
    here = html.Span(f"Page {number(page)} of {number(pages)}", className="pager-here")
    return [
        html.Section([steps[0], here, steps[1]], className="pager", **spelled(aria_label="Pages of events"))
    ]
