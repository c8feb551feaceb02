"""How many come: different people, comings, an average evening and the largest one."""

from typing import Final

import attrs
import numpy as np

from domain.insights.kpis.events.entry import entry
from domain.insights.kpis.events.programme import Evenings, compared, counted
from domain.insights.kpis.kpi import Amount, Definition, Part
from domain.kernel.instants import day_of_number

_SHOWN: Final = 5
"""Of the best attended events so many are named."""


def _attendees(found: Evenings) -> Amount:
    who = found.seen.facts.nobody()
    who[found.who] = True
    return Amount.people(who)


def _comings(found: Evenings) -> Amount:
    return found.came()


def _average(found: Evenings) -> Amount:
    return found.came(of=float(found.count))


def _peak(found: Evenings) -> Amount:
    """Of equals the first."""
    ledger, events = found.ledger, found.programme.facts.events
    crowds = np.bincount(ledger.came_at[found.rows], minlength=ledger.size)
    order = np.lexsort((np.arange(ledger.size), -crowds, ~found.held))[: min(_SHOWN, found.count)].tolist()
    who = found.seen.facts.nobody()
    who[found.who[ledger.came_at[found.rows] == order[0]]] = True
    days = found.programme.day
    parts = [
        Part(
            key=str(events[at].event_id),
            title=f"{events[at].plan.title}, {day_of_number(int(days[at]))}",
            numerator=float(crowds[at]),
        )
        for at in order
    ]
    return attrs.evolve(Amount.people(who), parts=tuple(parts), overlapping=True, sums=False)


def _repeat(found: Evenings) -> Amount:
    times = np.bincount(found.who, minlength=found.seen.facts.size)
    return Amount.people(times > 1, times > 0)


def _first_timers(found: Evenings) -> Amount:
    who, new = found.seen.facts.nobody(), found.seen.facts.nobody()
    who[found.who] = True
    new[found.who[found.ledger.firsts[found.rows]]] = True
    return Amount.people(new, who)


ATTENDANCE: Final = (
    entry(
        key="event_attendees",
        title="People at events",
        question="How many different people came to our events?",
        unit="people",
        grains=("day", "week", "month"),
        source="Insight document 5.2.1",
        definition=Definition(
            version=1,
            sentence="Different people who attended at least one event that began in this time and is over.",
            formula="{numerator:person|different people}",
            compute=counted(_attendees),
        ),
    ),
    entry(
        key="event_comings",
        title="Times somebody came",
        question="How often did somebody come to an event?",
        unit="count",
        grains=("day", "week", "month"),
        source="Insight document 5.2.3",
        definition=Definition(
            version=1,
            sentence="Attendances at the events that began in this time and are over: who came to three of "
            "them counts three times.",
            formula="{numerator:time|times} somebody came",
            compute=counted(_comings),
        ),
    ),
    entry(
        key="event_average",
        title="People at an event",
        question="How many come to an event on average?",
        unit="people",
        source="Insight document 5.2.3",
        definition=Definition(
            version=1,
            sentence="Attendances at the events that began in this time and are over, divided by how many "
            "events these were; an event of which less than half was heard is left out.",
            formula="{numerator:time|times} somebody came / {denominator:event|events}",
            compute=compared(_average),
        ),
    ),
    entry(
        key="event_peak",
        title="People at the largest event",
        question="How many came to our largest event?",
        unit="people",
        source="Insight document 5.2.3",
        definition=Definition(
            version=1,
            sentence="The most people who attended one of the events that began in this time and are over; "
            "an event of which less than half was heard is left out.",
            formula="{numerator:person|people} at the best attended event",
            compute=compared(_peak),
        ),
    ),
    entry(
        key="event_repeat",
        title="Came more than once",
        question="How many of our guests came to several events?",
        unit="share",
        source="Insight document 3.4",
        definition=Definition(
            version=1,
            sentence="Of the people who attended an event that began in this time and is over, those who "
            "attended at least two of them; an event of which less than half was heard is left out.",
            formula="{numerator:person|people} who came at least twice "
            "of {denominator:person|people} who came",
            compute=compared(_repeat),
        ),
    ),
    entry(
        key="event_first_timers",
        title="Came for the first time",
        question="How many of our guests had never come before?",
        unit="share",
        better="neither",
        source="Insight document 5.2",
        definition=Definition(
            version=1,
            sentence="Of the people who attended an event that began in this time and is over, those who had "
            "attended no event before it; an event of which less than half was heard is left out.",
            formula="{numerator:person|people} who came for the first time "
            "of {denominator:person|people} who came",
            compute=compared(_first_timers),
        ),
    ),
)
