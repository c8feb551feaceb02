"""Answers "how are we doing?" for a page: its KPIs, each with the window before and its course."""

import asyncio
from collections.abc import Sequence

import attrs

from application.insights.kpis.courses import Courses, Past
from application.insights.kpis.gathering import Gathered, KpiGathering
from domain.insights.kpis.board import Board, line_of, spans_of, taken_apart
from domain.insights.kpis.catalogue import of_audience
from domain.insights.kpis.kpi import Audience, By, Kpi

Apart = Sequence[tuple[str, By]]


@attrs.frozen(kw_only=True)
class ShowBoard:
    """Read the KPIs of an audience."""

    gather: KpiGathering
    courses: Courses

    async def __call__(
        self,
        guild: int,
        audience: Audience,
        window_text: str = "30d",
        as_of_text: str | None = None,
        apart: Apart = (),
    ) -> Board:
        """`apart` names KPIs that are taken apart as well. Raises as every question of a guild does."""
        kpis = of_audience(audience)
        past = await self.courses.past(guild)
        found = await self.gather(guild, kpis, window_text, as_of_text)
        return await asyncio.to_thread(self._board, kpis, found, past, apart)

    def _board(self, kpis: Sequence[Kpi], found: Gathered, past: Past, apart: Apart) -> Board:
        asked, facts = found.asked, found.facts
        told = past.of(facts)
        spans, grain = spans_of(asked.window, facts)

        return Board(
            guild=facts.guild,
            guild_name=asked.known.name,
            window=asked.window,
            as_of=asked.as_of,
            time_zone=facts.settings.time_zone,
            opened_at_last_day=asked.resting,
            last_activity=asked.known.last_activity,
            grain=grain,
            lines=tuple(line_of(kpi, facts, asked.window, spans, told) for kpi in kpis),
            apart=taken_apart(kpis, apart, facts, asked.window),
        )
