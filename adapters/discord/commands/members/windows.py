"""The times that can be asked for, in words."""

from typing import Final

from discord.app_commands import Choice

WINDOWS: Final = [
    Choice(name="the last 7 days", value="7d"),
    Choice(name="the last 30 days", value="30d"),
    Choice(name="the last 90 days", value="90d"),
    Choice(name="all of the time", value="all"),
]
USUAL: Final = "30d"
