"""Ranges of message ids: of which everything is in the log."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from domain.kernel.errors import Invalid

Range = tuple[int, int]
"""(first id, first id behind it)."""


@attrs.frozen
class Ranges:
    """A set of ids as sorted ranges that neither overlap nor touch."""

    parts: tuple[Range, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Range]) -> "Ranges":
        """The union of any ranges; an empty one adds nothing."""
        union: list[Range] = []
        for low, high in sorted(part for part in parts if part[0] < part[1]):
            if low < 0:
                raise Invalid(f"a range of ids begins at 0 or above, not at {low}")
            if union and low <= union[-1][1]:
                union[-1] = (union[-1][0], max(union[-1][1], high))
            else:
                union.append((low, high))
        return cls(tuple(union))

    def __or__(self, other: "Ranges") -> "Ranges":
        return Ranges.of((*self.parts, *other.parts))

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and any(low <= number < high for low, high in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __iter__(self) -> Iterator[Range]:
        return iter(self.parts)

    def add(self, low: int, high: int) -> "Ranges":
        """These and [low, high)."""
        return Ranges.of((*self.parts, (low, high)))

    def within(self, low: int, high: int) -> "Ranges":
        """Those of [low, high)."""
        return Ranges.of((max(low, start), min(high, end)) for start, end in self.parts)

    def missing(self, low: int, high: int) -> "Ranges":
        """What of [low, high) is not among them."""
        gaps: list[Range] = []
        for start, end in self.within(low, high):
            gaps.append((low, start))
            low = end
        return Ranges.of([*gaps, (low, high)])

    def minus(self, other: "Ranges") -> "Ranges":
        """These without the others."""
        return Ranges.of(gap for low, high in self.parts for gap in other.missing(low, high))


NOTHING: Final = Ranges()
