"""Try dead letters again, after whatever was wrong with them has been mended."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import attrs

from application.clock import Clock
from application.community.ports import DeadLetters, Store
from application.community.published.bringing import Brought
from application.community.record import RecordActivities
from domain.community.log.activity import Activity
from domain.community.log.admission import Door, refusal
from domain.community.log.envelope import NOT_KEPT, Reader
from domain.community.log.letters import Letter
from domain.kernel.errors import Invalid

MOST_AT_ONCE = 20_000
_BATCH = 1000


@attrs.frozen(kw_only=True)
class StillWaiting:
    """A letter that could not be let in this time either, and why."""

    letter: Letter
    why: str


@attrs.frozen(kw_only=True)
class ReplayedLetters:
    """What became of the letters; `more` when not all of them were looked at."""

    landed: int
    waiting: tuple[StillWaiting, ...]
    more: bool


@attrs.frozen(kw_only=True)
class ReplayDeadLetters:
    """Read each waiting letter of a guild again by its format; those that are let in now are resolved.

    A letter counts once, however often it is replayed.
    """

    record: RecordActivities
    store: Store
    clock: Clock
    readers: Mapping[str, Reader]

    async def __call__(self, guild: int | None, *, limit: int = MOST_AT_ONCE) -> ReplayedLetters:
        """Replay a guild's letters, oldest first, or (None) those whose guild could not be read."""
        async with self._letters(guild, writing=False) as letters:
            found = await letters.waiting(limit=limit)
        waiting: list[StillWaiting] = []
        readable: list[tuple[Letter, Activity]] = []
        for letter in found:
            outcome = self._read(letter)
            if isinstance(outcome, Activity):
                readable.append((letter, outcome))
            else:
                waiting.append(StillWaiting(letter=letter, why=outcome))
        landed, brought = 0, Brought()
        for start in range(0, len(readable), _BATCH):
            some = readable[start : start + _BATCH]
            recorded = await self.record([activity for _, activity in some])
            brought.add([activity for _, activity in some], recorded.answers)
            resolved: list[bytes] = []
            for (letter, _), answer in zip(some, recorded.answers, strict=True):
                if answer.outcome == "parked":
                    waiting.append(StillWaiting(letter=letter, why=answer.reason))
                else:
                    resolved.append(letter.id)
            async with self._letters(guild, writing=True) as letters:
                await letters.resolve(resolved, self.clock.now())
            landed += len(resolved)
        await brought.publish(self.store, self.clock.now())
        return ReplayedLetters(landed=landed, waiting=tuple(waiting), more=len(found) == limit)

    def _read(self, letter: Letter) -> Activity | str:
        """The activity of a letter, or why there is none."""
        if letter.record is None:
            return "nothing of it was kept but its length"
        reader = self.readers.get(letter.format)
        if reader is None:
            return f"this version does not read the format {letter.format!r}"
        if _withheld(letter.record):
            return "a part of it was not kept, since it could have been a text: send the record again"
        try:
            activity = reader(letter.record, letter.source)
        except Invalid as error:
            return str(error)
        return refusal(activity, Door.at(self.clock.now(), self.record.rules)) or activity

    @asynccontextmanager
    async def _letters(self, guild: int | None, *, writing: bool) -> AsyncIterator[DeadLetters]:
        if guild is None:
            async with self.store.unaddressed() as nowhere:
                yield nowhere
            return
        async with self.store.writing(guild) if writing else self.store.reading(guild) as work:
            yield work.letters


def _withheld(value: object) -> bool:
    """Whether a placeholder stands where a value was: replayed, it would be taken for the value."""
    if isinstance(value, Mapping):
        return NOT_KEPT in value or any(_withheld(inner) for inner in value.values())
    return isinstance(value, str) and value.startswith("(") and value.endswith(")")
