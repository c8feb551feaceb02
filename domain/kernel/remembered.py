"""What was worked out once of facts that never change, for whoever asks for it next."""

from collections.abc import Callable, Hashable
from itertools import count
from operator import itemgetter
from typing import Any, Final, TypeVar, cast

import attrs
import numpy as np

Found = TypeVar("Found")

REMEMBERED: Final = 64 * 1024 * 1024
"""Bytes that are kept at most: of 100,000 members what was asked for of some fifty days."""

OF_EACH_MEMBER: Final = 320
"""Bytes that are kept in a larger guild: all KPIs of a window and the one before need so many."""


MOST_THINGS: Final = 4_000
"""Of a small guild everything takes little, and would never go."""

FEW: Final = 64
"""Columns come in few arrays; a longer list is one of small things, and weighing each takes long."""


@attrs.define
class _Held:
    """Something made, the bytes that it takes, and its place in the order of asking."""

    made: Any
    size: int
    asked: int


class Remembered:
    """What was worked out once; where it takes over `most` bytes, what was not asked for longest goes.

    Several threads may ask. It has no lock, since what two of them make at the same time is the same.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._held: dict[Hashable, _Held] = {}
        self._asked = count()
        self._about = 0
        """Its bytes, or more, where threads met: they are counted before anything goes."""

    def __len__(self) -> int:
        return len(self._held)

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        return sum(held.size for held in list(self._held.values()))

    def once(self, key: Hashable, make: Callable[[], Found], members: int = 0) -> Found:
        """What was made under this key before, else made now; of a guild of so many members."""
        held = self._held.get(key)
        if held is None:
            made = make()
            held = self._held[key] = _Held(made, _nbytes(made), next(self._asked))
            self._about += held.size
            most = max(REMEMBERED, OF_EACH_MEMBER * members) if self._most is None else self._most
            if self._about > most or len(self._held) > MOST_THINGS:
                self._let_go(key, most)
        held.asked = next(self._asked)
        return cast(Found, held.made)

    def _let_go(self, key: Hashable, most: int) -> None:
        """Of those that take room: what takes none frees none."""
        bytes_over = self.nbytes - most
        things_over = len(self._held) - MOST_THINGS
        things_over += MOST_THINGS // 4 if things_over > 0 else 0
        others = [(held.asked, other) for other, held in list(self._held.items()) if held.size]
        for _, other in sorted(others, key=itemgetter(0)):
            if max(bytes_over, things_over) <= 0:
                break
            if other != key and (gone := self._held.pop(other, None)) is not None:
                bytes_over, things_over = bytes_over - gone.size, things_over - 1
        self._about = self.nbytes


def _nbytes(made: object) -> int:
    """What the columns of something take that are its own, and no part of others; what refers to other facts
    says it by itself, as `own_bytes`."""
    if isinstance(made, np.ndarray):
        return made.nbytes if made.base is None else 0
    if isinstance(made, tuple | list):
        return sum(_nbytes(one) for one in made) if len(made) <= FEW else 0
    if isinstance(made, dict):
        return _nbytes(list(made.values()))
    if (own := getattr(made, "own_bytes", None)) is not None:
        return int(own)
    fields: tuple[attrs.Attribute[Any], ...] = getattr(type(made), "__attrs_attrs__", ())
    return sum(_nbytes(getattr(made, field.name)) for field in fields)
