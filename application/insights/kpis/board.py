"""Answers "how are we doing?" for a page: its KPIs, each with the window before and its course."""

import asyncio
from collections.abc import Sequence

import attrs

from application.insights.kpis.courses import Courses, Past
from application.insights.kpis.gathering import Gathered, KpiGathering
from domain.insights.kpis.board import Board, line_of, spans_of
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
        over_time: Apart = (),
        *,
        course: bool = True,
    ) -> Board:
        """`apart` names KPIs that are taken apart as well, `over_time` those whose course is; without
        `course` there is only the window and the one before it.

        Raises what every question of a guild raises.
        """
        kpis = of_audience(audience, self.gather.kpis)
        past = await self.courses.past(guild)
        found = await self.gather(
            guild, kpis, window_text, as_of_text, apart={by for _, by in (*apart, *over_time)}
        )
        return await asyncio.to_thread(self._board, kpis, found, past, apart, over_time, course=course)

    def _board(
        self,
        kpis: Sequence[Kpi],
        found: Gathered,
        past: Past,
        apart: Apart,
        over_time: Apart,
        *,
        course: bool,
    ) -> Board:
        asked, facts = found.asked, found.facts
        tell = past.of(facts)
        spans, grain = spans_of(asked.window, facts)
        known = {one.key: one for one in kpis}

        return Board(
            **asked.heading.told,
            grain=grain,
            lines=tuple(line_of(kpi, asked.window, spans if course else (), tell) for kpi in kpis),
            apart={(key, by): tell(known[key], asked.window, by) for key, by in apart if key in known},
            apart_over_time={
                (key, by): tuple(tell(known[key], span, by) for span in spans)
                for key, by in over_time
                if key in known
            },
        )
