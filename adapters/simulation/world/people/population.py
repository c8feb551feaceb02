"""Everybody of a world, as columns: a row is a person, its number their place."""

from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Mask, Numbers, array, below, one_of, then
from adapters.simulation.world.people.archetypes import ALWAYS, ARCHETYPES, EAGER, INDEX
from adapters.simulation.world.people.later import kinds_of_later, life_goes_on
from adapters.simulation.world.people.never import NEVER
from adapters.simulation.world.places import WEIGHTS
from adapters.simulation.world.plan import Plan

WAYS: Final = ("left", "kicked", "banned")
_ZONES: Final = ((1, 30), (2, 25), (0, 15), (-5, 14), (-8, 8), (8, 8))
"""Offsets from UTC in hours, and how many live there."""

_CIRCLE: Final = 8
_HOUR: Final = 3_600_000


@attrs.frozen(kw_only=True, eq=False)
class Population:
    """Columns of N rows: day numbers are UTC, times of a day are milliseconds, NEVER is no day."""

    kind: Numbers
    circle: Numbers
    """People of one circle are friends: they answer each other and like the same channel."""

    offset: Numbers
    evening: Numbers
    """UTC hour at which they are at their liveliest."""

    channels: Numbers
    """N x 2: the channel they like best, and the next."""

    eager: Numbers
    phase: Numbers
    joined: Numbers
    joined_at: Numbers
    leaves: Numbers
    leaves_at: Numbers
    way: Numbers
    drifts: Numbers
    """From that day on they are less and less there."""

    away: Numbers
    back: Numbers
    """From `away` until `back` nothing is heard of them."""

    @property
    def numbers(self) -> Numbers:
        """The row numbers."""
        return np.arange(len(self.kind), dtype=np.int64)

    def are(self, *names: str) -> Mask:
        """Who is of one of these archetypes."""
        return np.isin(self.kind, [INDEX[name] for name in names])

    def there(self, day: int) -> Mask:
        """Who is a member on that day: from the one of joining until the one before leaving."""
        return (self.joined <= day) & (day < self.leaves)


def populate(plan: Plan, chance: Chance) -> Population:
    """The people of that plan, behind them those who come later; a churn wave makes more drift."""
    numbers = np.arange(plan.members + plan.later, dtype=np.int64)
    character = chance.of(Concern.CHARACTER, numbers)
    kind = one_of(character, [each.share for each in ARCHETYPES])
    kind[: len(ALWAYS)] = [INDEX[name] for name in ALWAYS]
    kind[plan.members :] = kinds_of_later(character[plan.members :])
    home = chance.of(Concern.HOME, numbers)
    circle = below(home, max(1, plan.members // _CIRCLE))
    of_circle = chance.of(Concern.HOME, circle, 1)
    offset = array([hours for hours, _ in _ZONES])[one_of(of_circle, [weight for _, weight in _ZONES])]
    return Population(
        kind=kind,
        circle=circle,
        offset=offset,
        evening=(20 - offset + below(then(home, 1), 5) - 2) % 24,
        channels=np.stack([one_of(then(of_circle, 1), WEIGHTS), one_of(then(home, 2), WEIGHTS)], axis=1),
        eager=array(EAGER)[below(then(character, 1), len(EAGER))],
        phase=below(then(character, 2), 120),
        **life_goes_on(plan, chance, kind, _fates(plan, chance, kind[: plan.members])),
    )


def _fates(plan: Plan, chance: Chance, kind: Numbers) -> dict[str, Numbers]:
    numbers = np.arange(plan.members, dtype=np.int64)
    lot, fate = chance.of(Concern.MEMBERSHIP, numbers), chance.of(Concern.FATE, numbers)
    new = kind == INDEX["newcomer"]
    joined = np.where(new, plan.first + below(lot, plan.days), plan.first - 1 - below(lot, 540))
    drifts = np.full(plan.members, NEVER)
    drifting, fading = kind == INDEX["drifting"], new & (below(fate, 1000) < 650)
    drifts = np.where(drifting, plan.at(20) + below(then(fate, 1), plan.days * 6 // 10), drifts)
    drifts = np.where(fading, joined + 2 + below(then(fate, 1), 6), drifts)
    drifts = _wave(plan, chance, kind, drifts)
    gone, lurks = below(then(fate, 2), 1000), kind == INDEX["lurker"]
    later = drifts + 21 + below(then(fate, 3), 21)
    leaves = np.where((drifts < NEVER) & (gone < 400), later, NEVER)
    leaves = np.where(lurks & (gone < 40), plan.at(5) + below(then(fate, 3), plan.days), leaves)
    kicked = new & (below(then(fate, 4), 1000) < 40)
    leaves = np.where(kicked, joined + 1 + below(then(fate, 5), 9), leaves)
    leaves = np.where(leaves > plan.last, NEVER, leaves)
    away = np.where(kind == INDEX["resurrected"], plan.at(10) + below(fate, plan.days // 6), NEVER)
    return {
        "joined": joined,
        "joined_at": 8 * _HOUR + below(then(lot, 1), 14 * _HOUR),
        "leaves": leaves,
        "leaves_at": 9 * _HOUR + below(then(lot, 2), 13 * _HOUR),
        "way": np.where(kicked, 1, 0),
        "drifts": drifts,
        "away": away,
        "back": np.where(away < NEVER, away + plan.days * 35 // 100, NEVER),
    }


def _wave(plan: Plan, chance: Chance, kind: Numbers, drifts: Numbers) -> Numbers:
    """A churn wave: within four days every fourth of those who carry the community begins to drift."""
    if not plan.has("churn-wave"):
        return drifts
    lot = chance.of(Concern.CHURN_WAVE, np.arange(plan.members, dtype=np.int64))
    carry = (kind == INDEX["core"]) | (kind == INDEX["regular"])
    carry[: len(ALWAYS)] = False
    hit = carry & (below(lot, 1000) < 250)
    return np.where(hit, plan.begins("churn-wave") + below(then(lot, 1), 4), drifts)
