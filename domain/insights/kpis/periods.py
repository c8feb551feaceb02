"""The days, weeks and months of a window: Mondays begin weeks, as ISO 8601 has it."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.insights.kpis.kpi import Grain
from domain.kernel.errors import OverLimit
from domain.kernel.instants import midnight, zone
from domain.kernel.windows import AsOf, Window

MOST = 400
"""Periods that one course may have."""


def period_of(day: date, grain: Grain) -> Window:
    """The whole day, week or month that a day lies in, with its usual name."""
    if grain == "day":
        return Window(first=day, last=day, label=day.isoformat())
    if grain == "week":
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Window(first=first, last=first + timedelta(days=6), label=f"{year}-W{week:02d}")
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Window(first=first, last=last, label=f"{day.year}-{day.month:02d}")


def periods(window: Window, grain: Grain, as_of: AsOf, zone_name: str) -> list[Window]:
    """Every period that the window touches, whole, oldest first; one that is not over is `open`.

    What had not begun at the moment is left out. Raises OverLimit for more than MOST of them.
    """
    found = list(_periods(window, grain, as_of))
    if len(found) > MOST:
        raise OverLimit(f"{len(found)} {grain}s are too many: ask for at most {MOST}, or for a coarser grain")
    tz = zone(zone_name)
    return [
        Window(
            first=one.first,
            last=one.last,
            label=one.label,
            open=midnight(one.last + timedelta(days=1), tz) > as_of.instant,
        )
        for one in found
    ]


def _periods(window: Window, grain: Grain, as_of: AsOf) -> Iterator[Window]:
    day = window.first
    while day <= min(window.last, as_of.last_day):
        found = period_of(day, grain)
        yield found
        day = found.last + timedelta(days=1)
