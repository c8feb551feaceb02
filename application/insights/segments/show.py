"""Answers "what are people to us?": the segments of a window's end, and who entered and left each in it."""

import asyncio
from collections.abc import Mapping
from typing import Final

import attrs

from application.insights.asking.context import person
from application.insights.kpis.gathering import Gathered, KpiGathering
from domain.insights.kpis.asked.heading import Heading
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.health.segment_moves import Flow, SegmentChange, segment_moves
from domain.insights.kpis.reading import Reading, read
from domain.insights.kpis.slice import Slice
from domain.insights.overview import Person
from domain.insights.segments import TOLD

_KPIS: Final = tuple(kpi(f"segment_{segment}") for segment in TOLD)


@attrs.frozen(kw_only=True, eq=False)
class SegmentLine:
    """A segment: its KPI at the end of the window and before it, and who moved in between."""

    now: Reading
    before: Reading | None
    change: SegmentChange

    @property
    def flows(self) -> tuple[Flow, ...]:
        """Everybody who entered or left."""
        return (*self.change.entered, *self.change.left)


@attrs.frozen(kw_only=True, eq=False)
class SegmentsShown(Heading):
    """Every segment of a guild; `people` are the first of each flow, by member number."""

    lines: tuple[SegmentLine, ...]
    people: Mapping[int, Person]


@attrs.frozen(kw_only=True)
class ShowSegments:
    """Read the segments at the end of a window, and who entered and left each since its start."""

    gather: KpiGathering

    async def __call__(
        self, guild: int, window_text: str = "30d", as_of_text: str | None = None, *, most: int = 10
    ) -> SegmentsShown:
        """Of each flow at most `most` members are named. Raises NotFound for an unknown guild, Invalid for a
        wrong window, Unavailable without a store."""
        found = await self.gather(guild, _KPIS, window_text, as_of_text)
        lines = await asyncio.to_thread(_lines, found)
        named = {number for line in lines for flow in line.flows for number in flow.members[:most].tolist()}
        async with self.gather.store.reading(guild) as work:
            members = await work.members.of(named) if named else {}
        return SegmentsShown(
            **found.asked.heading.told,
            lines=lines,
            people={number: person(member) for number, member in members.items()},
        )


def _lines(found: Gathered) -> tuple[SegmentLine, ...]:
    facts, window = found.facts, found.asked.window
    before = None if window.everything else window.preceding()
    moved = segment_moves(Slice(facts=facts, window=window))
    return tuple(
        SegmentLine(
            now=read(one, facts, window),
            before=None if before is None else read(one, facts, before),
            change=change,
        )
        for one, change in zip(_KPIS, moved, strict=True)
    )
