"""How much of themselves people are on a day, in thousandths."""

from typing import Final

import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Numbers, array, below
from adapters.simulation.world.people.population import Population

WEEKDAYS: Final = (850, 950, 950, 1_000, 1_200, 1_350, 1_150)
"""Monday to Sunday: people play at the weekend."""

_HALVES: Final = 6
"""Days in which who drifts is half as much there."""

_FADING: Final = array(
    [(1000, 891, 794, 707, 630, 561)[day % _HALVES] >> day // _HALVES for day in range(61)]
)
_SEASON: Final = 120


def weekday(day: int) -> int:
    """0 for Monday; 1970-01-01 was a Thursday."""
    return (day + 3) % 7


def vigour(chance: Chance, people: Population, day: int) -> Numbers:
    """Thousandths of their usual presence on that day; nothing for who is no member."""
    drifted = _FADING[np.clip(day - people.drifts, 0, len(_FADING) - 1)]
    factor = np.where(people.there(day), drifted, 0)
    factor[(people.away <= day) & (day < people.back)] = 0
    block = (day + people.phase) // 5
    burst = below(chance.of(Concern.BURSTS, people.numbers * 10_000 + block), 1000) < 300
    factor = np.where(people.are("bursty"), factor * np.where(burst, 2_400, 80) // 1000, factor)
    place = (day + people.phase) % _SEASON
    season = 50 + np.abs(_SEASON // 2 - place) * 1_950 // (_SEASON // 2)
    factor = np.where(people.are("seasonal"), factor * season // 1000, factor)
    fresh = people.are("newcomer") & (day - people.joined < 7)
    factor = np.where(fresh, factor * 1_800 // 1000, factor)
    return np.where(people.are("bot"), factor, factor * WEEKDAYS[weekday(day)] // 1000)
