"""Answers "is all well?" for the first page of every visit, without making it wait."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import attrs

from application.insights.kpis.board import ShowBoard
from domain.insights.kpis.asked.glance import Glance, glance

MOST: Final = 64
"""Of all communities, windows and moments together; the one asked for longest ago goes first."""

_Asked = tuple[int, str, str | None]


@attrs.define
class _Kept:
    """A glance, and when it was read."""

    glance: Glance
    read_at: float


@attrs.define(kw_only=True)
class ShowGlance:
    """Read how healthy a community is and what stands out, at most once in `fresh_for` seconds: what is said
    of weeks needs not follow every message. `monotonic` tells seconds that never go back.
    """

    board: ShowBoard
    monotonic: Callable[[], float]
    fresh_for: float = 10.0
    kept_for: float = 900.0
    """So long it may be shown at once to somebody who comes, and is then sent what is new."""

    _kept: OrderedDict[_Asked, _Kept] = attrs.field(init=False, factory=OrderedDict)
    _turn: asyncio.Lock = attrs.field(init=False, factory=asyncio.Lock)

    def kept(self, guild: int, window_text: str = "30d", as_of_text: str | None = None) -> Glance | None:
        """What was read last, if that is not too long ago; nobody waits for it."""
        return self._read_within(self.kept_for, (guild, window_text, as_of_text))

    async def __call__(self, guild: int, window_text: str = "30d", as_of_text: str | None = None) -> Glance:
        """Raises what every question of a guild raises. One is read at a time: who waits has the same."""
        asked = (guild, window_text, as_of_text)
        async with self._turn:
            if (known := self._read_within(self.fresh_for, asked)) is not None:
                return known
            read = glance(await self.board(guild, "leadership", window_text, as_of_text, course=False))
            self._kept[asked] = _Kept(read, self.monotonic())
            self._kept.move_to_end(asked)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
            return read

    def _read_within(self, seconds: float, asked: _Asked) -> Glance | None:
        found = self._kept.get(asked)
        return found.glance if found is not None and self.monotonic() - found.read_at < seconds else None
