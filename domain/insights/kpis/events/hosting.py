"""On whom events lie: how many each host holds, and how many hours people spend at them."""

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.insights.kpis.events.entry import entry
from domain.insights.kpis.events.programme import Evenings, counted, weighed
from domain.insights.kpis.kpi import Amount, Definition, Part
from domain.kernel.words import agreeing

_NOBODY: Final = "Of none of these events it is known who hosted it."
_NAMED: Final = 20
"""Hosts that have a line of their own."""


def _hosts(found: Evenings) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The event and the member number of each hosting by somebody of the group."""
    events, people = found.programme.facts.events, found.seen.group.people
    pairs = [(at, one) for at in np.flatnonzero(found.held).tolist() for one in events[at].plan.hosts]
    known = [
        (at, one) for at, one in pairs if one < found.seen.facts.size and (people is None or people[one])
    ]
    at, who = zip(*known, strict=True) if known else ((), ())
    return np.array(at, dtype=np.int64), np.array(who, dtype=np.int32)


def _hours(found: Evenings) -> Amount:
    return found.came(found.ledger.seconds[found.rows] / 3600)


def _load(found: Evenings) -> Amount:
    at, who = _hosts(found)
    return _by_host(found, who, np.ones(len(at)))


def _host_hours(found: Evenings) -> Amount:
    at, who = _hosts(found)
    return _by_host(found, who, found.programme.hours[at])


def _by_host(found: Evenings, who: NDArray[np.int32], much: NDArray[np.float64]) -> Amount:
    """So much on so many hosts; who carries most has a line of their own."""
    if not len(who):
        return attrs.evolve(weighed(found.seen.facts, who, of=0.0), caveats=(_NOBODY,))
    amount = weighed(found.seen.facts, who, much, of=float(len(np.unique(who))))
    sums = np.bincount(who, weights=much)
    hosts = np.unique(who)
    order = hosts[np.lexsort((hosts, -sums[hosts]))].tolist()
    parts = [
        Part(
            key=str(number),
            title=found.programme.facts.person(number).name,
            numerator=float(sums[number]),
        )
        for number in order[:_NAMED]
    ]
    if rest := order[_NAMED:]:
        parts.append(
            Part(key="others", title=agreeing(str(len(rest)), "more host"), numerator=float(sums[rest].sum()))
        )
    who_hosts = found.seen.facts.nobody()
    who_hosts[hosts] = True
    return attrs.evolve(amount, who=who_hosts, parts=tuple(parts))


HOSTING: Final = (
    entry(
        key="event_hours",
        title="Hours at events",
        question="How much time do people spend at our events?",
        unit="hours",
        grains=("day", "week", "month"),
        source="Insight document 5.2.5: attendee-hours",
        definition=Definition(
            version=1,
            sentence="Hours that attendees spent in the voice channels of the events that began in this time "
            "and are over, within the time that counts for each, all attendees together.",
            formula="{numerator:hour|hours}",
            compute=counted(_hours),
        ),
    ),
    entry(
        key="host_load",
        title="Events for each host",
        question="How many events lie on one host?",
        unit="count",
        better="neither",
        needs=("events",),
        by=("event_type", "series", "segment", "tier", "role"),
        source="Insight document 5.2.5",
        definition=Definition(
            version=1,
            sentence="Events that began in this time and are over, each counted once for every host that is "
            "named for it, divided by the people who hosted at least one.",
            formula="{numerator:time|times} somebody hosted / {denominator:host|hosts}",
            compute=counted(_load, of_voice=False),
        ),
    ),
    entry(
        key="host_hours",
        title="Guests' hours for each host",
        question="How many hours of people do our hosts carry?",
        unit="hours",
        better="neither",
        by=("event_type", "series", "segment", "tier", "role"),
        source="Insight document 5.2.5",
        definition=Definition(
            version=1,
            sentence="Hours that attendees spent at the events that began in this time and are over, each "
            "event counted once for every host that is named for it, divided by the people who hosted at "
            "least one.",
            formula="{numerator:hour|hours} of guests / {denominator:host|hosts}",
            compute=counted(_host_hours),
        ),
    ),
)
