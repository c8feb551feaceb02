"""Letting a batch in: what may enter lands with its guild, what may not is parked with its reason."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

import attrs

from application.clock import Clock
from application.community.ports import GuildWork, Store
from application.community.record.landing import Grounds, land
from application.community.record.parking import park
from application.community.record.preparing import Admitted, entries, prepare, sightings, split_sealed
from domain.community.log.activity import Activity
from domain.community.log.admission import AdmissionRules, Door, refusal
from domain.community.log.envelope import without_text, write
from domain.community.log.keys import Keyring
from domain.community.log.letters import Letter, Unreadable
from domain.community.members import Sighting
from domain.kernel.errors import Invalid, OverLimit
from domain.kernel.ids import MAX_ID


class Answer(NamedTuple):
    """What became of one record."""

    outcome: Literal["accepted", "duplicate", "parked"]
    reason: str = ""


ACCEPTED = Answer("accepted")
DUPLICATE = Answer("duplicate")
SEALED = Answer("parked", "sealed")


@attrs.frozen(kw_only=True)
class Recorded:
    """The answers to a batch, in its order."""

    answers: tuple[Answer, ...]

    def count(self, outcome: str) -> int:
        """How many had this outcome."""
        return sum(answer.outcome == outcome for answer in self.answers)


Batch = Sequence[Activity | Unreadable]

LARGEST_BATCH = 20_000
"""A batch is one transaction: a larger one would hold the guild's writers for seconds."""

TURN = 50
"""Records after which others have their turn: half a millisecond. While this batch is prepared, the
statements of the batch before it go on, and most of them are short."""


@attrs.frozen(kw_only=True)
class RecordActivities:
    """Let a batch of activities in: each guild's part lands whole or not at all.

    Sending a batch again is safe, also when its first answer was lost. What cannot be kept is
    parked as a dead letter, and its neighbours land.
    """

    store: Store
    clock: Clock
    keys: Keyring
    rules: AdmissionRules = attrs.field(factory=AdmissionRules)

    async def __call__(self, batch: Batch) -> Recorded:
        """Record; raises Unavailable when the store is away, and then nothing of that guild landed."""
        if len(batch) > LARGEST_BATCH:
            raise OverLimit(f"a batch of {len(batch)} records: send at most {LARGEST_BATCH} at a time")
        now = self.clock.now()
        door = Door.at(now, self.rules)
        answers: list[Answer] = [ACCEPTED] * len(batch)
        admitted: dict[int, list[Admitted]] = {}
        letters: dict[int | None, list[Letter]] = {}
        for position, item in enumerate(batch):
            if position % TURN == 0:
                await asyncio.sleep(0)
            if isinstance(item, Unreadable):
                answers[position] = Answer("parked", item.reason)
                letters.setdefault(item.guild, []).append(self._unread(item, now))
            elif reason := refusal(item, door):
                answers[position] = Answer("parked", reason)
                guild = item.guild if 0 < item.guild <= MAX_ID else None
                letters.setdefault(guild, []).append(self._refused(item, guild, reason, now))
            else:
                admitted.setdefault(item.guild, []).append(prepare(position, item, self.keys))
        for guild in sorted({guild for guild in letters if guild is not None} | set(admitted)):
            await self._land(guild, admitted.get(guild, []), answers, now)
            if guild in letters:
                async with self.store.writing(guild) as work:
                    await park(work, letters[guild], self.keys)
        if None in letters:
            async with self.store.unaddressed() as nowhere:
                await nowhere.park(letters[None])
        return Recorded(answers=tuple(answers))

    async def _land(self, guild: int, admitted: list[Admitted], answers: list[Answer], now: datetime) -> None:
        """Land one guild's part; what the store itself refuses is found by halving, and parked alone."""
        if not admitted:
            return
        seen = sightings(admitted, self.keys, self.rules)
        try:
            async with self.store.writing(guild) as work:
                await self._write(work, admitted, seen, answers, now)
        except Invalid as refused:
            if len(admitted) > 1:
                half = len(admitted) // 2
                await self._land(guild, admitted[:half], answers, now)
                await self._land(guild, admitted[half:], answers, now)
                return
            alone = admitted[0]
            answers[alone.position] = Answer("parked", "not_stored")
            letter = attrs.evolve(
                self._refused(alone.activity, guild, "not_stored", now), detail=str(refused)[:200]
            )
            async with self.store.writing(guild) as work:
                await park(work, [letter], self.keys)

    async def _write(
        self,
        work: GuildWork,
        admitted: list[Admitted],
        seen: list[Sighting],
        answers: list[Answer],
        now: datetime,
    ) -> None:
        grounds = await Grounds.of(work)
        if grounds.sealed is not None:
            admitted, late = split_sealed(admitted, grounds.calendar, grounds.sealed)
            for one in late:
                answers[one.position] = SEALED
            if late:
                await work.letters.refuse("sealed", len(late))
                seen = sightings(admitted, self.keys, self.rules)
        batch = entries(admitted, seen, await work.members.numbers(seen), now)
        news = await land(work, batch, grounds, now)
        if len(news.fresh) == len(batch):
            return
        fresh = {id(entry) for entry in news.fresh}
        for one, entry in zip(admitted, batch, strict=True):
            if id(entry) not in fresh:
                answers[one.position] = DUPLICATE

    def _unread(self, item: Unreadable, now: datetime) -> Letter:
        parts = {"guild": item.guild, "reason": item.reason, "record": item.record, "hash": item.fingerprint}
        return Letter(
            id=self.keys.record(parts),
            guild=item.guild,
            received_at=now,
            source=item.source,
            format=item.format,
            reason=item.reason,
            detail=item.detail,
            record=item.record,
            length=item.length,
        )

    def _refused(self, activity: Activity, guild: int | None, reason: str, now: datetime) -> Letter:
        record = without_text(write(activity))
        whose = [person and (person.source, person.id) for person in (activity.person, activity.toward)]
        # The record may keep none of these, and then two bad records would look like one.
        told = (activity.namespace, activity.kind, activity.natural_id, whose)
        parts = {"guild": guild, "reason": reason, "record": record, "id": told}
        return Letter(
            id=self.keys.record(parts),
            guild=guild,
            received_at=now,
            source=activity.source,
            format="envelope",
            reason=reason,
            detail="",
            record=record,
            length=0,
        )
