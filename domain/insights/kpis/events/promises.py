"""Who keeps their word: those who said that they would come, those who came without a word, and the queue."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.insights.events.columns import GOING, WAITING
from domain.insights.kpis.events.entry import EVENTS, entry
from domain.insights.kpis.events.programme import Evenings, compared, counted, weighed
from domain.insights.kpis.kpi import Amount, Definition

_LEFT_OUT: Final = "an event of which less than half was heard is left out."


def _told(found: Evenings, rows: NDArray[np.intp], of: NDArray[np.intp]) -> Amount:
    """So many answers of so many."""
    return weighed(found.seen.facts, found.ledger.said_no[rows], of=float(len(of)))


def _kept(found: Evenings) -> Amount:
    ledger = found.ledger
    going = found.told[ledger.standing[found.told] == GOING]
    return _told(found, going[ledger.said_came[going]], going)


def _no_shows(found: Evenings) -> Amount:
    ledger = found.ledger
    going = found.told[ledger.standing[found.told] == GOING]
    return _told(found, going[~ledger.said_came[going]], going)


def _invited(found: Evenings) -> Amount:
    return _told(found, found.told[found.ledger.said_came[found.told]], found.told)


def _walk_ins(found: Evenings) -> Amount:
    rows = found.rows[found.ledger.walked_in[found.rows]]
    return weighed(found.seen.facts, found.ledger.came_no[rows], of=float(len(found.rows)))


def _waitlist(found: Evenings) -> Amount:
    standing = found.ledger.standing[found.told]
    return _told(found, found.told[standing == WAITING], found.told[standing >= WAITING])


def _overflow(found: Evenings) -> Amount:
    """Of events as such: groups of people have no queue of their own."""
    ledger, events = found.ledger, found.programme.facts.events
    room = np.array([event.plan.capacity or 0 for event in events], dtype=np.int64)
    limited = found.held & (room > 0)
    full = limited & ((ledger.waiting > 0) | (ledger.came > room))
    return Amount(
        numerator=float(np.count_nonzero(full)),
        denominator=float(np.count_nonzero(limited)),
        caveats=() if limited.any() else ("No event of this time had a limited number of places.",),
    )


PROMISES: Final = (
    entry(
        key="event_rate_rsvp",
        title="Came of those with a place",
        question="Do those who say that they come really come?",
        unit="share",
        source="Insight document 5.2.1: attendance against RSVP",
        definition=Definition(
            version=1,
            sentence="Of all who last said that they would come to an event that began in this time and is "
            f"over, and had a place at it, those who attended it; {_LEFT_OUT}",
            formula="{numerator} who came of {denominator} who had said so",
            compute=compared(_kept),
        ),
    ),
    entry(
        key="event_rate_invited",
        title="Came of those who answered",
        question="How many of those whom the invitation reached came?",
        unit="share",
        source="Insight document 5.2.1: attendance against the list of the invited",
        definition=Definition(
            version=1,
            sentence="Of all who said anything of an event that began in this time and is over (going, "
            "waiting for a place, interested or not coming), those who attended it. Discord keeps no list of "
            f"the invited, so the invited are those who answered; {_LEFT_OUT}",
            formula="{numerator} who came of {denominator} who had answered",
            compute=compared(_invited),
        ),
    ),
    entry(
        key="event_no_shows",
        title="No-shows",
        question="How many take a place and stay away?",
        unit="share",
        better="down",
        source="Insight document 4.1.4",
        definition=Definition(
            version=1,
            sentence="Of all who last said that they would come to an event that began in this time and is "
            f"over, and had a place at it, those who did not attend it; {_LEFT_OUT}",
            formula="{numerator} who stayed away of {denominator} who had said that they come",
            compute=compared(_no_shows),
        ),
    ),
    entry(
        key="event_walk_ins",
        title="Came without a word",
        question="How many come without having said so?",
        unit="share",
        better="neither",
        source="Insight document 3.4",
        definition=Definition(
            version=1,
            sentence="Of all attendances at the events that began in this time and are over, those of people "
            f"who had said nothing of coming, or that they would not; {_LEFT_OUT}",
            formula="{numerator} who had not said so of {denominator} who came",
            compute=compared(_walk_ins),
        ),
    ),
    entry(
        key="event_waitlist",
        title="Left on the waiting list",
        question="How many would have come and found no place?",
        unit="share",
        better="down",
        headline="numerator",
        needs=("events",),
        source="Insight document 5.2.3",
        definition=Definition(
            version=1,
            sentence="Of all who last said that they would come to an event that began in this time and is "
            "over, those for whom it had no place left.",
            formula="{numerator} without a place of {denominator} who wanted one",
            compute=counted(_waitlist, of_voice=False),
        ),
    ),
    entry(
        key="event_overflow",
        title="Events that were too small",
        question="How often is there more demand than room?",
        unit="share",
        better="down",
        by=EVENTS,
        source="Insight document 5.2.3",
        definition=Definition(
            version=1,
            sentence="Of the events with a limited number of places that began in this time and are over, "
            "those for which somebody was still waiting, or to which more people came than had a place.",
            formula="{numerator} too small of {denominator:event|events} with limited places",
            compute=counted(_overflow),
        ),
    ),
)
