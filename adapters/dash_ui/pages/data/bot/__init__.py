"""The bot: whether it listens, what it misses, and how far it is with the past."""

from adapters.dash_ui.pages.data.bot.catching_up import catching_up
from adapters.dash_ui.pages.data.bot.conditions import said
from adapters.dash_ui.pages.data.bot.panel import panel

__all__ = ["catching_up", "panel", "said"]
