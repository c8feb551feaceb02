"""What was worked out of the tables of guilds, kept for whoever asks of the same tables next."""

from collections.abc import Callable
from typing import Final

import attrs

from domain.kernel.remembered import Remembered

MOST: Final = 96 * 1024 * 1024
"""Bytes for all guilds; what one of them needs just now may be more."""

UNUSED_FOR: Final = 10.0
"""Seconds after which what nobody asked for goes: between visits the memory is others'."""


@attrs.define
class _Kept:
    """What was worked out, of which tables, and when it was asked for last."""

    of: tuple[object, ...]
    remembered: Remembered
    asked_at: float


@attrs.define
class WorkedOut:
    """For each guild and purpose what was worked out of the newest tables that were asked for: where one of
    them is another, nothing of before is true. `monotonic` tells seconds that never go back.
    """

    monotonic: Callable[[], float]
    most: int = MOST
    _kept: dict[tuple[int, str], _Kept] = attrs.field(factory=dict)

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        return sum(kept.remembered.nbytes for kept in self._kept.values())

    def of(self, guild: int, purpose: str, *tables: object) -> Remembered:
        """What was worked out of these very tables; values among them are compared."""
        kept = self._kept.pop((guild, purpose), None)
        if kept is None or not _same(kept.of, tables):
            kept = _Kept(tables, Remembered(), 0.0)
        kept.asked_at = self.monotonic()
        self._kept[guild, purpose] = kept
        while self.nbytes > self.most and len(self._kept) > 1:
            del self._kept[next(iter(self._kept))]
        return kept.remembered

    def let_go(self, unused_for: float = UNUSED_FOR) -> None:
        """Let go of what nobody asked for in so many seconds."""
        since = self.monotonic() - unused_for
        for where in [where for where, kept in self._kept.items() if kept.asked_at < since]:
            del self._kept[where]


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(a is b or a == b for a, b in zip(one, other, strict=True))
