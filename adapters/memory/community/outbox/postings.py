"""What Discord was told of events, in memory."""

from collections.abc import Collection

import attrs

from adapters.memory.community.state import GuildState, Undo
from application.community.outbox.ports import PostingKey
from domain.community.outbox.posting import Posting


@attrs.frozen
class MemoryPostings:
    """One for each event and part."""

    _state: GuildState
    _undo: Undo

    async def of(self, events: Collection[int]) -> dict[PostingKey, Posting]:
        """Those of these events."""
        wanted = set(events)
        return {key: one for key, one in self._state.postings.items() if key[0] in wanted}

    async def keep(self, posting: Posting) -> None:
        """Add or replace it."""
        self._undo.put(self._state.postings, (posting.event, posting.part), posting)
