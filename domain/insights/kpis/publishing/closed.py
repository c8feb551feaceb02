"""Which periods are closed, and so can be published."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

import attrs

from domain.insights.kpis.kpi import GRAINS, By, Grain, Kpi
from domain.insights.kpis.periods import period_of
from domain.kernel.instants import midnight, zone
from domain.kernel.windows import AsOf, Window

GROUPED: Final[frozenset[By]] = frozenset({"segment", "tier", "event_type", "platform", "command"})
"""What published rows are taken apart by: a short list that names nobody. Roles, channels, series and hosts
are many, and can be asked for by everyone who may see them."""


@attrs.frozen(kw_only=True)
class PublishingRules:
    """How far back is published: at most so many periods of each grain, so that rows stay few."""

    days: int = 400
    weeks: int = 160
    months: int = 120
    grouped: tuple[Grain, ...] = ("week", "month")
    """By which grains rows are taken apart: a day has few people in each part, and would be the most rows."""

    def most(self, grain: Grain) -> int:
        """How many closed periods of a grain are published."""
        return {"day": self.days, "week": self.weeks, "month": self.months}[grain]


class Period(NamedTuple):
    """A closed day, week or month."""

    grain: Grain
    window: Window


def closed_periods(
    first_day: date | None, as_of: AsOf, zone_name: str, rules: PublishingRules | None = None
) -> list[Period]:
    """Every period that is over, the newest first; none before the first day on record."""
    if first_day is None:
        return []
    found = [
        Period(grain, window)
        for grain in GRAINS
        for window in _closed(first_day, as_of, zone_name, grain, (rules or PublishingRules()).most(grain))
    ]
    return sorted(found, key=lambda one: one.window.last, reverse=True)


def _closed(first_day: date, as_of: AsOf, zone_name: str, grain: Grain, most: int) -> Iterator[Window]:
    tz = zone(zone_name)
    window = period_of(as_of.last_day, grain)
    if midnight(window.last + timedelta(days=1), tz) > as_of.instant:
        window = period_of(window.first - timedelta(days=1), grain)
    while window.last >= first_day and most:
        yield window
        window, most = period_of(window.first - timedelta(days=1), grain), most - 1


def groups_published(kpi: Kpi, grain: Grain, rules: PublishingRules | None = None) -> tuple[By, ...]:
    """What the rows of a KPI are taken apart by in a grain."""
    if grain not in (rules or PublishingRules()).grouped:
        return ()
    return tuple(by for by in kpi.by if by in GROUPED)
