"""Pages that have nothing to show: each says what is the matter, and what to do about it."""

from collections.abc import Sequence
from typing import Any, Final

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon, ruin
from adapters.dash_ui.components.people import called
from adapters.dash_ui.place import DEFAULT_WINDOW, Place

_IMPORT: Final = ".venv/bin/community-os import discord-export FOLDER"
"""As it is called after a clone, where nothing put the program among the commands."""

_GUIDE: Final = "docs/DISCORD_SETUP.md"

Guilds = Sequence[tuple[int, str]]


def state(name: str, symbol: Any, title: str, body: list[Any], *, urgent: bool = False) -> html.Section:  # noqa: ANN401
    """A page in place of a page."""
    return html.Section(
        [symbol, html.H2(title), *body],
        className=f"state {name}",
        role="alert" if urgent else "status",
        **spelled(data_state=name),
    )


def _go(words: str, href: str, *, quiet: bool = False) -> dmc.Anchor:
    return dmc.Anchor(
        words, href=href, refresh=False, unstyled=True, className="button quiet" if quiet else "button"
    )


def _command(line: str) -> html.Code:
    return html.Code(line, className="command", tabIndex=0)


def no_guild() -> html.Section:
    """Nothing was ever recorded, for anybody."""
    return state(
        "no-guild",
        ruin(),
        "No community yet",
        [
            html.P(
                "Nothing has been recorded so far. There are three ways to begin, all in the folder of "
                "Community OS:"
            ),
            html.Ol(
                [
                    html.Li(
                        [
                            html.P(
                                [
                                    "Connect your Discord: ",
                                    html.Code(_GUIDE),
                                    " leads through it in about ten minutes. A bot of your own then listens, "
                                    "and reads the last 90 days by itself.",
                                ]
                            ),
                        ]
                    ),
                    html.Li(
                        [
                            html.P(
                                "Or bring in a history that was exported with DiscordChatExporter, as JSON:"
                            ),
                            _command(_IMPORT),
                            html.P(
                                "This page shows it as soon as it is there; you need not reload.",
                                className="muted",
                            ),
                        ]
                    ),
                    html.Li(
                        [
                            html.P("Or look around first, in a made-up community:"),
                            _command("make demo"),
                            html.P(
                                "It opens at an address of its own, which it prints. Its people never come "
                                "to this page.",
                                className="muted",
                            ),
                        ]
                    ),
                ],
                className="steps",
            ),
        ],
    )


def empty_guild(name: str) -> html.Section:
    """A guild that nothing was recorded of."""
    return state(
        "empty",
        ruin(),
        "Nothing on record yet",
        [
            html.P([called(name), " is known here, but none of its activity has been recorded so far."]),
            html.P(
                "A bot that is connected fills this page by itself; the page Data says how it is. Or bring "
                "in an export of its history: in a terminal, in the folder of Community OS."
            ),
            _command(_IMPORT),
            html.P("This page fills by itself as soon as the first message is on record.", className="muted"),
        ],
    )


def unknown_guild(guilds: Guilds, place: Place) -> html.Section:
    """The address names a guild that we do not know."""
    known = [
        html.Li(dmc.Anchor(called(name), href=place.at(guild=str(guild)).href, refresh=False))
        for guild, name in guilds[:12]
    ]
    return state(
        "unknown-guild",
        icon("search"),
        "We do not know this community",
        [
            html.P("The address of this page names a community that is not here. Perhaps the link is old?"),
            html.P("These are here:"),
            html.Ul(known, className="choices"),
        ],
    )


def wrong_address(why: str, place: Place) -> html.Section:
    """The address asks for a time, or for a part of a number, that there is not."""
    ways = [_go("Show the last 30 days", place.at(window=DEFAULT_WINDOW, as_of=None).href)]
    return state(
        "wrong-address",
        icon("calendar"),
        "We cannot read this address",
        [html.P(f"The address of this page asks for something that does not exist: {why}."), *ways],
    )


def unknown_page(place: Place) -> html.Section:
    """There is no page at this path."""
    return state(
        "unknown-page",
        icon("search"),
        "There is no such page",
        [html.P("The link may be old, or mistyped."), _go("Go to the overview", place.at(path="/").href)],
    )


def away(why: str) -> html.Section:
    """The database is away; the page comes back by itself."""
    return state(
        "away",
        icon("away"),
        "The database is away",
        [
            html.P(why),
            html.P("Nothing is lost. This page tries again every second and returns by itself."),
            html.Div(className="waiting", **spelled(aria_hidden="true")),
        ],
        urgent=True,
    )


def broken(number: str, place: Place) -> html.Section:
    """A mistake of ours; the number finds it in the log."""
    return state(
        "broken",
        icon("broken"),
        "Something went wrong on our side",
        [
            html.P("This page could not be made. The numbers themselves are safe: pages only read."),
            html.P(["If it happens again, tell your administrator this number: ", html.Code(number)]),
            html.Div(
                [
                    dmc.Anchor("Try again", href=place.href, refresh=True, unstyled=True, className="button"),
                    _go("Show the last 30 days", place.at(window=None, as_of=None).href, quiet=True),
                ],
                className="actions",
            ),
        ],
        urgent=True,
    )
