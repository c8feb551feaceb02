"""What stands above: calendar or list, which types, whose; planning a new one, and the file."""

from typing import Final

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import Drawing, element
from adapters.dash_ui.components.forms import opener
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.events.planning.form import PLAN, plan_dialog
from adapters.dash_ui.place import Place
from domain.insights.events.calendar import Events, Filter

MOST_TYPES: Final = 8


def asked(place: Place) -> Filter:
    """What the address leaves out; what it says wrongly is as if it were silent."""
    said = place.host or ""
    number = said.isdecimal() and said.isascii() and len(said) <= 9
    return Filter(type=place.type, host=int(said) if number else None, search=place.search or "")


def as_list(place: Place) -> bool:
    """Whether the list is asked for, and not the calendar."""
    return place.show == "list"


def controls(read: Events, place: Place) -> html.Div:
    """Links all, so that each view has an address."""
    views = html.Div(
        [
            _choice(
                "Calendar",
                place.at(show=None),
                chosen=not as_list(place),
                key="view-calendar",
                symbol="calendar",
            ),
            _choice("List", place.at(show="list"), chosen=as_list(place), key="view-list", symbol="menu"),
        ],
        className="picker",
        role="group",
        **spelled(aria_label="How events are shown"),
    )
    return html.Div(
        [views, *_types(read, place), *_host(read, place), _actions(read, place)], className="tools of-events"
    )


def _types(read: Events, place: Place) -> list[html.Div]:
    if not read.choices.types:
        return []
    all_of = _choice("All", place.at(type=None), chosen=read.asked.type is None, key="type-all")
    some = [
        _choice(legible(name), place.at(type=name), chosen=read.asked.type == name, key=f"type-{at}")
        for at, name in enumerate(read.choices.types[:MOST_TYPES])
    ]
    return [
        html.Div(
            [all_of, *some], className="picker types", role="group", **spelled(aria_label="Type of event")
        )
    ]


def _host(read: Events, place: Place) -> list[html.Div]:
    """A way back from the events of one host."""
    if read.asked.host is None:
        return []
    name = next(
        (one.person.name for one in read.hosts if one.person.member_no == read.asked.host), "one host"
    )
    back = dmc.Anchor(
        [f"Hosted by {legible(name)}", html.Span(" \u00d7", **spelled(aria_hidden="true"))],
        href=place.at(host=None).href,
        refresh=False,
        unstyled=True,
        className="choice",
        id="host-any",
        **{"aria-current": "true"},
        **spelled(aria_label=f"Hosted by {legible(name)}: show everybody's events"),
    )
    return [html.Div(back, className="picker")]


def _actions(read: Events, place: Place) -> html.Div:
    file = html.A(
        [icon("download"), "CSV"],
        href="/events.csv" + place.at(page=None).href.removeprefix(place.path),
        id="events-csv",
        className="file-link",
        download="events.csv",
        title="All events of this time as a file for a spreadsheet",
    )
    return html.Div([file, planning(read)], className="event-actions")


def planning(read: Events, words: str = "Plan an event") -> Drawing:
    """The button that opens the form, and the form."""
    form = plan_dialog(read.choices, read.guild, read.time_zone, read.now)
    both = element("div", opener(words, PLAN, quiet=False, key="plan-event"), form, className="planning")
    return Drawing(both, id="events-plan")


def _choice(words: str, to: Place, *, chosen: bool, key: str, symbol: str = "") -> dmc.Anchor:
    mark = {"aria-current": "true"} if chosen else {}
    shown = [icon(symbol), html.Span(words)] if symbol else words
    return dmc.Anchor(shown, id=key, href=to.href, refresh=False, unstyled=True, className="choice", **mark)
