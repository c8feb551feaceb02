"""Dead letters are tried again once whatever was wrong with them has been mended."""

from collections.abc import Mapping

import attrs

from application.clock import Clock
from application.community.ports import DeadLetters, Store
from application.community.record import LARGEST_BATCH, RecordActivities
from domain.community.activity import Activity
from domain.community.admission import refusal
from domain.community.envelope import Reader, read
from domain.community.letters import ENVELOPE, Letter
from domain.kernel.errors import Invalid


@attrs.frozen(kw_only=True)
class Tried:
    """What became of the letters that waited."""

    landed: int = 0
    still_waiting: int = 0


@attrs.frozen(kw_only=True)
class ReplayLetters:
    """Send the waiting letters of a guild, or those of no readable guild, through the front door again.

    One that lands counts once and is marked resolved; one that is refused again waits on. `readers`
    reads the records of other formats than the envelope.
    """

    store: Store
    clock: Clock
    record: RecordActivities
    readers: Mapping[str, Reader] = attrs.field(factory=dict)

    async def __call__(self, guild: int | None) -> Tried:
        """Try them once; raises Unavailable when the store is away, and nothing is lost by that."""
        if guild is None:
            async with self.store.unaddressed() as nowhere:
                letters = await nowhere.waiting(limit=LARGEST_BATCH)
        else:
            async with self.store.reading(guild) as work:
                letters = await work.letters.waiting(limit=LARGEST_BATCH)
        fit = [(letter, activity) for letter in letters if (activity := self._mended(letter)) is not None]
        recorded = await self.record([activity for _, activity in fit])
        landed = [
            letter.id
            for (letter, _), answer in zip(fit, recorded.answers, strict=True)
            if answer.outcome != "parked"
        ]
        if landed:
            await self._resolve(guild, landed)
        return Tried(landed=len(landed), still_waiting=len(letters) - len(landed))

    def _mended(self, letter: Letter) -> Activity | None:
        """The activity in a letter, when the front door would let it in now."""
        reader = self.readers.get(letter.format, _envelope if letter.format == ENVELOPE else None)
        if reader is None or letter.record is None:
            return None
        try:
            activity = reader(letter.record, letter.source)
        except Invalid:
            return None
        return None if refusal(activity, self.clock.now(), self.record.rules) else activity

    async def _resolve(self, guild: int | None, landed: list[bytes]) -> None:
        if guild is None:
            async with self.store.unaddressed() as nowhere:
                await _mark(nowhere, landed, self.clock)
        else:
            async with self.store.writing(guild) as work:
                await _mark(work.letters, landed, self.clock)


async def _mark(letters: DeadLetters, landed: list[bytes], clock: Clock) -> None:
    await letters.resolve(landed, clock.now())


def _envelope(record: Mapping[str, object], source: str) -> Activity:
    return read(dict(record), source=source)
