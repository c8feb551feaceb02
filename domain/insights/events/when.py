"""When events were, and how much of each was heard, all at once."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import course
from domain.community.events.event import Event
from domain.insights.events.facts import EventFacts
from domain.insights.events.ledger import Ledger
from domain.kernel.instants import day_number, zone


def local_days(facts: EventFacts) -> NDArray[np.int64]:
    """The day number, in the guild's zone, on which each begins."""
    if facts.days is not None:
        return facts.days
    return days_of(facts.events, facts.settings.time_zone)


def days_of(events: Iterable[Event], zone_name: str) -> NDArray[np.int64]:
    """The day number, in that zone, on which each begins."""
    local = zone(zone_name)
    starts = (event.begins for event in events)
    return np.array([day_number(at.astimezone(local).date()) for at in starts], dtype=np.int64)


def heard_shares(facts: EventFacts, ledger: Ledger) -> NDArray[np.float64]:
    """The share of each in which somebody listened to voice."""
    starts, closes = ledger.times
    ends = np.maximum(starts, np.minimum(closes, facts.now.timestamp()))
    return np.where(ledger.held, course(facts.spans, "voice").shares(starts, ends), 1.0)
