"""Answers "do they stay?": the retention triangle of a guild, by how people began."""

import asyncio

import attrs

from application.insights.kpis.gathering import KpiGathering
from domain.insights.kpis.asked.heading import Heading
from domain.insights.kpis.retention import COHORTS, RETENTION, CohortKind, Mode, Triangle, triangle
from domain.kernel.errors import Invalid

_BY_EVENT = attrs.evolve(RETENTION[0], facts=("activity", "members", "events"))


@attrs.frozen(kw_only=True, eq=False)
class Retention(Heading):
    """Who began in a window, and how many of them were active weeks later."""

    triangle: Triangle


@attrs.frozen(kw_only=True)
class ShowRetention:
    """Read the retention triangle of whoever began in a window."""

    gather: KpiGathering

    async def __call__(
        self,
        guild: int,
        window_text: str = "182d",
        as_of_text: str | None = None,
        *,
        cohorts: CohortKind = "join",
        mode: Mode = "on",
    ) -> Retention:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        if cohorts not in COHORTS:
            raise Invalid(f"there are no cohorts by {cohorts!r}: choose {', '.join(COHORTS)}")
        if mode not in ("on", "on_or_after"):
            raise Invalid(f"retention is counted on or on_or_after a week, not {mode!r}")
        needed = RETENTION[0] if cohorts in ("join", "invite") else _BY_EVENT
        found = await self.gather(guild, [needed], window_text, as_of_text)
        told = await asyncio.to_thread(triangle, found.facts, found.asked.window, cohorts, mode)
        return Retention(**found.asked.heading.told, triangle=told)
