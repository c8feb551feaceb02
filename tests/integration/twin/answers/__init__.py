"""Every KPI of the catalogue, answered slowly."""

from collections.abc import Callable
from datetime import date, timedelta

import attrs

from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.kpi import Kpi
from tests.integration.twin.answers.belief import BELIEF
from tests.integration.twin.answers.evenings import EVENINGS
from tests.integration.twin.answers.hosting import HOSTING
from tests.integration.twin.answers.machine import MACHINE
from tests.integration.twin.answers.people import PEOPLE
from tests.integration.twin.answers.staying import STAYING
from tests.integration.twin.question import Answer, Question

POINTS = {
    "wam": (30, 0.0, 0.5),
    "stickiness": (20, 0.05, 0.4),
    "retention_week_4": (20, 0.05, 0.6),
    "monthly_churn_soft": (15, 0.5, 0.0),
    "monthly_churn_hard": (15, 0.2, 0.0),
}
"""Of the health score: the weight, none of it at the first share, all of it at the second."""

OF_WHAT_WAS_TOLD = ("command_failures", "command_refusals")
"""None of the runs that were told failed: that is known, whoever listened."""


def answered(of: Kpi, asked: Question) -> Answer:
    """What the slow side says of a window: a KPI of so many days reads those that end with it, or with
    the day that has come (one of 30 days a calendar month as it is); silence is not zero, and what has not
    begun is no number."""
    if asked.first >= asked.end:
        return None
    as_it_is = (None, asked.last - asked.first + 1)
    if of.reach not in as_it_is and not (of.reach == 30 and _calendar_month(asked)):
        last = min(asked.last, asked.past.last)
        asked = attrs.evolve(asked, first=last - (of.reach or 0) + 1, last=last)
    found = ANSWERS[of.key](asked)
    silent = found is not None and not found[0] and of.key not in OF_WHAT_WAS_TOLD
    if silent and of.needs and asked.heard(*of.needs) <= 0:
        return None
    return found


def _calendar_month(asked: Question) -> bool:
    first, after = date.fromordinal(asked.first), date.fromordinal(asked.last) + timedelta(days=1)
    return first.day == 1 and after.day == 1 and asked.last - asked.first < 31


def score(asked: Question) -> Answer:
    """Points for what is known; the weight of the rest is shared out, if more than half is known."""
    earned = known = 0.0
    for key, (weight, none, everything) in POINTS.items():
        found = answered(kpi(key), asked)
        if found is not None and found[1]:
            part = (found[0] / found[1] - none) / (everything - none)
            earned, known = earned + weight * min(1.0, max(0.0, part)), known + weight
    return (earned, known / 100) if known > 50 else None


ANSWERS: dict[str, Callable[[Question], Answer]] = {
    **PEOPLE,
    **STAYING,
    **EVENINGS,
    **HOSTING,
    **MACHINE,
    **BELIEF,
    "health_score": score,
}

__all__ = ["ANSWERS", "answered"]
