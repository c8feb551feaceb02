"""Shares of members: only where it is known who is one (DEFINITIONS: joined)."""

from typing import Final

from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount
from domain.insights.kpis.slice import Slice

LIST_UNKNOWN: Final = "Who was a member then is not known, so there is no share of all members."


def list_known(seen: Slice) -> bool:
    """Joins and leaves were heard, at least for a part of this time."""
    return not seen.heard("membership").none


def of_members(seen: Slice, who: Mask) -> Amount:
    """Those of them who are members at the end, and of how many members; without the member list they are
    counted all the same."""
    here = who & seen.members()
    if list_known(seen):
        return Amount.people(here, seen.everybody())
    found = Amount.people(here)
    return Amount(numerator=found.numerator, who=here, caveats=(LIST_UNKNOWN,))
