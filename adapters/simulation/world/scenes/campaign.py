"""A campaign: a letter to people who are not the loudest, and a holdout that gets none."""

from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Mask, below, then
from adapters.simulation.world.people.population import Population
from adapters.simulation.world.plan import Plan

LIFT: Final = 400
"""Thousandths: who got the letter writes 1.4 times as much while it works."""


@attrs.frozen(kw_only=True, eq=False)
class Campaign:
    """Whom it reached and whom it left out by lot, and on which days it works."""

    key: str
    treated: Mask
    holdout: Mask
    first: int
    days: int
    lift: int


def campaign(plan: Plan, chance: Chance, people: Population) -> Campaign | None:
    """The campaign of a world, if it has one."""
    if not plan.has("campaign"):
        return None
    first = plan.begins("campaign")
    lot = chance.of(Concern.CAMPAIGN, people.numbers)
    asked = people.are("regular", "lurker", "bursty", "seasonal") & (people.joined < first)
    asked &= (people.leaves > first) & (below(lot, 1000) < 700)
    treated = asked & (below(then(lot, 1), 1000) < 500)
    return Campaign(
        key=f"campaign-{first}",
        treated=treated,
        holdout=np.logical_and(asked, ~treated),
        first=first,
        days=min(14, plan.days // 5),
        lift=LIFT,
    )
