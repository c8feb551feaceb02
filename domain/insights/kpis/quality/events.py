"""Is what we know of events complete: when they began and ended, and who was there."""

from typing import Final

import numpy as np

from domain.insights.kpis.events.programme import NO_EVENT, UNKNOWN, Programme, programme
from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount, By, Definition
from domain.insights.kpis.quality.entry import entry
from domain.insights.kpis.slice import Slice

_EVENTS: Final[tuple[By, ...]] = ("event_type", "series", "host")


def _times(seen: Slice) -> Amount:
    calendar = programme(seen.facts)
    if calendar is None:
        return Amount.nothing(UNKNOWN)
    timed, due = _timed(calendar), _due(calendar)
    return _share(seen, calendar, timed, calendar.over | due, ())


def _records(seen: Slice) -> Amount:
    calendar = programme(seen.facts)
    if calendar is None:
        return Amount.nothing(UNKNOWN)
    ledger, facts = calendar.ledger, calendar.facts
    some = np.bincount(ledger.came_at, minlength=ledger.size) > 0
    chosen = _of(seen, calendar, calendar.over & ~some)
    elsewhere = np.array([window is None for window in facts.windows], dtype=np.bool_)
    unheard = ~elsewhere & ~calendar.measured
    caveats = tuple(
        words.format(count)
        for words, which in (
            ("{} took place where nobody can be heard.", elsewhere),
            ("{} ran while hardly anybody listened.", unheard),
        )
        if (count := int(np.count_nonzero(chosen & which)))
    )
    return _share(seen, calendar, some, calendar.over, caveats)


def _share(seen: Slice, calendar: Programme, good: Mask, of: Mask, caveats: tuple[str, ...]) -> Amount:
    chosen = _of(seen, calendar, of)
    if not chosen.any():
        return Amount.nothing(NO_EVENT)
    return Amount(
        numerator=float(np.count_nonzero(chosen & good)),
        denominator=float(np.count_nonzero(chosen)),
        caveats=caveats,
    )


def _of(seen: Slice, calendar: Programme, events: Mask) -> Mask:
    chosen = events & calendar.within(seen.span)
    return chosen if seen.group.events is None else chosen & seen.group.events


def _timed(calendar: Programme) -> Mask:
    """Those that end after they began."""
    found = []
    for event in calendar.facts.events:
        began, ended = event.begins, event.ended_at or event.plan.ends_at
        found.append(ended is not None and ended > began)
    return calendar.over & np.array(found, dtype=np.bool_)


def _due(calendar: Programme) -> Mask:
    """Those that should have begun, of which nobody said that they did, nor planned when they end."""
    phases = [event.phase for event in calendar.ledger.events]
    events = calendar.facts.events
    return np.array(
        [phase == "due" and event.plan.ends_at is None for phase, event in zip(phases, events, strict=True)],
        dtype=np.bool_,
    )


EVENTS: Final = (
    entry(
        key="event_times_known",
        title="Events with a start and an end",
        question="Do we know when our events began and ended?",
        unit="share",
        better="up",
        facts=("events", "activity", "members"),
        by=_EVENTS,
        source="Insight document 5.4.2",
        definition=Definition(
            version=1,
            sentence="Of the events that were to begin in this time, were not called off and are over, those "
            "that ended after they began. One that nobody started, and that has no planned end, lacks them.",
            formula="{numerator:event|events} with both times of {denominator:event|events}",
            compute=_times,
        ),
    ),
    entry(
        key="event_records",
        title="Events with a record of who came",
        question="Of how many events do we know who came?",
        unit="share",
        better="up",
        facts=("events", "activity", "members"),
        by=_EVENTS,
        source="Insight document 5.4.2",
        definition=Definition(
            version=1,
            sentence="Of the events that began in this time and are over, those with at least one person on "
            "record who attended.",
            formula="{numerator:event|events} with a record of {denominator:event|events}",
            compute=_records,
        ),
    ),
)
