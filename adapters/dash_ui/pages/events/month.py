"""The month on the wall: whole weeks, several events a day, today marked; keys move as in any calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import Drawing, element
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.people import called
from adapters.dash_ui.pages.events.planning.form import PLAN
from adapters.dash_ui.pages.events.words import PHASES, clock, going_words
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import WEEKDAYS, counted, day, number
from domain.insights.events.lines import EventLine
from domain.insights.events.month import Month

MOST_A_DAY: Final = 3
"""Events of a day that are seen at once; the others stand behind a click."""

KEYS: Final = (
    "Arrow keys move from day to day, Page Up and Page Down from month to month, T to today; Enter opens."
)


def month_card(read: Month, zone_name: str, place: Place, *, may_plan: bool) -> html.Section:
    """The month with the way to its neighbours; narrow screens show what it holds as a list."""
    return html.Section(
        [
            _head(read, place),
            _grid(read, zone_name, place, may_plan=may_plan),
            _agenda(read, zone_name, place),
        ],
        className="card month-card",
        id="calendar",
        **spelled(aria_labelledby="calendar-title"),
    )


def _head(read: Month, place: Place) -> html.Div:
    steps = [
        _step("month-before", "\u2039", f"{read.before:%B %Y}", read.before, read, place),
        _step("month-today", "Today", f"{read.today:%B %Y}, with today", read.today, read, place),
        _step("month-after", "\u203a", f"{read.after:%B %Y}", read.after, read, place),
    ]
    return html.Div(
        [
            html.H2(f"{read.first:%B %Y}", id="calendar-title"),
            html.Span(_said(read), className="than month-said"),
            html.Div(steps, className="month-steps", role="group", **spelled(aria_label="Other months")),
        ],
        className="card-head",
    )


def _step(key: str, words: str, spoken: str, to: date, read: Month, place: Place) -> html.A:
    text = None if (to.year, to.month) == (read.today.year, read.today.month) else f"{to:%Y-%m}"
    href = place.at(month=text).href
    return html.A(
        words, href=href, id=key, className="month-step", title=spoken, **spelled(aria_label=spoken)
    )


def _said(read: Month) -> str:
    shown = [line for line in read.shown if line.phase != "called_off"]
    return counted(len(shown), "event") if shown else "no events"


def _grid(read: Month, zone_name: str, place: Place, *, may_plan: bool) -> html.Table:
    weeks = [read.days[at : at + 7] for at in range(0, len(read.days), 7)]
    names = [
        html.Th(
            [html.Span(name[:3], **spelled(aria_hidden="true")), html.Span(name, className="spoken")],
            scope="col",
        )
        for name in WEEKDAYS
    ]
    entry = read.today if read.holds(read.today) else read.first
    rows = [
        html.Tr([_day(at, read, zone_name, place, entered=at == entry, may_plan=may_plan) for at in week])
        for week in weeks
    ]
    return html.Table(
        [
            html.Caption(f"{read.first:%B %Y}. {KEYS}", className="spoken"),
            html.Thead(html.Tr(names)),
            html.Tbody(rows),
        ],
        className="month",
        role="grid",
    )


def _day(at: date, read: Month, zone_name: str, place: Place, *, entered: bool, may_plan: bool) -> html.Td:
    lines = read.events.get(at, ())
    marks = [
        name
        for name, true in (
            ("outside", not read.holds(at)),
            ("today", at == read.today),
            ("past", at < read.today),
            ("busy", bool(lines)),
        )
        if true
    ]
    spoken = f"{day(at, weekday=True)}{', today' if at == read.today else ''}, " + (
        counted(len(lines), "event") if lines else "no events"
    )
    plan = [_plan(at)] if may_plan and at >= read.today else []
    return html.Td(
        [html.Div([_number(at, lines), *plan], className="day-head"), *_chips(lines, zone_name, place)],
        className=" ".join(["day", *marks]),
        role="gridcell",
        tabIndex=0 if entered else -1,
        **spelled(
            data_day=at.isoformat(), aria_label=spoken, aria_current="date" if at == read.today else None
        ),
    )


def _number(at: date, lines: Sequence[EventLine]) -> Component:
    if not lines:
        return html.Span(str(at.day), className="day-no")
    dots = [html.Span(className=f"dot {line.phase}") for line in lines[:MOST_A_DAY]]
    return html.A(
        [str(at.day), html.Span(dots, className="dots", **spelled(aria_hidden="true"))],
        href=f"#day-{at.isoformat()}",
        className="day-no",
        tabIndex=-1,
        **spelled(aria_label=f"{day(at, weekday=True)} in the list"),
    )


def _plan(at: date) -> Drawing:
    """Opens the form with that day in it (assets/calendar.js)."""
    return Drawing(
        element(
            "button",
            "+",
            type="button",
            className="day-plan",
            tabIndex=-1,
            title=f"Plan an event on {day(at)}",
            aria_label=f"Plan an event on {day(at)}",
            aria_haspopup="dialog",
            data_opens=PLAN,
            data_on=at.isoformat(),
        )
    )


def _chips(lines: Sequence[EventLine], zone_name: str, place: Place) -> list[Component]:
    if not lines:
        return []
    most = MOST_A_DAY if len(lines) <= MOST_A_DAY else MOST_A_DAY - 1
    shown: list[Component] = [
        html.Ol([_chip(line, zone_name, place) for line in lines[:most]], className="chips")
    ]
    if more := lines[most:]:
        others = html.Ol([_chip(line, zone_name, place) for line in more], className="chips")
        summary = html.Summary(f"{number(len(more))} more", tabIndex=-1)
        shown.append(html.Details([summary, others], className="more-events"))
    return shown


def _chip(line: EventLine, zone_name: str, place: Place) -> html.Li:
    time = clock(line.starts_at, zone_name)
    told = f"{line.title}, {time}, {PHASES[line.phase].lower()}, {_counted(line)}"
    count = [html.Span(_short(line), className="chip-count")] if _short(line) else []
    return html.Li(
        html.A(
            [html.Span(time, className="chip-time"), called(line.title, more="chip-title"), *count],
            href=place.at(path=f"/events/{line.event_id}").href,
            className=f"chip {line.phase}",
            tabIndex=-1,
            title=told,
            **spelled(aria_label=told),
        ),
        key=f"chip-{line.event_id}",
    )


def _counted(line: EventLine) -> str:
    if line.turnout is not None:
        return f"{counted(line.turnout.came, 'person', 'people')} came"
    return going_words(line)


def _short(line: EventLine) -> str:
    if line.phase == "called_off":
        return ""
    count = line.going if line.turnout is None else line.turnout.came
    return number(count) if count else ""


def _agenda(read: Month, zone_name: str, place: Place) -> html.Ol:
    """The same as a list, by day; only narrow screens show it."""
    days = [(at, read.events[at]) for at in sorted(read.events) if read.holds(at)]
    return html.Ol(
        [
            html.Li(
                [
                    html.Span(f"{at:%a} {at.day} {at:%b}", className="agenda-day"),
                    html.Ol([_entry(line, zone_name, place) for line in lines], className="agenda-of"),
                ],
                id=f"day-{at.isoformat()}",
                key=f"day-{at.isoformat()}",
                className="today" if at == read.today else "",
            )
            for at, lines in days
        ],
        className="agenda",
    )


def _entry(line: EventLine, zone_name: str, place: Place) -> html.Li:
    return html.Li(
        html.A(
            [
                html.Span(clock(line.starts_at, zone_name), className="chip-time"),
                html.Span(
                    [called(line.title), html.Span(_counted(line), className="than")], className="agenda-what"
                ),
                html.Span(icon("right"), className="agenda-go"),
            ],
            href=place.at(path=f"/events/{line.event_id}").href,
            className=f"agenda-entry {line.phase}",
        ),
        key=f"entry-{line.event_id}",
    )
