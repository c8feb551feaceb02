"""A notice: one thing to know about a page before believing its numbers, in plain words."""

from typing import Any

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon


def notice(words: list[Any], *, name: str, symbol: str = "note") -> html.Div:
    """One thing to know."""
    return html.Div(
        [icon(symbol), html.P(words)], className="notice", role="note", **spelled(data_notice=name)
    )


def still_away(why: str) -> html.Div:
    """The database went away while somebody was reading: what they read stays."""
    words = f"{why} These numbers are the last that we could read; they refresh by themselves."
    return notice([words], name="still-away", symbol="away")
