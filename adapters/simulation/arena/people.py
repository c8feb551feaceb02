"""The people of the arena: what kind of member each one is, when they come and whether they leave."""

from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np

from adapters.simulation.arena.chance import Concern, stream
from adapters.simulation.names import name_of
from domain.community.log.activity import Person
from domain.kernel.ids import first_snowflake_at
from domain.kernel.instants import day_of_number, midnight, zone


@attrs.frozen(kw_only=True)
class Archetype:
    """A way to be a member: messages on an ordinary day, how likely a day is one, how fast it fades."""

    name: str
    share: float
    messages: float
    present: float
    reacts: float
    talks: float = 0.0
    fades_days: float | None = None
    leaves_days: float | None = None


ARCHETYPES: Final[Sequence[Archetype]] = (
    Archetype(name="core", share=0.08, messages=11, present=0.85, reacts=5, talks=0.6),
    Archetype(name="regular", share=0.22, messages=4, present=0.5, reacts=2.5, talks=0.25),
    Archetype(name="lurker", share=0.38, messages=0.4, present=0.1, reacts=1.2, talks=0.01),
    Archetype(
        name="newcomer",
        share=0.20,
        messages=6,
        present=0.7,
        reacts=2,
        talks=0.1,
        fades_days=12,
        leaves_days=60,
    ),
    Archetype(name="leaver", share=0.12, messages=3, present=0.5, reacts=1, fades_days=15, leaves_days=22),
)


@attrs.frozen(kw_only=True)
class Member:
    """One person; `joined` and `leaves` are day numbers, `evening` is the UTC hour of their best time."""

    number: int
    archetype: Archetype
    joined: int
    joined_at: float
    """Share of that day, 0 to 1."""

    leaves: int | None
    liveliness: float
    evening: int
    person: Person

    def there(self, day: int) -> bool:
        """Whether they are a member at the beginning of that day, or join on it."""
        return self.joined <= day and (self.leaves is None or day < self.leaves)

    def vigour(self, day: int) -> float:
        """How much of their usual self they are on that day; many fade."""
        fades = self.archetype.fades_days
        return self.liveliness * (1.0 if fades is None else float(np.exp(-(day - self.joined) / fades)))


def member(seed: int, number: int, joined: int) -> Member:
    """The person of that number, who joined on that day."""
    draw = stream(seed, Concern.CHARACTER, person=number)
    kind = ARCHETYPES[int(draw.choice(len(ARCHETYPES), p=[each.share for each in ARCHETYPES]))]
    leaves = None
    if kind.leaves_days is not None:
        leaves = joined + 2 + int(draw.exponential(kind.leaves_days))
    account_day = joined - 1 - int(draw.exponential(500))
    account = first_snowflake_at(midnight(day_of_number(max(account_day, 16_800)), zone("UTC"))) | number
    return Member(
        number=number,
        archetype=kind,
        joined=joined,
        joined_at=float(draw.uniform(0.3, 0.95)),
        leaves=leaves,
        liveliness=float(draw.lognormal(-0.1, 0.5)),
        evening=int(draw.choice([19, 20, 21, 18, 1, 2, 11], p=[0.25, 0.25, 0.15, 0.12, 0.1, 0.08, 0.05])),
        person=Person(id=str(account), name=name_of(number)),
    )


def arrivals(seed: int, day: int, size: int) -> int:
    """How many strangers come on a day; a recommendation somewhere brings a wave now and then."""
    draw = stream(seed, Concern.ARRIVALS, day=day)
    wave = 5.0 if draw.random() < 0.04 else 1.0
    return int(draw.poisson(wave * size / 200))


def founders(seed: int, first_day: int, size: int) -> list[Member]:
    """The members at the start: they came over the year and a half before."""
    draw = stream(seed, Concern.ARRIVALS)
    days = np.sort(first_day - 1 - (draw.beta(1.1, 1.4, size) * 540).astype(int))
    people = [member(seed, number, int(day)) for number, day in enumerate(days)]
    return [
        each if each.leaves is None or each.leaves > first_day else attrs.evolve(each, leaves=None)
        for each in people
    ]
