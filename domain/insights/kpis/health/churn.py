"""Who goes silent and who leaves, never added together (DEFINITIONS: hard / soft churn)."""

from typing import Final

import numpy as np

from domain.community.coverage import COMPARABLE
from domain.insights.kpis.health.shares import LIST_UNKNOWN, list_known
from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount, Compute, Definition, Kpi, Part
from domain.insights.kpis.slice import Slice

_MONTH: Final = 30


def departed(seen: Slice) -> Mask:
    """Who of the group left, was kicked or banned on these days, whether or not they came back."""
    found = seen.facts.nobody()
    found[seen.facts.census.went(seen.span)] = True
    return seen.within(found & seen.facts.census.people)


def _soft(seen: Slice) -> Amount:
    why = seen.incomparable("messages") or (None if list_known(seen) else LIST_UNKNOWN)
    if why:
        return Amount.nothing(why)
    before = seen.previous().active()
    return Amount.people(before & ~seen.active() & seen.members(), before)


def _hard(seen: Slice) -> Amount:
    share = seen.heard("membership").share
    if share < COMPARABLE:
        return Amount.nothing(f"Only {share:.0%} of this time was heard for joins and leaves.")
    gone = departed(seen)
    base = seen.members(seen.span[0])
    count, before = (int(np.count_nonzero(some)) for some in (gone, gone & base))
    since = (
        f"{count - before} of them joined within the time, so they are not among the members at its start."
    )
    return Amount(
        numerator=float(count),
        denominator=float(np.count_nonzero(base)),
        who=gone,
        parts=_since_when(before, count - before) if count else (),
        caveats=(since,) if count > before else (),
    )


def _since_when(before: int, since: int) -> tuple[Part, ...]:
    """Of who left: how many were members when it began, and how many came only then."""
    return (
        Part(key="before", title="Members at the start", numerator=float(before)),
        Part(key="since", title="Joined since and left again", numerator=float(since)),
    )


def _soft_kpi(key: str, title: str, question: str, when: str, reach: int | None) -> Kpi:
    return _kpi(
        key,
        title,
        question,
        reach,
        f"Members who were active in the period before, are silent in {when}, and are members still, as a "
        "share of everybody who was active in the period before. The period before is as long, or the "
        "calendar month before.",
        "{numerator:member|members} gone silent of {denominator:person|people} active before",
        _soft,
    )


def _hard_kpi(key: str, title: str, question: str, when: str, reach: int | None) -> Kpi:
    return _kpi(
        key,
        title,
        question,
        reach,
        f"People who left, were kicked or banned in {when}, as a share of the members at its start. Whoever "
        "joined within the time and left again counts too, so where many come and go it can pass 100%.",
        "{numerator:person|people} who left of {denominator:member|members} at the start",
        _hard,
    )


def _kpi(
    key: str, title: str, question: str, reach: int | None, sentence: str, formula: str, compute: Compute
) -> Kpi:
    soft = compute is _soft
    return Kpi(
        key=key,
        title=title,
        question=question,
        unit="share",
        better="down",
        audience="leadership",
        needs=("messages", "membership") if soft else ("membership",),
        facts=("activity", "members"),
        reach=reach,
        by=("segment", "tier", "role"),
        from_start=True,
        settings=("qualifying", "tracked_commands") if soft else (),
        source="Insight document 5.1.3" if reach is None else "Insight document 5.1.5",
        definition=Definition(version=1, sentence=sentence, formula=formula, compute=compute),
    )


_A_MONTH: Final = "the last 30 days (of a whole calendar month: in that month)"

CHURN: Final = (
    _soft_kpi(
        "soft_inactivity", "Gone silent, but still here", "Who went quiet without leaving?", "this time", None
    ),
    _hard_kpi("hard_churn", "Share who left", "What part of us left?", "this time", None),
    _soft_kpi(
        "monthly_churn_soft",
        "Monthly churn: gone silent",
        "What part of those who took part goes quiet in a month?",
        _A_MONTH,
        _MONTH,
    ),
    _hard_kpi(
        "monthly_churn_hard", "Monthly churn: left", "What part of us leaves in a month?", _A_MONTH, _MONTH
    ),
)
