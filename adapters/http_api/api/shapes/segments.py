"""Segments as they are answered."""

from collections.abc import Mapping
from typing import Self

from adapters.http_api.api.shapes.base import Community, Days, Person, Shape
from adapters.http_api.api.shapes.kpis import KpiNumber
from application.insights.segments import SegmentLine, SegmentsShown
from domain.insights.kpis.health.segment_moves import Flow
from domain.insights.overview import Person as PersonShown


class SegmentFlow(Shape):
    """Members who came from another segment, or went to it; null is whoever was not here before, or is not
    here any more. Nobody is named to a key without `read:members`.
    """

    other: str | None
    count: int
    first: list[Person]

    @classmethod
    def of(cls, flow: Flow, names: Mapping[int, PersonShown], most: int) -> Self:
        named = [Person.of(names[who]) for who in flow.members[:most].tolist() if who in names]
        return cls(other=flow.other, count=flow.count, first=named)


class Segment(Shape):
    """One segment at the end of the window, and who entered and left it since its start; `unheard` says why
    that is not known.
    """

    segment: str
    kpi: KpiNumber
    entered: list[SegmentFlow]
    left: list[SegmentFlow]
    unheard: str | None

    @classmethod
    def of(cls, line: SegmentLine, names: Mapping[int, PersonShown], most: int) -> Self:
        change = line.change
        return cls(
            segment=change.segment,
            kpi=KpiNumber.beside(line.now, line.before),
            entered=[SegmentFlow.of(flow, names, most) for flow in change.entered],
            left=[SegmentFlow.of(flow, names, most) for flow in change.left],
            unheard=change.unheard,
        )


class Segments(Shape):
    """Every segment of a community: who is core, new, silent or gone. Everybody is in exactly one."""

    guild: Community
    window: Days
    segments: list[Segment]

    @classmethod
    def of(cls, found: SegmentsShown, *, named: bool, most: int) -> Self:
        """With names only for whoever may read them."""
        names = found.people if named else {}
        return cls(
            guild=Community.of(found),
            window=Days.of(found.window),
            segments=[Segment.of(line, names, most) for line in found.lines],
        )
