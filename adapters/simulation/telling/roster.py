"""Who people are to the outside world: ids as Discord makes them, and names that nobody bears."""

from typing import Final

import attrs

from adapters.simulation.names import name_of
from adapters.simulation.world.chance import Concern, below
from adapters.simulation.world.happening import DAY, message_id
from adapters.simulation.world.world import World
from domain.community.log.activity import Person

_NAMES: Final = 2_304
_ACCOUNTS: Final = 16_500
"""Day number: no account is older."""


@attrs.frozen(kw_only=True)
class Roster:
    """Everybody of a world by number, strangers of a raid behind the members."""

    people: tuple[Person, ...]


def roster(world: World) -> Roster:
    """The roster of that world; accounts of strangers are a day old."""
    people = world.people
    ages = below(world.chance.of(Concern.HOME, people.numbers, 2), 900)
    made = [max(day, _ACCOUNTS) for day in (people.joined - 1 - ages).tolist()]
    bots = people.are("bot").tolist()
    found = [_person(number, day, bot=bots[number]) for number, day in enumerate(made)]
    if world.raid is not None:
        first = world.raid.first_stranger
        for number in range(first, first + world.raid.strangers):
            found.append(_person(number, world.raid.day - 1, bot=False))
    return Roster(people=tuple(found))


def _person(number: int, day: int, *, bot: bool) -> Person:
    round_, place = divmod(number, _NAMES)
    name = name_of(place) + (f" {round_ + 1}" if round_ else "")
    return Person(id=str(message_id(day * DAY, number)), name=name, bot=bot)
