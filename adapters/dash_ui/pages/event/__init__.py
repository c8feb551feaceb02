"""One event: who said so, who came, when they were there, and who comes back."""

from adapters.dash_ui.pages.event.page import EVENT

__all__ = ["EVENT"]
