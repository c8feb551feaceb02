"""The activity log in memory."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime

import attrs

from adapters.memory.community.state import GuildState, Undo
from domain.community.log.entry import Entry


@attrs.frozen
class MemoryActivityLog:
    """Copies by key."""

    _state: GuildState
    _undo: Undo

    async def known(self, keys: Sequence[bytes]) -> dict[bytes, list[Entry]]:
        """The copies that are already in the log."""
        log = self._state.log
        return {key: list(log[key]) for key in keys if key in log}

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add copies that are not there yet."""
        log = self._state.log
        for entry in entries:
            copies = log.get(entry.key, [])
            if all(copy.digest != entry.digest for copy in copies):
                self._undo.put(log, entry.key, [*copies, entry])

    async def pages(self, *, size: int = 10_000) -> AsyncIterator[list[Entry]]:
        """The whole log ordered by key."""
        page: list[Entry] = []
        for key in sorted(self._state.log):
            page += self._state.log[key]
            if len(page) >= size:
                yield page
                page = []
        if page:
            yield page

    async def between(self, start: datetime, end: datetime) -> dict[bytes, list[Entry]]:
        """All copies of what may have happened in that time."""
        return {
            key: list(copies)
            for key, copies in self._state.log.items()
            if any(start <= copy.occurred_at < end for copy in copies)
        }

    async def straddling(self, before: datetime) -> list[bytes]:
        """Keys with copies on both sides of an instant."""
        return sorted(
            key
            for key, copies in self._state.log.items()
            if min(c.occurred_at for c in copies) < before <= max(c.occurred_at for c in copies)
        )

    async def delete(self, before: datetime, keys: Collection[bytes]) -> int:
        """Delete copies before an instant, and every copy of these keys."""
        wanted, gone = set(keys), 0
        for key, copies in list(self._state.log.items()):
            kept = [] if key in wanted else [copy for copy in copies if copy.occurred_at >= before]
            gone += len(copies) - len(kept)
            if not kept:
                self._undo.drop(self._state.log, key)
            elif len(kept) < len(copies):
                self._undo.put(self._state.log, key, kept)
        return gone
