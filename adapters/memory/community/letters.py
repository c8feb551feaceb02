"""Dead letters in memory."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

import attrs

from adapters.memory.community.state import Letters, Undo
from domain.community.log.letters import Letter, Parked, names_any


@attrs.frozen
class MemoryDeadLetters:
    """Letters by id."""

    _letters: Letters
    _undo: Undo

    async def park(self, letters: Sequence[Letter]) -> None:
        """Keep them; one that is there already is kept once."""
        for letter in letters:
            if letter.id not in self._letters.kept:
                self._undo.put(self._letters.kept, letter.id, letter)

    async def refuse(self, reason: str, count: int) -> None:
        """Count refused records."""
        self._undo.put(self._letters.refused, reason, self._letters.refused.get(reason, 0) + count)

    async def waiting(self, *, limit: int = 1000) -> list[Letter]:
        """Letters not yet resolved, oldest first."""
        open_ = [letter for letter in self._letters.kept.values() if letter.resolved_at is None]
        return sorted(open_, key=lambda letter: (letter.received_at, letter.id))[:limit]

    async def counts(self) -> dict[str, int]:
        """Waiting letters and refused records by reason."""
        waiting = Counter(
            letter.reason for letter in self._letters.kept.values() if letter.resolved_at is None
        )
        return dict(waiting + Counter(self._letters.refused))

    async def parked(self) -> list[Parked]:
        """When and why each letter came, oldest first."""
        kept = self._letters.kept.values()
        rows = [Parked(letter.received_at, letter.reason, letter.resolved_at) for letter in kept]
        return sorted(rows, key=lambda row: row[:2])

    async def find(self, letter_id: bytes) -> Letter | None:
        """The letter with this id."""
        return self._letters.kept.get(letter_id)

    async def resolve(self, ids: Sequence[bytes], at: datetime) -> None:
        """They landed."""
        for letter_id in ids:
            if letter := self._letters.kept.get(letter_id):
                self._undo.put(self._letters.kept, letter_id, attrs.evolve(letter, resolved_at=at))

    async def forget(self, outside_ids: Collection[str]) -> int:
        """Empty the records that name any of these ids."""
        hit = [letter for letter in self._letters.kept.values() if names_any(letter, outside_ids)]
        for letter in hit:
            self._undo.put(self._letters.kept, letter.id, attrs.evolve(letter, record=None, detail=""))
        return len(hit)
