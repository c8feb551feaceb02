"""A notice: one thing to know about a page before believing its numbers, in plain words."""

from datetime import date
from typing import Any

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.words import day


def notice(words: list[Any], *, name: str, symbol: str = "note") -> html.Div:
    """One thing to know."""
    return html.Div(
        [icon(symbol), html.P(words)], className="notice", role="note", **spelled(data_notice=name)
    )


def nobody_listens(last: date) -> html.Div:
    """The page opened at the guild's last day on record."""
    words = (
        "Nobody is listening to this community right now, so this page opened at its last day on record, "
        f"{day(last, weekday=True)}. What happened since is not known."
    )
    return notice([words], name="last-day", symbol="calendar")


def still_away(why: str) -> html.Div:
    """The database went away while somebody was reading: what they read stays."""
    words = f"{why} These numbers are the last that we could read; they refresh by themselves."
    return notice([words], name="still-away", symbol="away")
