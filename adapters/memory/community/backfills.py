"""How far a guild was caught up with, in memory."""

from collections.abc import Collection

import attrs

from adapters.memory.community.state import GuildState, Undo
from application.community.backfill.ports import Reactors
from domain.community.backfill.channels import BackfilledChannel
from domain.community.backfill.progress import BackfillProgress


@attrs.frozen
class MemoryBackfills:
    """Channels, reactors to ask, and what was told last."""

    _state: GuildState
    _undo: Undo

    async def channels(self) -> dict[int, BackfilledChannel]:
        """Every channel and thread that was ever met."""
        return dict(self._state.backfilled)

    async def keep(self, channels: Collection[BackfilledChannel]) -> None:
        """Replace what is known of these; a channel that was closed to us for longer stays so."""
        for one in channels:
            before = self._state.backfilled.get(one.channel)
            froms = [one.heard_from, None if before is None else before.heard_from]
            since = max((each for each in froms if each is not None), default=None)
            self._undo.put(self._state.backfilled, one.channel, attrs.evolve(one, heard_from=since))

    async def ask(self, reactors: Collection[Reactors]) -> None:
        """Remember to ask; what is remembered already stays."""
        for one in reactors:
            if _key(one) not in self._state.reactors:
                self._undo.put(self._state.reactors, _key(one), one)

    async def to_ask(self, *, above: int, most: int, besides: Collection[int] = ()) -> list[Reactors]:
        """The newest messages first."""
        found = [
            one
            for one in self._state.reactors.values()
            if one.message >= above and one.channel not in besides
        ]
        return sorted(found, key=lambda one: (-one.message, one.emoji, one.burst))[:most]

    async def asked(self, reactors: Reactors, after: int | None) -> None:
        """Go on behind this id, or be done."""
        held = self._state.reactors.get(_key(reactors))
        if held is not None and after is None:
            self._undo.drop(self._state.reactors, _key(reactors))
        elif held is not None and after is not None:
            self._undo.put(self._state.reactors, _key(reactors), attrs.evolve(held, after=after))

    async def forget_reactors(self, *, below: int) -> None:
        """Do not ask any more of older messages."""
        for key in [key for key in self._state.reactors if key[0] < below]:
            self._undo.drop(self._state.reactors, key)

    async def count_reactors(self) -> int:
        """How many are still to be asked."""
        return len(self._state.reactors)

    async def progress(self) -> BackfillProgress | None:
        """What was last told."""
        return self._state.backfill

    async def tell(self, progress: BackfillProgress) -> None:
        """Replace it."""
        self._undo.set(self._state, "backfill", progress)


def _key(reactors: Reactors) -> tuple[int, str, bool]:
    return reactors.message, reactors.emoji, reactors.burst
