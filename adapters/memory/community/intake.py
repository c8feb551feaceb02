"""What the front door did, counted in memory."""

from collections import Counter

import attrs

from adapters.memory.community.state import GuildState, Undo
from domain.community.log.intake import Intake, IntakeKey, Received


@attrs.frozen
class MemoryIntakeCounts:
    """Counts by key."""

    _state: GuildState
    _undo: Undo

    async def add(self, counts: Intake) -> None:
        """Add to the counts."""
        held = self._state.intake
        for key, count in counts.items():
            self._undo.put(held, key, held.get(key, 0) + count)

    async def between(self, first: int, end: int) -> dict[IntakeKey, int]:
        """The counts of these days of receipt."""
        return {key: count for key, count in self._state.intake.items() if first <= key.day < end}

    async def received(self) -> Received:
        """All of them as columns."""
        sums: Counter[tuple[int, str, str, int]] = Counter()
        for key, count in self._state.intake.items():
            sums[key.day, key.source, key.what, key.bucket] += count
        return Received.of((*key, count) for key, count in sums.items())
