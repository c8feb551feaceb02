"""The bar: which community, how fresh, and who is looking."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.drawing import Ago
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.people import called
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.page import Heading
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import moment
from domain.community.members import initials

Guilds = Sequence[tuple[int, str]]

AGO: Final = "bar-ago"
"""Where it is told when something was last heard of."""


def guild_switcher(guilds: Guilds, guild: int | None, place: Place) -> list[html.Div | dmc.Menu]:
    """The community that is shown; a menu where there are others."""
    if not guilds:
        return []
    name = next((name for known, name in guilds if known == guild), "Choose a community")
    shown = [
        html.Span(html.Bdi(initials(name)), className="emblem", **spelled(aria_hidden="true")),
        called(name),
    ]
    if len(guilds) == 1 and guild is not None:
        return [html.Div(shown, className="guild")]
    items = [
        dmc.MenuItem(
            called(other),
            href=place.at(guild=str(known)).href,
            refresh=False,
            className="chosen" if known == guild else "",
        )
        for known, other in guilds
    ]
    opener = dmc.UnstyledButton(
        [*shown, icon("down")],
        className="guild opens",
        **spelled(aria_label=f"Community: {legible(name)}. Switch"),
    )
    menu = dmc.MenuDropdown(dmc.ScrollAreaAutosize(items, mah=360, type="auto"))
    return [dmc.Menu([dmc.MenuTarget(opener), menu], position="bottom-start", width=280, trapFocus=True)]


def freshness(heading: Heading | None) -> list[html.Span]:
    """When something was last heard of."""
    if heading is None:
        return []
    if heading.last_activity is None:
        return [html.Span("No activity seen yet", className="fresh")]
    told = Ago(**ago(heading.last_activity, heading.time_zone), id=AGO)
    # The clock alone would be taken for the time of day: a narrow bar shortens the words, but keeps them.
    labels = [
        html.Span("Last activity seen ", className="fresh-label"),
        html.Span("Last seen ", className="fresh-label short"),
    ]
    return [html.Span([icon("clock"), html.Span([*labels, told])], className="fresh")]


def ago(at: datetime, time_zone: str) -> dict[str, Any]:
    """What an `Ago` is given for an instant."""
    return {"instant": at.isoformat(), "absolute": moment(at, time_zone)}


def live_sign() -> html.Span:
    """Whether the page changes by itself; `assets/live.js` says it in words."""
    return html.Span(
        [
            html.Span(className="live-dot", **spelled(aria_hidden="true")),
            html.Span(id="live-words", className="live-words", role="status"),
        ],
        id="bar-live",
        className="bar-live",
    )


def visitor(name: str | None) -> dmc.UnstyledButton:
    """Who is looking, as they told us; a click asks again."""
    shown = called(name) if name else html.Span("Who are you?", className="name")
    label = f"You are {legible(name)}. Change" if name else "Who are you?"
    return dmc.UnstyledButton(
        [icon("person"), shown],
        id="who-open",
        className="visitor",
        **spelled(aria_label=label, aria_controls="who"),
    )
