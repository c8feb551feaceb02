"""More talk than there would be: somebody who looks at the demo for ten seconds shall see it live."""

import asyncio
from collections.abc import Callable
from typing import Final

import attrs

from adapters.simulation.telling.present import talk
from adapters.simulation.world import World
from adapters.simulation.world.happening import DAY, LAYERS, Happening
from domain.kernel.errors import OverLimit

SPEEDS: Final = (1, LAYERS)
"""Times what there would be."""

_AT_ONCE: Final = 30 * 60_000
"""Milliseconds of talk that are made ready at once."""

_LIVELY: Final = 600
"""So much further talk in that time: something every three seconds, at any hour."""

_CALMS: Final = 500
"""After so much further talk on a day (as much as it has of its own) there is half as much, after twice that
a third: a page that is left open does not bury the months before under one day."""

_MOST_LAYERS: Final = 200
"""To be lively; a night has that much to add at most."""


@attrs.define(kw_only=True)
class Pace:
    """How much there is to hear. A speed that was asked for is kept at all times.

    Without one it is lively while somebody looks, and real time when nobody does.
    """

    speed: int | None
    somebody_looks: Callable[[], bool]
    _day: int = 0
    _further: int = 0

    def __attrs_post_init__(self) -> None:
        low, high = SPEEDS
        if self.speed is not None and not low <= self.speed <= high:
            raise OverLimit(f"--speed {self.speed:,} is out of range; from {low:,} (real time) to {high:,}")

    @property
    def real(self) -> bool:
        """Whether nothing is to be added."""
        return not self.somebody_looks() if self.speed is None else self.speed == 1

    def enough(self, layers: int, found: int, ms: int) -> bool:
        """Whether so many layers, which have so much to tell from that moment on, are what is wanted."""
        if self.speed is not None:
            return layers >= self.speed - 1
        if ms // DAY != self._day:
            self._day, self._further = ms // DAY, 0
        return layers >= _MOST_LAYERS or found * (_CALMS + self._further) >= _LIVELY * _CALMS

    def told(self, further: int) -> None:
        """So much was told besides what there was."""
        self._further += further


@attrs.frozen
class _Ready:
    """Talk that was made ready until `end` (milliseconds since 1970), the latest first."""

    end: int
    talk: list[Happening]

    def until(self, ms: int) -> list[Happening]:
        """What of it is due."""
        due = []
        while self.talk and self.talk[-1].ms <= ms:
            due.append(self.talk.pop())
        return due


@attrs.define(kw_only=True)
class Bustle:
    """Adds layers of talk to the story, as much as the pace wants."""

    pace: Pace
    _since: int = 0
    _ready: _Ready | None = None

    async def until(self, world: World, ms: int) -> list[Happening]:
        """The further talk up to that moment (milliseconds since 1970), each once."""
        if self.pace.real:
            self._ready = None
            return []
        if self._ready is None or ms >= self._ready.end + _AT_ONCE:
            self._since = ms
            self._ready = await self._made_ready(world, ms)
        due = self._ready.until(ms)
        if ms >= self._ready.end:
            self._ready = await self._made_ready(world, self._ready.end)
            due += self._ready.until(ms)
        self.pace.told(len(due))
        return due

    async def _made_ready(self, world: World, start: int) -> _Ready:
        """Layer by layer, so that a page or the end of the program need not wait for all of them."""
        end, layer = start + _AT_ONCE, 0
        found: list[Happening] = []
        while not self.pace.enough(layer, len(found), start):
            layer += 1
            found += await asyncio.to_thread(talk, world, layer, start=start, end=end, since=self._since)
        return _Ready(end, sorted(found, reverse=True))
