"""How many we are, who came and who went (DEFINITIONS: joined)."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.insights.kpis.health.shares import LIST_UNKNOWN, list_known
from domain.insights.kpis.kpi import Amount, Definition, Kpi, Part
from domain.insights.kpis.slice import Slice

FIRST_SEEN: Final = "Join dates are not known here: counted by the first thing that somebody did."


def _members(seen: Slice) -> Amount:
    return Amount.people(seen.members()) if list_known(seen) else Amount.nothing(LIST_UNKNOWN)


def _joins(seen: Slice) -> Amount:
    """Each join, so whoever came twice counts twice; where none is known, whoever was first seen."""
    census = seen.facts.census
    told = census.came(seen.span)
    if len(told) or list_known(seen):
        came = _of_group(seen, told)
        guessed = _guessed(seen)
        note = f"{guessed} of them joined while nobody listened: the day is a guess."
        return _counted(seen, came, (note,) if guessed else ())
    first = np.flatnonzero((census.seen >= seen.span[0]) & (census.seen < seen.end) & ~census.bot)
    return _counted(seen, _of_group(seen, first), (FIRST_SEEN,))


def _leaves(seen: Slice) -> Amount:
    return _counted(seen, _of_group(seen, seen.facts.census.went(seen.span)))


def _growth(seen: Slice) -> Amount:
    if not list_known(seen):
        return Amount.nothing(LIST_UNKNOWN)
    joins = len(_of_group(seen, seen.facts.census.came(seen.span)))
    leaves = len(_of_group(seen, seen.facts.census.went(seen.span)))
    return Amount(
        numerator=float(joins - leaves),
        parts=(
            Part(key="joins", title="Joins", numerator=float(joins), kpi="joins"),
            Part(key="leaves", title="Leaves", numerator=-float(leaves), kpi="leaves"),
        ),
    )


def _of_group(seen: Slice, numbers: NDArray[Any]) -> NDArray[Any]:
    return numbers if seen.group.people is None else numbers[seen.group.people[numbers]]


def _guessed(seen: Slice) -> int:
    told = seen.facts.members
    inside = (told.joined >= seen.span[0]) & (told.joined < seen.end) & told.joined_inferred
    return len(_of_group(seen, told.member_no[inside]))


def _counted(seen: Slice, numbers: NDArray[Any], caveats: tuple[str, ...] = ()) -> Amount:
    who = seen.facts.nobody()
    who[numbers] = True
    return Amount(numerator=float(len(numbers)), who=who, caveats=caveats)


MEMBERSHIP: Final = (
    Kpi(
        key="members",
        title="Members",
        question="How many are we?",
        unit="people",
        better="up",
        audience="leadership",
        needs=("membership",),
        facts=("activity", "members"),
        grains=("day", "week", "month"),
        by=("segment", "tier", "role"),
        source="Insight document 3.1",
        definition=Definition(
            version=1,
            sentence="People who are members at the end of this time: they had joined, or were seen, and "
            "have not left. Bots, and whoever had their data erased, are not counted.",
            formula="{numerator:member|members}",
            compute=_members,
        ),
    ),
    Kpi(
        key="joins",
        title="Joins",
        question="How many people came?",
        unit="count",
        better="up",
        audience="leadership",
        needs=("membership",),
        facts=("activity", "members"),
        grains=("day", "week", "month"),
        by=("segment", "tier", "role"),
        source="Insight document 2.1",
        definition=Definition(
            version=1,
            sentence="Joins in this time; whoever came twice counts twice. Where joins are not known, the "
            "people who were first seen in it.",
            formula="{numerator:join|joins}",
            compute=_joins,
        ),
    ),
    Kpi(
        key="leaves",
        title="Leaves",
        question="How many people went?",
        unit="count",
        better="down",
        audience="leadership",
        needs=("membership",),
        facts=("activity", "members"),
        grains=("day", "week", "month"),
        by=("segment", "tier", "role"),
        from_start=True,
        source="Insight document 2.1",
        definition=Definition(
            version=1,
            sentence="Leaves in this time, kicks and bans among them; whoever went twice counts twice.",
            formula="{numerator:leave|leaves}",
            compute=_leaves,
        ),
    ),
    Kpi(
        key="net_growth",
        whole="who came is told by what they became, who left by what they were; take joins and leaves apart",
        title="Net growth",
        question="Are we becoming more?",
        unit="count",
        better="up",
        audience="leadership",
        needs=("membership",),
        facts=("activity", "members"),
        grains=("day", "week", "month"),
        source="Insight document 2.1",
        definition=Definition(
            version=1,
            sentence="Joins less leaves in this time.",
            formula="{numerator:more join|more joins} than leaves",
            compute=_growth,
        ),
    ),
)
