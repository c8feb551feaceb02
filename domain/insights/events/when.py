"""When events were, and how much of each was heard, all at once."""

import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import course
from domain.insights.events.facts import EventFacts
from domain.insights.events.ledger import Ledger
from domain.kernel.instants import day_number, zone


def local_days(facts: EventFacts) -> NDArray[np.int64]:
    """The day number, in the guild's zone, on which each begins."""
    local = zone(facts.settings.time_zone)
    starts = (event.plan.starts_at for event in facts.events)
    return np.array([day_number(at.astimezone(local).date()) for at in starts], dtype=np.int64)


def heard_shares(facts: EventFacts, ledger: Ledger) -> NDArray[np.float64]:
    """The share of each in which somebody listened to voice."""
    starts = np.array([event.window.begins.timestamp() for event in ledger.events], dtype=np.float64)
    closes = np.array([event.window.closes.timestamp() for event in ledger.events], dtype=np.float64)
    ends = np.maximum(starts, np.minimum(closes, facts.now.timestamp()))
    return np.where(ledger.held, course(facts.spans, "voice").shares(starts, ends), 1.0)
