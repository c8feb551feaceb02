"""Who writes on a day, how much, when and where."""

from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import (
    Chance,
    Concern,
    Mask,
    Numbers,
    array,
    below,
    counts,
    one_of,
    then,
)
from adapters.simulation.world.happening import DAY
from adapters.simulation.world.people.archetypes import column
from adapters.simulation.world.people.population import Population
from adapters.simulation.world.places import INTRODUCTIONS, WEIGHTS

# fmt: off
AWAKE: Final = (
    100, 95, 85, 60, 35, 15, 6, 3, 2, 2, 4, 10,
    20, 25, 30, 35, 35, 40, 40, 45, 55, 70, 85, 95,
)
# fmt: on
"""How likely somebody writes so many hours after their liveliest hour."""

_HOUR: Final = 3_600_000
_PRESENT, _MESSAGES = column("present"), column("messages")


@attrs.frozen(kw_only=True, eq=False)
class Effect:
    """For these people, on this day, messages are (1000 + lift) / 1000 of what they would have been."""

    key: str
    audience: Mask
    lift: int


@attrs.frozen(kw_only=True, eq=False)
class Posts:
    """The messages of a day in order of time, as columns; `answers` is a row before it, or -1."""

    author: Numbers
    ms: Numbers
    """Milliseconds of the day."""

    channel: Numbers
    lots: np.ndarray
    answers: Numbers


@attrs.frozen(kw_only=True)
class Tally:
    """What the audience of an effect wrote on a day, and would have written without it."""

    key: str
    written: int
    without: int


def many(
    chance: Chance, people: Population, day: int, strength: Numbers, rate: int, effects: Sequence[Effect]
) -> tuple[Numbers, list[Tally]]:
    """How many messages each person writes on that day."""
    lot = chance.of(Concern.PRESENCE, people.numbers, day)
    likely = np.where(
        people.joined == day, 900 * np.minimum(strength, 1_000), _PRESENT[people.kind] * strength
    )
    here = np.flatnonzero(below(lot, 1_000_000) < likely)
    usual = _MESSAGES[people.kind[here]] * people.eager[here] * rate // 100_000
    lots = chance.of(Concern.COUNT, here, day)

    def written(told: Sequence[Effect]) -> Numbers:
        thousandths = usual
        for each in told:
            thousandths = np.where(each.audience[here], thousandths * (1000 + each.lift) // 1000, thousandths)
        found = np.zeros(len(people.kind), dtype=np.int64)
        found[here] = counts(lots, thousandths)
        return found

    with_all = written(effects)
    tallies = []
    for each in effects:
        without = written([other for other in effects if other is not each]) if each.lift else with_all
        tallies.append(
            Tally(
                key=each.key,
                written=int(with_all[each.audience].sum()),
                without=int(without[each.audience].sum()),
            )
        )
    return with_all, tallies


def posts_of(chance: Chance, people: Population, day: int, written: Numbers) -> Posts:
    """When and where those messages are written; nobody writes before they have joined."""
    author = np.repeat(people.numbers, written)
    index = np.arange(len(author)) - np.repeat(np.cumsum(written) - written, written)
    lots = then(chance.of(Concern.WRITING, author, day), index)
    hour = (people.evening[author] + one_of(lots, AWAKE)) % 24
    ms = hour * _HOUR + below(then(lots, 1), _HOUR)
    joins = people.joined[author] == day
    rest = DAY - people.joined_at[author] - 2
    ms = np.where(joins, people.joined_at[author] + 1 + ms * (rest // 1000) // (DAY // 1000), ms)
    order = np.lexsort((index, author, ms))
    author, ms, lots, first = author[order], ms[order], lots[order], (joins & (index == 0))[order]
    channel = np.where(first, INTRODUCTIONS, _where(people, author, lots))
    return Posts(
        author=author, ms=ms, channel=channel, lots=lots, answers=_answers(people, author, channel, lots)
    )


def _where(people: Population, author: Numbers, lots: np.ndarray) -> Numbers:
    """Half of it where they like it best, a quarter in the next, the rest anywhere."""
    taste = below(then(lots, 2), 4)
    likes = np.where(taste < 2, people.channels[author, 0], people.channels[author, 1])
    return np.where(taste < 3, likes, one_of(then(lots, 3), WEIGHTS))


_LOOKS_BACK: Final = 16


def _answers(people: Population, author: Numbers, channel: Numbers, lots: np.ndarray) -> Numbers:
    """Friends answer the latest of each other; now and then somebody answers whoever wrote last."""
    rows = np.lexsort((np.arange(len(author)), channel))
    who, where = author[rows], channel[rows]
    circle, lot = people.circle[who], below(then(lots[rows], 4), 1000)
    found = np.full(len(rows), -1)
    for back in range(min(_LOOKS_BACK, len(rows) - 1), 0, -1):
        earlier, later = slice(None, -back), slice(back, None)
        fits = (where[earlier] == where[later]) & (who[earlier] != who[later])
        friends = fits & (circle[earlier] == circle[later]) & (lot[later] < 650)
        anybody = fits & (lot[later] < 150) & (found[later] < 0 if back > 1 else True)
        takes = friends | (anybody & (back <= 3))
        found[later] = np.where(takes, rows[earlier], found[later])
    answers = np.full(len(rows), -1)
    answers[rows] = found
    return array(answers)
