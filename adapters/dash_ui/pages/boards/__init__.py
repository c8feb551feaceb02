"""Pages of KPIs: Health, Events insight and Platform; each is a loop over the catalogue."""

from adapters.dash_ui.pages.boards.events_insight import EVENTS_INSIGHT
from adapters.dash_ui.pages.boards.health import HEALTH
from adapters.dash_ui.pages.boards.platform import PLATFORM

__all__ = ["EVENTS_INSIGHT", "HEALTH", "PLATFORM"]
