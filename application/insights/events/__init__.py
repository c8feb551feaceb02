"""Questions about events: what is next, what worked, who comes back; and one event in full."""

from application.insights.events.calendars import Calendars
from application.insights.events.gathering import Gathering
from application.insights.events.show_event import ShowEvent
from application.insights.events.show_events import ShowEvents

__all__ = ["Calendars", "Gathering", "ShowEvent", "ShowEvents"]
