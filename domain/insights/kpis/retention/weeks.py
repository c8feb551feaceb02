"""Weeks as numbers: Monday begins one, as ISO 8601 has it, and the Monday of 1969-12-29 began number 0."""

from collections.abc import Iterable
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import Family
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.periods import period_of
from domain.kernel.instants import day_of_number, midnight, zone
from domain.kernel.windows import Window

_MONDAY = 3
"""Day number 0 was a Thursday."""


def week_of(day: int) -> int:
    """The week of a day number."""
    return (day + _MONDAY) // 7


def weeks_of(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The week of each day number."""
    found: NDArray[np.int64] = (days + _MONDAY) // 7
    return found


def span_of(week: int) -> tuple[int, int]:
    """The day numbers of a week, half-open."""
    return 7 * week - _MONDAY, 7 * (week + 1) - _MONDAY


def window_of(week: int) -> Window:
    """The days of a week, with its usual name."""
    return period_of(day_of_number(span_of(week)[0]), "week")


def begun(facts: KpiFacts, week: int) -> bool:
    """Whether it had begun at the moment."""
    return day_of_number(span_of(week)[0]) <= facts.as_of.last_day


def over(facts: KpiFacts, week: int) -> bool:
    """Whether it was over at the moment: else it is open, and more may come."""
    next_monday = day_of_number(span_of(week)[1])
    return midnight(next_monday, zone(facts.settings.time_zone)) <= facts.as_of.instant


def heard(facts: KpiFacts, family: Family, weeks: Iterable[int]) -> NDArray[np.float64]:
    """The share of each week that was heard, as far as it had come: shape (weeks,), 0 to 1."""
    return np.array([_heard(facts, family, week) for week in weeks], dtype=np.float64)


def _heard(facts: KpiFacts, family: Family, week: int) -> float:
    def make() -> float:
        start, end = window_of(week).instants(facts.settings.time_zone)
        known = min(end, max(start, datetime.fromtimestamp(facts.until, UTC)))
        return facts.heard(family).coverage(start, known).share

    return facts.once(("week heard", family, week), make)
