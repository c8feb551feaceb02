"""Who joins on a day, and who leaves or is made to leave."""

from collections.abc import Iterator

import numpy as np

from adapters.simulation.world.happening import DAY, Happening
from adapters.simulation.world.people.population import WAYS, Population
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT


def comings_and_goings(people: Population, day: int) -> Iterator[Happening]:
    """Joins and leaves of that day."""
    for person in np.flatnonzero(people.joined == day).tolist():
        yield Happening(day * DAY + int(people.joined_at[person]), MEMBER_JOINED, person)
    for person in np.flatnonzero(people.leaves == day).tolist():
        way = WAYS[int(people.way[person])]
        yield Happening(day * DAY + int(people.leaves_at[person]), MEMBER_LEFT, person, word=way)


def founders(people: Population, first: int) -> Iterator[Happening]:
    """How everybody came who was there before the first day, in order."""
    early = np.flatnonzero(people.joined < first)
    at = people.joined[early] * DAY + people.joined_at[early]
    for place in np.argsort(at, kind="stable").tolist():
        yield Happening(int(at[place]), MEMBER_JOINED, int(early[place]))
