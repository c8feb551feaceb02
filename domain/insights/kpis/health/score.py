"""The community health score: points for five KPIs, each by its own scale."""

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from domain.community.coverage import COMPARABLE
from domain.insights.kpis.kpi import Amount, Definition, Kpi, Part
from domain.insights.kpis.reading import read
from domain.insights.kpis.slice import Slice

SCORE: Final = "health_score"


@attrs.frozen(kw_only=True)
class Component:
    """Points for one KPI: none at `floor`, all of `weight` at `ceiling` and beyond, in between in proportion.

    Where less is better the ceiling is the smaller one.
    """

    key: str
    weight: float
    floor: float
    ceiling: float

    def earned(self, value: float) -> float:
        """The points for a value."""
        return self.weight * min(1.0, max(0.0, (value - self.floor) / (self.ceiling - self.floor)))


COMPONENTS: Final = (
    Component(key="wam", weight=30, floor=0.0, ceiling=0.5),
    Component(key="stickiness", weight=20, floor=0.05, ceiling=0.4),
    Component(key="retention_week_4", weight=20, floor=0.05, ceiling=0.6),
    Component(key="monthly_churn_soft", weight=15, floor=0.5, ceiling=0.0),
    Component(key="monthly_churn_hard", weight=15, floor=0.2, ceiling=0.0),
)
"""Weights sum to 100. Where half or more of the weight is unknown there is no score.

A server of many in which few take part is near the floors, a close one near the ceilings; there is room left
above what most reach (a fifth is the stickiness that products hope for, DEFINITIONS), so that it can rise.
"""


def score(known: Iterable[Kpi]) -> Kpi:
    """The entry of the score, made of these entries of the catalogue."""
    entries = {kpi.key: kpi for kpi in known}
    return Kpi(
        key=SCORE,
        title="Community health score",
        question="How well is the community, all in all?",
        unit="points",
        better="up",
        audience="leadership",
        needs=("messages", "membership"),
        facts=("activity", "members"),
        whole="the points of groups would not add up to it; it is made of five other numbers that can be",
        settings=tuple(dict.fromkeys(name for one in COMPONENTS for name in entries[one.key].settings)),
        source="Our own, made of five others",
        definition=Definition(
            version=1,
            sentence="Points of 100: "
            + "; ".join(_said(entries, one) for one in COMPONENTS)
            + ". The weight "
            "of what is not known is shared out among the rest; where no more than half of it is known there "
            "is no score.",
            formula="{numerator:point|points} earned / {denominator}, "
            "the part of the weight that is known (1 is all of it)",
            compute=lambda seen: _score(entries, seen),
        ),
    )


def _said(entries: Mapping[str, Kpi], one: Component) -> str:
    title = entries[one.key].title.lower()
    return f"{one.weight:g} for {title} (none at {one.floor:.0%}, all at {one.ceiling:.0%})"


def _score(entries: Mapping[str, Kpi], seen: Slice) -> Amount:
    parts = tuple(_part(entries[one.key], one, seen) for one in COMPONENTS)
    told = [(one, part) for one, part in zip(COMPONENTS, parts, strict=True) if part.numerator is not None]
    weight = sum(one.weight for one, _ in told)
    missing = ", ".join(part.title.lower() for part in parts if part.numerator is None)
    if weight <= 100 * COMPARABLE:  # at first nobody is active, and nothing else is known: no verdict yet
        return Amount.nothing(f"Too little is known for a score. Missing: {missing}.")
    return Amount(
        numerator=sum(part.numerator or 0.0 for _, part in told),
        denominator=weight / 100,
        parts=parts,
        caveats=(f"Not known, so their weight is shared out: {missing}.",) if missing else (),
    )


def _part(kpi: Kpi, one: Component, seen: Slice) -> Part:
    found = read(kpi, seen.facts, seen.window, group=seen.group)
    value = found.value
    points = None if value is None else one.earned(value)
    return Part(
        key=one.key,
        title=kpi.title,
        numerator=points,
        denominator=one.weight,
        kpi=one.key,
        note=(found.unavailable or (found.caveats[0] if found.caveats else None))
        if value is None
        else f"{value:.1%}: none at {one.floor:.0%}, all at {one.ceiling:.0%}",
    )
