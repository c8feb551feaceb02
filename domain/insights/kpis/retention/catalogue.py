"""Retention as numbers of the catalogue: of those who joined so many weeks before, how many are active."""

from typing import Final

import numpy as np

from domain.community.coverage import COMPARABLE
from domain.insights.kpis.kpi import Amount, Compute, Definition, Kpi, Part
from domain.insights.kpis.reading import UNHEARD
from domain.insights.kpis.retention.cohorts import first_joins
from domain.insights.kpis.retention.weeks import begun, heard, over, span_of, week_of, weeks_of, window_of
from domain.insights.kpis.slice import Slice
from domain.insights.sheet import NEVER


def _retention(later: int) -> Compute:
    def compute(seen: Slice) -> Amount:
        """Cohorts whose week lies so many weeks before a week that ends in the window."""
        weeks = _ending_in(seen)
        if not weeks:
            return Amount.nothing("No week ends on these days.")
        known = heard(seen.facts, "messages", weeks) >= COMPARABLE
        if not known.any():
            return Amount.nothing(UNHEARD)
        listened = [week for week, is_known in zip(weeks, known.tolist(), strict=True) if is_known]
        return _counted(seen, listened, later, left_out=len(weeks) - len(listened))

    return compute


def _ending_in(seen: Slice) -> list[int]:
    """The weeks that ended on these days by then; where none has, the one that goes on and will."""
    first, end = seen.window.span
    weeks = range(week_of(first), week_of(end - 1) + 1)
    ending = [week for week in weeks if first < span_of(week)[1] <= end and begun(seen.facts, week)]
    return [week for week in ending if over(seen.facts, week)] or ending


def _counted(seen: Slice, weeks: list[int], later: int, *, left_out: int) -> Amount:
    facts = seen.facts
    day, guessed, _ = first_joins(facts)
    began = facts.once("weeks of first joins", lambda: np.where(day < NEVER, weeks_of(day), NEVER))
    kept, parts, joined, unsure = facts.nobody(), [], 0, 0
    for week in weeks:
        cohort = seen.within(began == week - later)
        stayed = cohort & seen.active(facts.as_of.seen(span_of(week)))
        kept |= stayed
        size = int(np.count_nonzero(cohort))
        joined, unsure = joined + size, unsure + int(np.count_nonzero(cohort & guessed))
        name = window_of(week - later)
        parts.append(
            Part(
                key=name.label,
                title=f"Joined in the week of {name.first.day} {name.first:%b %Y}",
                numerator=float(np.count_nonzero(stayed)),
                denominator=float(size),
            )
        )
    if not joined:
        return Amount.nothing(f"Nobody had joined {later} weeks before.")
    listed = heard(facts, "membership", [week - later for week in weeks]) >= COMPARABLE
    return Amount(
        numerator=float(np.count_nonzero(kept)),
        denominator=float(joined),
        who=kept,
        parts=tuple(parts),
        caveats=_caveats(left_out, unsure, unlisted=not bool(listed.all())),
    )


def _caveats(left_out: int, unsure: int, *, unlisted: bool) -> tuple[str, ...]:
    found = []
    if left_out:
        found.append(f"Weeks that were heard for less than half are left out: {left_out}.")
    if unsure:
        found.append(f"Of {unsure} nobody knows when they joined: they count from when they were first seen.")
    if unlisted:
        found.append(
            "Nobody listened to who joined in some of these weeks: of those who have left since, only those "
            "count who were heard."
        )
    return tuple(found)


def _kpi(later: int, question: str) -> Kpi:
    return Kpi(
        key=f"retention_week_{later}",
        title=f"Retention after {later} weeks",
        question=question,
        unit="share",
        better="up",
        audience="leadership",
        needs=("messages",),
        facts=("activity", "members"),
        by=("segment", "tier", "role"),
        settings=("qualifying", "tracked_commands"),
        source="Insight document 5.1.5",
        definition=Definition(
            version=1,
            sentence="Of the people who joined for the first time in the week that lies "
            f"{later} weeks before, those who did at least one qualifying activity in a week that ended "
            "in the window (or goes on, where none has ended).",
            formula=f"{{numerator}} still active of {{denominator}} who had joined {later} weeks before",
            compute=_retention(later),
        ),
    )


RETENTION: Final = (
    _kpi(4, "Of those who joined a month ago, how many are still with us?"),
    _kpi(8, "Of those who joined two months ago, how many are still with us?"),
    _kpi(12, "Of those who joined three months ago, how many are still with us?"),
)
