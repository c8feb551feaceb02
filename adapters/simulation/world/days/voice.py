"""Voice evenings: on some nights people meet and talk."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Numbers, array, below, then
from adapters.simulation.world.happening import Happening
from adapters.simulation.world.people.archetypes import column
from adapters.simulation.world.people.population import Population
from adapters.simulation.world.people.vigour import weekday
from adapters.simulation.world.places import VOICE
from domain.community.log.activity import VOICE_JOINED, VOICE_LEFT

_NIGHTS: Final = (150, 600, 0, 150, 800, 1_000, 0)
"""Monday to Sunday; Wednesday and Sunday belong to events."""

_BEGINS: Final = 19 * 3_600_000
_MINUTES: Final = array([4, 12, 25, 35, 45, 55, 65, 75, 85, 95, 110, 125, 145, 170, 210, 280])
_TALKS = column("talks")


def evening(
    chance: Chance, people: Population, day: int, strength: Numbers, midnight: int
) -> Iterator[Happening]:
    """Who enters and leaves which voice channel; the last ones leave after midnight."""
    lot = chance.of(Concern.TALKING, people.numbers, day)
    likely = _TALKS[people.kind] * np.minimum(strength, 1_000) * _NIGHTS[weekday(day)] // 1_000
    comes = np.flatnonzero((below(lot, 1_000_000) < likely) & (people.joined < day))
    lot = lot[comes]
    late = below(then(lot, 1), 1_800) * below(then(lot, 2), 4)
    enters = midnight + _BEGINS + late * 1000 + below(then(lot, 3), 1000)
    leaves = enters + _MINUTES[below(then(lot, 4), len(_MINUTES))] * 60_000 + below(then(lot, 5), 60_000)
    where = array(VOICE)[below(then(lot, 6), len(VOICE))]
    yield from visits(comes, enters, leaves, where)


def visits(who: Numbers, enters: Numbers, leaves: Numbers, where: Numbers) -> Iterator[Happening]:
    """Entering and leaving, for each visit."""
    columns = zip(who.tolist(), enters.tolist(), leaves.tolist(), where.tolist(), strict=True)
    for person, begin, end, channel in columns:
        yield Happening(begin, VOICE_JOINED, person, channel)
        yield Happening(end, VOICE_LEFT, person, channel)
