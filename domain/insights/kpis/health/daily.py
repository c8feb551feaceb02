"""Who was active on each day, and in the month up to each, shape (days,)."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.known import Mask, acted_on
from domain.insights.kpis.slice import Slice
from domain.kernel.words import counted, is_or_are

_MONTH: Final = 30

Days = NDArray[np.int64]


def averaged(seen: Slice) -> Mask:
    """The days that count in an average: heard at least in part, or something was told of them."""
    first, end = seen.span
    return (seen.heard_days("messages") > 0) | (_of_everyone(seen.facts)[0][_at(seen.facts, first, end)] > 0)


def left_out(days: Mask, why: str) -> tuple[str, ...]:
    """What to say of the days that an average is made without."""
    missing = len(days) - int(np.count_nonzero(days))
    return (
        (f"{missing} of {counted(len(days), 'day')} {is_or_are(missing)} left out: {why}.",)
        if missing
        else ()
    )


def active_by_day(seen: Slice) -> Days:
    """How many people of the group were active on each day of the slice."""
    if seen.group.people is None:
        return _of_everyone(seen.facts)[0][_at(seen.facts, *seen.span)]
    return np.diff(_rows(seen, seen.span)[1])


def month_actives_by_day(seen: Slice) -> Days:
    """How many people of the group were active in the 30 days that end with each day of the slice."""
    if seen.group.people is None:
        return _of_everyone(seen.facts)[1][_at(seen.facts, *seen.span)]
    first, end = seen.span
    who, edges = _rows(seen, (first - _MONTH + 1, end))
    return sliding(who, edges, seen.facts.size, _MONTH)[_MONTH - 1 :]


def sliding(who: NDArray[Any], edges: NDArray[Any], size: int, days: int) -> Days:
    """Different members in the `days` days that end with each day; `who` are the members of day i at
    [edges[i], edges[i + 1]), each at most once a day. One pass: a member counts from a day on which they were
    active until `days` days later, and where that overlaps with the time before, once.
    """
    count = len(edges) - 1
    change = np.zeros(count + days + 1, dtype=np.int64)
    until = np.zeros(size, dtype=np.int64)
    """The day from which on somebody counts no longer."""
    for day in range(count):
        today = who[edges[day] : edges[day + 1]]
        ends = until[today]
        ends = ends[ends > day]
        change[day] += len(today) - len(ends)
        change[day + days] -= len(today)
        change += np.bincount(ends, minlength=len(change))
        until[today] = day + days
    return np.cumsum(change[:count])


def _of_everyone(facts: KpiFacts) -> tuple[Days, Days]:
    """By day and by month up to the day, of every day of the sheet and none around it."""

    def make() -> tuple[Days, Days]:
        first, end = _known(facts)
        by = facts.settings.qualifying
        who, when = acted_on(facts, (first, end), by)
        edges = np.searchsorted(when, np.arange(first, end + 1, dtype=when.dtype))
        return np.append(np.diff(edges), 0), np.append(sliding(who, edges, facts.size, _MONTH), 0)

    return facts.once_for_all(("by day", facts.settings.qualifying), make)


def _known(facts: KpiFacts) -> tuple[int, int]:
    """Day numbers [first, end) that the sheet tells of, and the month after, in which they still count."""
    day = facts.activity["day"]
    return (int(day[0]), int(day[-1]) + _MONTH + 1) if len(day) else (0, 0)


def _at(facts: KpiFacts, first: int, end: int) -> NDArray[np.int64]:
    """Where these days are in the arrays of everyone; the last place, a zero, is of days around them."""
    since, until = _known(facts)
    days = np.arange(first, end)
    return np.where((days >= since) & (days < until), days - since, until - since)


def _rows(seen: Slice, span: tuple[int, int]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Who of the group did something that qualifies on these days, and where each day begins among them."""
    who, when = acted_on(seen.facts, span, seen.facts.settings.qualifying)
    days = np.searchsorted(when, np.arange(span[0], span[1] + 1, dtype=when.dtype))
    if seen.group.people is None:
        return who, days
    kept = np.flatnonzero(seen.group.people[who])  # places: far quicker than to cut out by a mask, twice
    return who[kept], np.searchsorted(kept, days)
