"""Who was active on each day, and in the month up to each, shape (days,)."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.known import Mask, acting
from domain.insights.kpis.slice import Slice

_MONTH: Final = 30

Days = NDArray[np.int64]


def averaged(seen: Slice) -> Mask:
    """The days that count in an average: heard at least in part, or something was told of them."""
    first, end = seen.span
    return (seen.heard_days("messages") > 0) | (_of_everyone(seen.facts)[0][_at(seen.facts, first, end)] > 0)


def left_out(days: Mask, why: str) -> tuple[str, ...]:
    """What to say of the days that an average is made without."""
    missing = len(days) - int(np.count_nonzero(days))
    return (f"{missing} of {len(days)} days are left out: {why}.",) if missing else ()


def active_by_day(seen: Slice) -> Days:
    """How many people of the group were active on each day of the slice."""
    if seen.group.people is None:
        return _of_everyone(seen.facts)[0][_at(seen.facts, *seen.span)]
    who, edges = _rows(seen, seen.span)
    return _runs(seen.group.people[who].astype(np.int64), edges)


def month_actives_by_day(seen: Slice) -> Days:
    """How many people of the group were active in the 30 days that end with each day of the slice."""
    if seen.group.people is None:
        return _of_everyone(seen.facts)[1][_at(seen.facts, *seen.span)]
    first, end = seen.span
    who, edges = _rows(seen, (first - _MONTH + 1, end))
    kept = seen.group.people[who]
    edges = np.concatenate(([0], np.cumsum(kept)))[edges]
    return sliding(who[kept], edges, seen.facts.size, _MONTH)[_MONTH - 1 :]


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
        sheet, mask = facts.activity, acting(facts, facts.settings.qualifying)
        first, end = _known(facts)
        edges = np.concatenate(([0], np.cumsum(mask)))[sheet.edges(np.arange(first, end + 1))]
        months = sliding(sheet["member_no"][mask], edges, facts.size, _MONTH)
        return np.append(np.diff(edges), 0), np.append(months, 0)

    return facts.once(("by day", facts.settings.qualifying), make)


def _known(facts: KpiFacts) -> tuple[int, int]:
    """Day numbers [first, end) that the sheet tells of, and the month after, in which they still count."""
    day = facts.activity["day"]
    return (int(day[0]), int(day[-1]) + _MONTH + 1) if len(day) else (0, 0)


def _at(facts: KpiFacts, first: int, end: int) -> NDArray[np.int64]:
    """Where these days are in the arrays of everyone; the last place, a zero, is of days around them."""
    since, until = _known(facts)
    days = np.arange(first, end)
    return np.where((days >= since) & (days < until), days - since, until - since)


def _rows(seen: Slice, span: tuple[int, int]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The members of the rows that count on these days, and where each day begins among them."""
    facts = seen.facts
    mask = acting(facts, facts.settings.qualifying)
    edges = facts.activity.edges(np.arange(span[0], span[1] + 1))
    low, high = int(edges[0]), int(edges[-1])
    inside = mask[low:high]
    return facts.activity["member_no"][low:high][inside], np.concatenate(([0], np.cumsum(inside)))[
        edges - low
    ]


def _runs(amount: NDArray[np.int64], edges: NDArray[Any]) -> Days:
    """Sums of runs, also of empty ones."""
    sums: Days = np.diff(np.concatenate(([0], np.cumsum(amount)))[edges])
    return sums
