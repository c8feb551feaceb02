"""How channels, hours and days of the last weeks read."""

from datetime import date
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.people import called
from domain.community.fold import HOURS_OF_EIGHTH

_DISCORD: Final = "https://discord.com/channels"


def channel_words(channel: int, name: str | None) -> str:
    """The name of a channel; without one its id, as on every other page."""
    return name or f"channel {channel}"


def channel_name(channel: int, name: str | None) -> list[Any]:
    """The name of a channel with its mark."""
    return [
        html.Span("#", className="hash", **spelled(aria_hidden="true")),
        called(channel_words(channel, name)),
    ]


def discord_link(guild: int, channel: int, name: str | None) -> html.A:
    """The channel in Discord; nothing of it is fetched before somebody clicks."""
    return html.A(
        ["Open in Discord", icon("outside")],
        href=f"{_DISCORD}/{guild}/{channel}",
        target="_blank",
        rel="noopener noreferrer",
        className="to-discord",
        **spelled(aria_label=f"Open #{channel_words(channel, name)} in Discord, in a new tab"),
    )


def hours_words(start: int, length: int) -> str:
    """ "18:00-21:00"."""
    return f"{start:02d}:00\u2013{(start + length) % 24:02d}:00"


def eighth_words(eighth: int) -> str:
    """The hours of an eighth of the day."""
    return hours_words(eighth * HOURS_OF_EIGHTH, HOURS_OF_EIGHTH)


def short_day(at: date) -> str:
    """ "Sat 14 Mar": of the last weeks nobody needs the year."""
    return f"{at:%a} {at.day} {at:%b}"
