"""The front door: everything that happened enters here, in batches, and counts once for ever."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

import attrs

from application.clock import Clock
from application.community.folding import fold_in
from application.community.ports import GuildWork, Store
from domain.community.activity import Activity, Person
from domain.community.admission import AdmissionRules, canonical, clean_name, refusal, settled_time
from domain.community.entry import Entry, sort_in
from domain.community.envelope import without_text, write
from domain.community.keys import Keyring
from domain.community.letters import Letter, Unreadable
from domain.community.members import Sighting
from domain.community.settings import settings_at
from domain.kernel.errors import Invalid, OverLimit
from domain.kernel.instants import LocalCalendar


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
Admitted = list[tuple[int, Activity]]
"""Activities that may enter, each with its position in the batch."""

LARGEST_BATCH = 20_000
"""A batch is one transaction: a larger one would hold the guild's writers for seconds."""


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
        answers: list[Answer] = [ACCEPTED] * len(batch)
        admitted: dict[int, Admitted] = {}
        letters: dict[int | None, list[Letter]] = {}
        for position, item in enumerate(batch):
            if isinstance(item, Unreadable):
                answers[position] = Answer("parked", item.reason)
                letters.setdefault(item.guild, []).append(self._unread(item, now))
            elif reason := refusal(item, now, self.rules):
                answers[position] = Answer("parked", reason)
                guild = None if reason == "id_out_of_range" else item.guild
                letters.setdefault(guild, []).append(self._refused(item, guild, reason, now))
            else:
                admitted.setdefault(item.guild, []).append((position, item))
        for guild in sorted({guild for guild in letters if guild is not None} | set(admitted)):
            await self._land(guild, admitted.get(guild, []), answers, now)
            if guild in letters:
                async with self.store.writing(guild) as work:
                    await work.letters.park(letters[guild])
        if None in letters:
            async with self.store.unaddressed() as nowhere:
                await nowhere.park(letters[None])
        return Recorded(answers=tuple(answers))

    async def _land(self, guild: int, admitted: Admitted, answers: list[Answer], now: datetime) -> None:
        """Land one guild's part; what the store itself refuses is found by halving, and parked alone."""
        if not admitted:
            return
        try:
            async with self.store.writing(guild) as work:
                await self._write(work, admitted, answers, now)
        except Invalid as refused:
            if len(admitted) > 1:
                half = len(admitted) // 2
                await self._land(guild, admitted[:half], answers, now)
                await self._land(guild, admitted[half:], answers, now)
                return
            position, activity = admitted[0]
            answers[position] = Answer("parked", "not_stored")
            letter = attrs.evolve(
                self._refused(activity, guild, "not_stored", now), detail=str(refused)[:200]
            )
            async with self.store.writing(guild) as work:
                await work.letters.park([letter])

    async def _write(self, work: GuildWork, admitted: Admitted, answers: list[Answer], now: datetime) -> None:
        settings = settings_at(await work.guild.settings())
        calendar = LocalCalendar(settings.time_zone)
        profile = await work.guild.profile()
        sealed = profile.sealed_through if profile else None
        if sealed is not None:
            admitted, late = _split_sealed(admitted, calendar, sealed)
            for position in late:
                answers[position] = SEALED
            if late:
                await work.letters.refuse("sealed", len(late))
        numbers = await work.members.numbers(_sightings(admitted, self.keys, self.rules))
        entries = _entries(admitted, numbers, self.keys, now)
        known = await work.log.known(list({entry.key for entry in entries}))
        news = sort_in(entries, known)
        await work.log.append(news.fresh)
        await fold_in(work, news.changes, calendar, sealed_through=sealed)
        fresh = {id(entry) for entry in news.fresh}
        for (position, _), entry in zip(admitted, entries, strict=True):
            if id(entry) not in fresh:
                answers[position] = DUPLICATE

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
        return Letter(
            id=self.keys.record({"guild": guild, "reason": reason, "record": record}),
            guild=guild,
            received_at=now,
            source=activity.source,
            format="envelope",
            reason=reason,
            detail="",
            record=record,
            length=0,
        )


def _split_sealed(admitted: Admitted, calendar: LocalCalendar, sealed: int) -> tuple[Admitted, list[int]]:
    landing: Admitted = []
    late: list[int] = []
    for position, activity in admitted:
        if calendar.day_hour(settled_time(activity)[0])[0] <= sealed:
            late.append(position)
        else:
            landing.append((position, activity))
    return landing, late


def _sightings(admitted: Admitted, keys: Keyring, rules: AdmissionRules) -> list[Sighting]:
    """Each person of the batch once, with their newest name; bot when any record says so."""
    latest: dict[int, tuple[datetime, Person]] = {}  # by identity: a source names one person by one object
    for _, activity in admitted:
        for person in (activity.person, activity.toward):
            if person is not None:
                named_at = person.named_at or activity.occurred_at
                seen = latest.get(id(person))
                if seen is None or named_at > seen[0]:
                    latest[id(person)] = (named_at, person)
    newest: dict[tuple[str, str], tuple[datetime, Person]] = {}
    for named in latest.values():
        who = (named[1].source, named[1].id)
        held = newest.get(who)
        newest[who] = named if held is None else _newer(held, named)
    return [_sighting(person, named_at, keys, rules) for named_at, person in newest.values()]


def _sighting(person: Person, named_at: datetime, keys: Keyring, rules: AdmissionRules) -> Sighting:
    name = clean_name(person.name, rules)
    known_as = person if name == person.name else attrs.evolve(person, name=name)
    return Sighting(hash=keys.person(person.source, person.id), person=known_as, named_at=named_at)


def _newer(one: tuple[datetime, Person], other: tuple[datetime, Person]) -> tuple[datetime, Person]:
    """The later name; of two at one time the greater, so that order does not matter."""
    bot = one[1].bot or other[1].bot
    at, person = max(one, other, key=lambda held: (held[1].name is not None, held[0], held[1].name or ""))
    return at, attrs.evolve(person, bot=bot)


def _entries(admitted: Admitted, numbers: dict[bytes, int], keys: Keyring, now: datetime) -> list[Entry]:
    number_of: dict[int, int | None] = {id(None): None}  # by identity, as in _sightings
    for _, activity in admitted:
        for person in (activity.person, activity.toward):
            if person is not None and id(person) not in number_of:
                number_of[id(person)] = numbers[keys.person(person.source, person.id)]
    return [_entry(activity, number_of, keys, now) for _, activity in admitted]


def _entry(activity: Activity, number_of: dict[int, int | None], keys: Keyring, now: datetime) -> Entry:
    at, inferred = settled_time(activity)
    person, details = activity.person, canonical(activity.details)
    message_type = activity.details.get("type")
    return Entry(
        keys.key(activity),
        keys.digest(activity, at, inferred, details),
        activity.kind,
        number_of[id(person)],
        person.bot if person else False,
        message_type if isinstance(message_type, int) else None,
        at,
        inferred,
        now,
        activity.source,
        activity.schema,
        activity.channel,
        activity.parent,
        activity.subject,
        number_of[id(activity.toward)],
        details,
    )
