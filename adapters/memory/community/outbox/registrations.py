"""Which commands Discord was told of, in memory."""

from datetime import datetime

import attrs

from adapters.memory.community.state import GuildState, Undo


@attrs.frozen
class MemoryRegistrations:
    """The digest of what was told last."""

    _state: GuildState
    _undo: Undo

    async def digest(self) -> str | None:
        """None where Discord was never told of any."""
        return self._state.registered

    async def keep(self, digest: str, _at: datetime) -> None:
        """Discord was told of these just now."""
        self._undo.set(self._state, "registered", digest)
