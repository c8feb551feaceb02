"""Events: what is next, what worked, and who comes back."""

from adapters.dash_ui.pages.events.page import EVENTS

__all__ = ["EVENTS"]
