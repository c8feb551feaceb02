"""The head of a page: its title, the time it shows, and the choice of another."""

from typing import Final

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.page import Heading
from adapters.dash_ui.place import Place, picked_day, picked_days
from adapters.dash_ui.words import day, days, zone_words

Above = tuple[str, str] | None

WINDOWS: Final = (("7d", "7 days"), ("30d", "30 days"), ("90d", "90 days"), ("all", "All"))


def page_head(
    title: str, heading: Heading | None, place: Place, *, pickable: bool = True, above: Above = None
) -> list[html.Div]:
    """Title and time on one side, the window picker on the other; `above` says which page leads here:
    its title and path.
    """
    words: list[Component] = [html.H1(title)]
    if above is not None:
        words = [_way_back(above, place), html.H1(html.Bdi(legible(title), dir="auto"), className="of-one")]
    timeless = heading is not None and heading.window is None
    if heading is not None:
        words.append(html.P(_subtitle(heading), className="subtitle"))
    if place.as_of and not timeless:
        words.append(_as_seen(place, heading))
    picker = [window_picker(place, heading)] if pickable and not timeless else []
    return [html.Div(words, className="head-words"), *picker]


def _way_back(above: tuple[str, str], place: Place) -> html.P:
    title, path = above
    back = dmc.Anchor(title, href=place.at(path=path).href, refresh=False)
    return html.P([html.Span("\u2190 ", **spelled(aria_hidden="true")), back], className="way-back")


def _subtitle(heading: Heading) -> list[html.Span]:
    zone = html.Span(zone_words(heading.time_zone), className="zone")
    if heading.window is None:
        return [zone]
    so_far = ", the last day so far" if heading.window.open else ""
    return [
        html.Span(days(heading.window) + so_far, className="days"),
        html.Span([" \u00b7 ", zone]),
    ]


def _as_seen(place: Place, heading: Heading | None) -> html.P:
    """The moment that is looked back at; of a day to come nobody knows how it looks."""
    back = dmc.Anchor("Back to now", href=place.at(as_of=None).href, refresh=False)
    at = picked_day(place.as_of)
    then = place.as_of if at is None or len(place.as_of or "") > 10 else f"the end of {day(at, weekday=True)}"
    told = f"As it looked at {then}. "
    shown = heading.window if heading is not None else None
    if at is not None and shown is not None and shown.open and at > shown.last:
        told = f"{day(at, weekday=True)} is yet to come, so this is how it looks now. "
    return html.P(
        [icon("clock"), html.Span([told, back])],
        className="as-of",
    )


def window_picker(place: Place, heading: Heading | None = None) -> html.Div:
    """Links, so that each window has an address; and a calendar for any other."""
    custom = picked_days(place.window_text)
    links = [_choice(text, name, place) for text, name in WINDOWS]
    return html.Div(
        [*links, _calendar(custom, place, heading)],
        className="picker",
        role="group",
        **spelled(aria_label="Time that is shown"),
    )


def _choice(text: str, name: str, place: Place) -> dmc.Anchor:
    chosen = {"aria-current": "true"} if place.window_text == text else {}
    return dmc.Anchor(
        name, href=place.at(window=text).href, refresh=False, unstyled=True, className="choice", **chosen
    )


def _calendar(custom: list[str] | None, place: Place, heading: Heading | None) -> dmc.Popover:
    as_of = picked_day(place.as_of)
    shown = heading.window if heading is not None else None
    opens_at = None if shown is None else shown.last.isoformat()
    opener = dmc.UnstyledButton(
        [icon("calendar"), html.Span("Custom", className="choice-name")],
        className="choice",
        **({"aria-current": "true"} if custom else {}),
        **spelled(aria_label="Custom time"),
    )
    inside = html.Div(
        [
            html.P("From and to: pick two days", className="picker-label"),
            dmc.DatePicker(
                id="custom-days",
                type="range",
                value=custom,
                defaultDate=opens_at,
                weekendDays=[],
                minDate="2015-01-01",
                allowSingleDateInRange=True,
            ),
            dmc.DatePickerInput(
                id="custom-as-of",
                label="As it looked at the end of",
                placeholder="Now",
                value=None if as_of is None else as_of.isoformat(),
                valueFormat="D MMM YYYY",
                clearable=True,
                defaultDate=opens_at,
                weekendDays=[],
                minDate="2015-01-01",
                popoverProps={"withinPortal": False},
            ),
        ],
        className="picker-panel",
    )
    return dmc.Popover(
        [dmc.PopoverTarget(opener), dmc.PopoverDropdown(inside)],
        position="bottom-end",
        trapFocus=True,
        returnFocus=True,
        shadow="md",
    )
