"""How much of the server comes to events, and how many were held."""

from typing import Final

import attrs
import numpy as np

from domain.insights.kpis.events.entry import EVENTS, entry
from domain.insights.kpis.events.programme import UNKNOWN, Evenings, compared, counted, programme, weighed
from domain.insights.kpis.health.shares import LIST_UNKNOWN, list_known
from domain.insights.kpis.kpi import Amount, Definition
from domain.insights.kpis.slice import Slice


def _reach(found: Evenings) -> Amount:
    seen, who = found.seen, found.seen.facts.nobody()
    who[found.who] = True
    here = who & seen.members()
    if list_known(seen):
        return Amount.people(here, seen.everybody())
    return attrs.evolve(Amount.people(here), caveats=(LIST_UNKNOWN,))


def _of_the_server(found: Evenings) -> Amount:
    seen = found.seen
    who = found.who[seen.members()[found.who]]
    if not list_known(seen):
        return attrs.evolve(weighed(seen.facts, who), caveats=(LIST_UNKNOWN,))
    return weighed(seen.facts, who, of=float(found.count * np.count_nonzero(seen.everybody())))


def _held(found: Evenings) -> Amount:
    return Amount(numerator=float(found.count))


def _called_off(seen: Slice) -> Amount:
    calendar = programme(seen.facts)
    if calendar is None:
        return Amount.nothing(UNKNOWN)
    inside = calendar.within(seen.span)
    if seen.group.events is not None:
        inside &= seen.group.events
    off = float(np.count_nonzero(inside & calendar.called_off))
    return Amount(numerator=off, denominator=off + float(np.count_nonzero(inside & calendar.over)))


REACH: Final = (
    entry(
        key="events_held",
        title="Events held",
        question="How many events did we hold?",
        unit="count",
        needs=("events",),
        by=EVENTS,
        source="Insight document 5.2.5",
        definition=Definition(
            version=1,
            sentence="Events that began in this time and are over; one that was called off was not held.",
            formula="{numerator:event|events}",
            compute=counted(_held, of_voice=False),
        ),
    ),
    entry(
        key="events_called_off",
        title="Events called off",
        question="How much of what we announce do we call off?",
        unit="share",
        better="down",
        needs=("events",),
        by=EVENTS,
        source="Insight document 3.3",
        definition=Definition(
            version=1,
            sentence="Of the events that were to begin in this time and are over or were called off, those "
            "that were called off.",
            formula="{numerator} called off of {denominator:event|events}",
            compute=_called_off,
        ),
    ),
    entry(
        key="event_reach",
        title="Members who came to an event",
        question="How much of our server do events reach?",
        unit="share",
        headline="numerator",
        source="Insight document 5.2.1: attendance against the size of the server",
        definition=Definition(
            version=1,
            sentence="Members at the end of this time who attended an event that began in it and is over, "
            "and their share of all members then; an event of which less than half was heard is left out.",
            formula="{numerator:member|members} who came of {denominator:member|members}",
            compute=compared(_reach),
        ),
    ),
    entry(
        key="event_rate_members",
        title="Share of the server at an event",
        question="Which part of our server comes to an event on average?",
        unit="share",
        source="Insight document 5.2.1: attendance against the size of the server",
        definition=Definition(
            version=1,
            sentence="Attendances by those who are members at the end of this time, at the events that began "
            "in it and are over, divided by how many attendances it would be if all these members had "
            "come to all of them; an event of which less than half was heard is left out.",
            formula="{numerator:time|times} a member came of {denominator} if all had always come",
            compute=compared(_of_the_server),
        ),
    ),
)
