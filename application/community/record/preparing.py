"""What can be worked out of a batch before the guild's only writer begins: others need not wait for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import attrs

from domain.community.log.activity import Activity, Person
from domain.community.log.admission import AdmissionRules, canonical, clean_name, settled_time
from domain.community.log.entry import Entry, swiftly
from domain.community.log.keys import Keyring
from domain.community.members import Sighting
from domain.kernel.instants import LocalCalendar


class Admitted(NamedTuple):
    """An activity that may enter: its position in the batch, and all of its entry but the numbers."""

    position: int
    activity: Activity
    key: bytes
    digest: int
    at: datetime
    inferred: bool
    details: str


def prepare(position: int, activity: Activity, keys: Keyring) -> Admitted:
    """Settle the time of an admitted activity, and make its key and the digest of what it says."""
    at, inferred = settled_time(activity)
    details = canonical(activity.details)
    digest = keys.digest(activity, at, inferred, details)
    return swiftly(Admitted, (position, activity, keys.key(activity), digest, at, inferred, details))


def split_sealed(
    admitted: Sequence[Admitted], calendar: LocalCalendar, sealed: int
) -> tuple[list[Admitted], list[Admitted]]:
    """Those that may land, and those that come too late for their day."""
    landing: list[Admitted] = []
    late: list[Admitted] = []
    for one in admitted:
        (late if calendar.day_hour(one.at)[0] <= sealed else landing).append(one)
    return landing, late


def sightings(admitted: Iterable[Admitted], keys: Keyring, rules: AdmissionRules) -> list[Sighting]:
    """Each person of the batch once, with their newest name; bot when any record says so."""
    latest: dict[int, tuple[datetime, Person]] = {}  # by identity: a source names one person by one object
    for one in admitted:
        activity = one.activity
        for person in (activity.person, activity.toward):
            if person is not None:
                named_at = person.named_at or activity.occurred_at
                seen = latest.get(id(person))
                if seen is None or named_at > seen[0]:
                    latest[id(person)] = (named_at, person)
    newest: dict[tuple[str, str], tuple[datetime, Person]] = {}
    for named_at, person in latest.values():
        who, named = (person.source, person.id), (named_at, _cleaned(person, rules))
        held = newest.get(who)
        newest[who] = named if held is None else _newer(held, named)
    return [
        Sighting(hash=keys.person(source, external), person=person, named_at=named_at)
        for (source, external), (named_at, person) in newest.items()
    ]


def _cleaned(person: Person, rules: AdmissionRules) -> Person:
    """Names are cleaned before they are compared: an empty newer one must not hide an older one."""
    name = clean_name(person.name, rules)
    return person if name == person.name else attrs.evolve(person, name=name)


def _newer(one: tuple[datetime, Person], other: tuple[datetime, Person]) -> tuple[datetime, Person]:
    """The later name; of two at one time the greater, so that order does not matter."""
    bot = one[1].bot or other[1].bot
    at, person = max(one, other, key=lambda held: (held[1].name is not None, held[0], held[1].name or ""))
    return at, attrs.evolve(person, bot=bot)


def entries(
    admitted: Sequence[Admitted],
    seen: Iterable[Sighting],
    numbers: Mapping[bytes, int],
    now: datetime,
) -> list[Entry]:
    """The rows of the log, now that everybody in them has a number."""
    of_person = {(one.person.source, one.person.id): numbers[one.hash] for one in seen}
    number_of: dict[int, int | None] = {id(None): None}  # by identity, as in sightings
    for one in admitted:
        for person in (one.activity.person, one.activity.toward):
            if person is not None and id(person) not in number_of:
                number_of[id(person)] = of_person[person.source, person.id]
    return [_entry(one, number_of, now) for one in admitted]


def _entry(one: Admitted, number_of: Mapping[int, int | None], now: datetime) -> Entry:
    _, activity, key, digest, at, inferred, details = one
    person = activity.person
    message_type = activity.details.get("type")
    fields = (
        key,
        digest,
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
    return swiftly(Entry, fields)
