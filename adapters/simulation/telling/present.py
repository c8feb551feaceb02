"""A world from moment to moment: what happened since somebody asked last."""

from bisect import bisect_right
from typing import Final

from adapters.simulation.world.happening import DAY, Happening, written_at
from adapters.simulation.world.world import World
from domain.community.log.activity import REACTION

_REACHES_ON: Final = 8 * 3_600_000
"""Milliseconds: nobody reacts later to a message."""


class Present:
    """Hands out what happens after `since` (milliseconds since 1970), each once and in order.

    It holds a few days at most. Days before the world's first one are silent.
    """

    def __init__(self, world: World, since: int) -> None:
        self._world = world
        self._since = since
        self._next = max(since // DAY - 1, world.plan.first)  # the evening of a day reaches into the next
        self._waiting: list[Happening] = []

    def until(self, ms: int) -> list[Happening]:
        """What happened up to that moment and was not handed out yet."""
        while self._next <= ms // DAY:
            told = self._world.day(self._next).happenings
            self._waiting = sorted(self._waiting + [each for each in told if each.ms > self._since])
            self._next += 1
        end = bisect_right(self._waiting, ms, key=lambda each: each.ms)
        due, self._waiting = self._waiting[:end], self._waiting[end:]
        return due


def talk(world: World, layer: int, *, start: int, end: int, since: int) -> list[Happening]:
    """The talk of a layer in [start, end), if nobody had heard that layer before `since`.

    Nobody reacts to a message that was not heard.
    """
    first = max(since, start - _REACHES_ON) // DAY
    told = [each for day in range(first, (end - 1) // DAY + 1) for each in world.talk(day, layer)]
    return [
        each
        for each in told
        if start <= each.ms < end and (each.kind != REACTION or written_at(each.subject) >= since)
    ]
