"""Channels: where it is alive, who writes there, and whom nobody answered."""

from adapters.dash_ui.pages.channels.page import CHANNELS

__all__ = ["CHANNELS"]
