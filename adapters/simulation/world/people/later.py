"""Life after the last day of a plan: people go on coming, and nobody stays for ever."""

from typing import Final

import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Lots, Numbers, below, one_of, then
from adapters.simulation.world.people.archetypes import ALWAYS, ARCHETYPES, INDEX
from adapters.simulation.world.people.never import NEVER
from adapters.simulation.world.plan import Plan

_COME: Final = {"newcomer": 550, "lurker": 200, "regular": 110, "core": 35, "bursty": 60, "seasonal": 45}
"""What they are, in thousandths: most are there for a week, and some of them become the next core."""

_STAYS: Final = (60, 960)
"""Days until somebody begins to drift: at least, and at most so many more. As many come as go."""


def kinds_of_later(character: Lots) -> Numbers:
    """The archetypes of those who come later."""
    return one_of(then(character, 3), [_COME.get(each.name, 0) for each in ARCHETYPES])


def life_goes_on(plan: Plan, chance: Chance, kind: Numbers, fates: dict[str, Numbers]) -> dict[str, Numbers]:
    """The fates of the plan's members, with those of later ones behind them; nothing before its last day."""
    if not plan.goes_on:
        return fates
    numbers = np.arange(len(kind), dtype=np.int64)
    lot, came = chance.of(Concern.LATER, numbers), plan.last + 1
    whole = {name: np.concatenate([column, np.zeros(plan.later, np.int64)]) for name, column in fates.items()}
    later = numbers >= plan.members
    for name in ("drifts", "leaves", "away", "back"):
        whole[name][later] = NEVER
    whole["joined"] = np.where(later, came + below(lot, plan.goes_on), whole["joined"])
    whole["joined_at"] = np.where(later, below(then(lot, 1), 86_400_000), whole["joined_at"])
    whole["leaves_at"] = np.where(later, below(then(lot, 2), 86_400_000), whole["leaves_at"])
    least, more = _STAYS
    stays = least + below(then(lot, 3), more)
    fades = later & (kind == INDEX["newcomer"]) & (below(then(lot, 4), 1000) < 650)
    stays = np.where(fades, 2 + below(then(lot, 3), 6), stays)
    drifts = np.where(whole["drifts"] < NEVER, whole["drifts"], np.maximum(whole["joined"], came) + stays)
    drifts[: len(ALWAYS)] = whole["drifts"][: len(ALWAYS)]
    drifts[kind == INDEX["bot"]] = NEVER
    goes = (drifts > plan.last) & (drifts < NEVER) & (below(then(lot, 5), 1000) < 400)
    goes &= whole["leaves"] == NEVER
    whole["leaves"] = np.where(goes, drifts + 21 + below(then(lot, 6), 21), whole["leaves"])
    whole["drifts"] = drifts
    return whole
