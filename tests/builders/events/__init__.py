"""Events for tests: a game night an hour after the beginning of time."""

from datetime import datetime
from typing import Any

from domain.community.events.event import Event
from domain.community.events.plan import FIELDS, Plan
from tests.builders.activities import HOUR, TIME_ZERO

VOICE_CHANNEL = 31


def a_plan(starts_at: datetime = TIME_ZERO + HOUR, **wishes: Any) -> Plan:
    """Two hours in one voice channel."""
    usual = {"title": "Game night", "channels": (VOICE_CHANNEL,), "ends_at": starts_at + 2 * HOUR}
    return Plan(starts_at=starts_at, **(usual | wishes))


def an_event(event_id: int = 1, **wishes: Any) -> Event:
    """An event; wishes for its plan and for itself."""
    planned = {name: wishes.pop(name) for name in FIELDS if name in wishes}
    return Event(event_id=event_id, plan=a_plan(**planned), **wishes)
