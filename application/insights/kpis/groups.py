"""Answers "of whom can this number be read?": the groups that a KPI can be filtered by."""

import asyncio

import attrs

from application.insights.kpis.gathering import Gathered, KpiGathering
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.groups import groups
from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.reading import reach
from domain.insights.kpis.slice import Group, Slice


@attrs.frozen(kw_only=True)
class ListGroups:
    """List the groups of every kind that a KPI is read by, as they are in a window."""

    gather: KpiGathering

    async def __call__(
        self, guild: int, key: str, window_text: str = "30d", as_of_text: str | None = None
    ) -> tuple[Group, ...]:
        """Raises NotFound for an unknown guild or KPI, Invalid for a wrong window."""
        one = kpi(key, self.gather.kpis)
        found = await self.gather(
            guild,
            [one],
            window_text,
            as_of_text,
            apart=one.by,
            channels_in=lambda asked: [reach(one, asked.window, asked.as_of)],
        )
        return await asyncio.to_thread(_groups, one, found)


def _groups(one: Kpi, found: Gathered) -> tuple[Group, ...]:
    window = reach(one, found.asked.window, found.asked.as_of)
    seen = Slice(facts=found.facts, window=window, from_start=one.from_start)
    return tuple(each for by in one.by for each in groups(seen, by)[0])
