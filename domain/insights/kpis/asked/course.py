"""The course of a KPI: by day, week or month, and beside it the line as it was by what held before."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import attrs

from domain.insights.kpis.asked.changed import Changed
from domain.insights.kpis.asked.only import Only, group_of
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import Definition, Grain, Kpi
from domain.insights.kpis.periods import period_of, periods
from domain.insights.kpis.reading import Reading, read
from domain.kernel.windows import Window

LEAST = 12
"""Periods that a course shows, also of a shorter window: three points are no course."""

MANY = 60
"""More periods than so many are read better by the next coarser grain."""

_DAYS: dict[Grain, int] = {"day": 1, "week": 7, "month": 30}


Known = Callable[[Kpi, Window], Reading]
"""Reads one period of a KPI."""


@attrs.frozen(kw_only=True, eq=False)
class OldLine:
    """The same course by what held before: an earlier definition, or the settings until some day."""

    title: str
    why: str
    readings: tuple[Reading, ...]
    since: date | None = None
    """The day from which on the new holds, where there is one."""


@attrs.frozen(kw_only=True, eq=False)
class Under:
    """The facts as they are read by the settings before a change."""

    changed: Changed
    facts: KpiFacts


@attrs.frozen(kw_only=True, eq=False)
class Course:
    """The readings of each period, oldest first; one that is not over is open."""

    grain: Grain
    readings: tuple[Reading, ...]
    beside: tuple[OldLine, ...] = ()


def fitting_grain(kpi: Kpi, window: Window) -> Grain:
    """The finest of the KPI's grains in which the window has not too many periods, else its coarsest."""
    finest = [grain for grain in kpi.grains if window.days / _DAYS[grain] <= MANY]
    if window.days > 2 * _DAYS["week"] and "week" in finest:
        finest = [grain for grain in finest if grain != "day"]
    return finest[0] if finest else kpi.grains[-1]


def stretched(window: Window, grain: Grain, since: date | None) -> Window:
    """The window, begun so much earlier that it has LEAST periods, but not before the first day on record."""
    first = period_of(window.last, grain).first
    for _ in range(LEAST - 1):
        first = period_of(first - timedelta(days=1), grain).first
    earliest = period_of(since, grain).first if since is not None else window.first
    return attrs.evolve(window, first=min(window.first, max(first, earliest)))


def course(
    kpi: Kpi,
    facts: KpiFacts,
    window: Window,
    grain: Grain,
    only: Only | None = None,
    under: Sequence[Under] = (),
    known: Known | None = None,
) -> Course:
    """The course of a window, with the lines of what held before beside it: by the settings until each
    change, and by the definition before this one. `known` tells periods of everybody, perhaps from memory.
    """
    shown = periods(window, grain, facts.as_of, facts.settings.time_zone)
    if known is None or only is not None:
        readings = line(kpi, facts, shown, only)
    else:
        readings = tuple(known(kpi, one) for one in shown)
    return Course(
        grain=grain,
        readings=readings,
        beside=(
            *(_by_old_settings(kpi, one, shown, only) for one in under),
            *(_by_old_definition(kpi, one, facts, shown, only) for one in kpi.earlier[-1:]),
        ),
    )


def _by_old_settings(kpi: Kpi, under: Under, shown: Sequence[Window], only: Only | None) -> OldLine:
    day = under.changed.day
    return OldLine(
        title=f"By the settings until {day.day} {day:%b %Y}",
        why=under.changed.said,
        readings=line(kpi, under.facts, shown, only),
        since=day,
    )


def _by_old_definition(
    kpi: Kpi, earlier: Definition, facts: KpiFacts, shown: Sequence[Window], only: Only | None
) -> OldLine:
    return OldLine(
        title=f"By version {earlier.version} of the definition",
        why=f"Version {kpi.version} of the definition holds. Before, it was: {earlier.sentence}",
        readings=line(kpi, facts, shown, only, version=earlier.version),
    )


def line(
    kpi: Kpi, facts: KpiFacts, shown: Sequence[Window], only: Only | None, *, version: int | None = None
) -> tuple[Reading, ...]:
    """One reading of each period."""
    return tuple(
        read(kpi, facts, one, group=group_of(only, kpi, facts, one), version=version) for one in shown
    )
