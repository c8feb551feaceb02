"""Answers "how is this number?": of a window, by groups, and over time."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import attrs

from application.insights.kpis.gathering import KpiGathering
from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.kpi import By, Grain, Kpi
from domain.insights.kpis.periods import periods
from domain.insights.kpis.reading import Reading, read
from domain.kernel.errors import Invalid
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True, eq=False)
class Readings:
    """Several KPIs of one window, each with its reading of the window before; None where there is none."""

    guild: int
    guild_name: str
    window: Window
    time_zone: str
    opened_at_last_day: bool
    last_activity: datetime | None
    now: tuple[Reading, ...]
    before: tuple[Reading | None, ...]


@attrs.frozen(kw_only=True)
class ReadKpis:
    """Read some KPIs of a window."""

    gather: KpiGathering

    async def __call__(
        self,
        guild: int,
        kpis: Sequence[Kpi] = CATALOGUE,
        window_text: str = "30d",
        as_of_text: str | None = None,
    ) -> Readings:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        found = await self.gather(guild, kpis, window_text, as_of_text)
        asked, facts = found.asked, found.facts

        def work() -> tuple[list[Reading], list[Reading | None]]:
            now = [read(one, facts, asked.window) for one in kpis]
            if asked.window.everything:
                return now, [None] * len(now)
            return now, [read(one, facts, asked.window.previous()) for one in kpis]

        now, before = await asyncio.to_thread(work)
        return Readings(
            guild=guild,
            guild_name=asked.known.name,
            window=asked.window,
            time_zone=asked.known.settings.time_zone,
            opened_at_last_day=asked.resting,
            last_activity=asked.known.last_activity,
            now=tuple(now),
            before=tuple(before),
        )


@attrs.frozen(kw_only=True, eq=False)
class KpiCourse:
    """One KPI of a window, and its course by day, week or month."""

    reading: Reading
    before: Reading | None
    grain: Grain
    course: tuple[Reading, ...]


@attrs.frozen(kw_only=True)
class ReadKpi:
    """Read one KPI of a window, taken apart by something, with its course."""

    gather: KpiGathering

    async def __call__(
        self,
        guild: int,
        key: str,
        window_text: str = "90d",
        as_of_text: str | None = None,
        *,
        grain: Grain | None = None,
        by: By | None = None,
    ) -> KpiCourse:
        """Raises NotFound for an unknown guild or KPI, Invalid for a grain or group it is not read by."""
        one = kpi(key)
        if by is not None and by not in one.by:
            raise Invalid(f"{key} is not taken apart by {by}: choose {' or '.join(one.by) or 'nothing'}")
        if grain is not None and grain not in one.grains:
            raise Invalid(f"{key} is not read by {grain}: choose {' or '.join(one.grains)}")
        found = await self.gather(guild, [one], window_text, as_of_text)
        asked, facts = found.asked, found.facts
        by_grain = grain or one.grains[0]

        def work() -> KpiCourse:
            zone_name = facts.settings.time_zone
            before = None if asked.window.everything else read(one, facts, asked.window.previous())
            found = periods(asked.window, by_grain, asked.as_of, zone_name)
            return KpiCourse(
                reading=read(one, facts, asked.window, by=by),
                before=before,
                grain=by_grain,
                course=tuple(read(one, facts, period) for period in found),
            )

        return await asyncio.to_thread(work)
