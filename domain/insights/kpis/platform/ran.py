"""Who ran which commands on some days, and how the runs ended, from the facts of usage."""

from collections.abc import Collection
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.community.log.commands import codes_of
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount
from domain.insights.kpis.reading import unheard
from domain.insights.kpis.slice import Slice
from domain.insights.sheet import DayTable

PROFILE: Final = codes_of(("show_profile", "show_my_profile", "profile"))
"""The insight document names the first two; other bots call it the third."""

Counts = NDArray[np.int64]


def tracked(facts: KpiFacts) -> frozenset[int]:
    """The numbers of the tracked commands; none stands for all."""
    return facts.once("tracked", lambda: codes_of(facts.settings.tracked_commands))


def runs_by_member(seen: Slice, of: Collection[int] | None = None) -> Counts:
    """How often each member of the group ran these commands (default: the tracked ones), shape (members,)."""
    facts, wanted = seen.facts, frozenset(tracked(seen.facts) if of is None else of)
    known = ("runs by member", seen.span, wanted, seen.group.command)
    runs = facts.once(known, lambda: _summed(seen, wanted))
    return np.where(seen.within(~facts.census.bot), runs, 0)


def ended(seen: Slice) -> DayTable:
    """How the runs of the tracked commands ended on these days; of whom is not known."""
    facts = seen.facts
    return facts.once(
        ("ended", seen.span, seen.group.command),
        lambda: _chosen(facts.usage.runs.between(seen.span), tracked(facts), seen.group.command),
    )


def forgotten(seen: Slice) -> tuple[str, ...]:
    """What to say where runs were counted, and how they ended was not: their records were deleted before this
    program counted that."""
    runs = int(runs_by_member(seen).sum())
    lacking = runs - int(ended(seen)["runs"].sum())
    return (
        (f"How {lacking} of {runs} runs ended was not counted, and cannot be any more.",)
        if lacking > 0
        else ()
    )


def users(seen: Slice, of: Collection[int] | None = None) -> Mask:
    """Who of the group ran one of these commands."""
    return runs_by_member(seen, of) > 0


def nothing_ran(seen: Slice) -> Amount:
    """Nobody ran anything, or nobody listened: silence is not zero."""
    if unknown := forgotten(seen):
        return Amount.nothing(unknown[0])
    return Amount.nothing(
        unheard(seen, "commands") if seen.heard("commands").none else "No command was run in this time."
    )


def _summed(seen: Slice, wanted: Collection[int]) -> Counts:
    rows = _chosen(seen.facts.usage.commands.between(seen.span), wanted, seen.group.command)
    inside = rows["member_no"] < seen.facts.size
    return np.bincount(
        rows["member_no"][inside], weights=rows["runs"][inside], minlength=seen.facts.size
    ).astype(np.int64)


def _chosen(rows: DayTable, wanted: Collection[int], command: int | None) -> DayTable:
    kept = np.ones(len(rows), dtype=np.bool_)
    if wanted:
        kept &= np.isin(rows["command"], list(wanted))
    if command is not None:
        kept &= rows["command"] == command
    return DayTable(rows.shape, {name: column[kept] for name, column in rows.columns.items()})
