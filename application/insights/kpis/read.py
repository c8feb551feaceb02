"""Answers "how are these numbers?": several KPIs of one window, each beside the window before."""

import asyncio
from collections.abc import Sequence

import attrs

from application.insights.kpis.gathering import KpiGathering
from domain.insights.kpis.asked.heading import Heading
from domain.insights.kpis.asked.only import Only, group_of
from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.reading import Reading, reach, read
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True, eq=False)
class Readings(Heading):
    """Several KPIs of one window, each with its reading of the window before; None where there is none."""

    now: tuple[Reading, ...]
    before: tuple[Reading | None, ...]


@attrs.frozen(kw_only=True)
class ReadKpis:
    """Read some KPIs of a window."""

    gather: KpiGathering

    async def __call__(
        self,
        guild: int,
        kpis: Sequence[Kpi] | None = None,
        window_text: str = "30d",
        as_of_text: str | None = None,
        *,
        of: str | None = None,
    ) -> Readings:
        """`kpis` are those of the catalogue where none are named. `of` is a group such as `segment:core`;
        what is not read by such groups is left out.

        Raises NotFound for an unknown guild, Invalid for a wrong window or group.
        """
        only = None if of is None else Only.parse(of)
        asked_for = self.gather.kpis if kpis is None else kpis
        chosen = [one for one in asked_for if only is None or only.by in one.by]
        found = await self.gather(
            guild,
            chosen,
            window_text,
            as_of_text,
            apart=() if only is None else (only.by,),
            channels_in=lambda asked: [
                reach(one, window, asked.as_of)
                for one in chosen
                for window in (asked.window, *_before(asked.window))
            ],
        )
        asked, facts = found.asked, found.facts

        def one(kpi: Kpi, window: Window) -> Reading:
            return read(kpi, facts, window, group=group_of(only, kpi, facts, window))

        def work() -> tuple[list[Reading], list[Reading | None]]:
            now = [one(kpi, asked.window) for kpi in chosen]
            if asked.window.everything:
                return now, [None] * len(now)
            return now, [one(kpi, asked.window.preceding()) for kpi in chosen]

        now, before = await asyncio.to_thread(work)
        return Readings(
            **asked.heading.told,
            now=tuple(now),
            before=tuple(before),
        )


def _before(window: Window) -> tuple[Window, ...]:
    return () if window.everything else (window.preceding(),)
