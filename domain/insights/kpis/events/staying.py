"""How long they stay."""

from typing import Final

from domain.insights.kpis.events.entry import entry
from domain.insights.kpis.events.programme import Evenings, compared, weighed
from domain.insights.kpis.kpi import Amount, Definition


def _time(found: Evenings) -> Amount:
    return found.came(found.ledger.seconds[found.rows] / 60, of=float(len(found.rows)))


def _left_early(found: Evenings) -> Amount:
    rows = found.rows[found.ledger.left_early[found.rows]]
    return weighed(found.seen.facts, found.ledger.came_no[rows], of=float(len(found.rows)))


STAYING: Final = (
    entry(
        key="event_time",
        title="Time at an event",
        question="How long does somebody stay who comes?",
        unit="minutes",
        source="Insight document 5.2.4",
        definition=Definition(
            version=1,
            sentence="Minutes that attendees spent in the voice channels of the events that began in this "
            "time and are over, within the time that counts for each, divided by the attendances; an event "
            "of which less than half was heard is left out.",
            formula="{numerator:minute|minutes} / {denominator:time|times} somebody came",
            compute=compared(_time),
        ),
    ),
    entry(
        key="event_left_early",
        title="Left early",
        question="How many go before it is over?",
        unit="share",
        better="down",
        source="Insight document 3.4",
        definition=Definition(
            version=1,
            sentence="Of all attendances at the events that began in this time and are over, those of people "
            "who were gone before the last quarter of the event, counted from its start; an event of which "
            "less than half was heard is left out.",
            formula="{numerator:time|times} somebody left early of {denominator:time|times} somebody came",
            compute=compared(_left_early),
        ),
    ),
)
