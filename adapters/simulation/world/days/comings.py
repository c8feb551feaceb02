"""Who joins on a day, and who leaves or is made to leave."""

from collections.abc import Iterator

import numpy as np

from adapters.simulation.world.happening import DAY, Happening
from adapters.simulation.world.people.invites import Invites
from adapters.simulation.world.people.population import WAYS, Population
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT


def comings_and_goings(people: Population, invites: Invites, day: int) -> Iterator[Happening]:
    """Joins and leaves of that day."""
    for person in np.flatnonzero(people.joined == day).tolist():
        came_by = invites.code_of(person)
        yield Happening(day * DAY + int(people.joined_at[person]), MEMBER_JOINED, person, word=came_by)
    for person in np.flatnonzero(people.leaves == day).tolist():
        way = WAYS[int(people.way[person])]
        yield Happening(day * DAY + int(people.leaves_at[person]), MEMBER_LEFT, person, word=way)


def founders(people: Population, invites: Invites, first: int) -> Iterator[Happening]:
    """How everybody came who was there before the first day, in order."""
    early = np.flatnonzero(people.joined < first)
    at = people.joined[early] * DAY + people.joined_at[early]
    for place in np.argsort(at, kind="stable").tolist():
        person = int(early[place])
        yield Happening(int(at[place]), MEMBER_JOINED, person, word=invites.code_of(person))
