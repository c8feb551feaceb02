"""Small communities at random: who came and went, wrote, talked, ran commands, and what was on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

import attrs

from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.events.event import Event, Status
from domain.community.events.plan import Plan
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED, Activity, Person
from tests.builders.activities import (
    CHANNEL,
    MINUTE,
    VOICE_CHANNEL,
    a_message,
    a_person,
    a_reaction,
    enters_voice,
    is_given,
    joins,
    leaves,
    leaves_voice,
    loses,
    of_event,
    runs,
)

FIRST: Final = datetime(2025, 12, 20, tzinfo=UTC)
DAYS: Final = 112
"""Over a turn of the year with an ISO week 53 near, and two changes of the clocks."""

NOW: Final = FIRST + timedelta(days=DAYS, hours=15, minutes=7)
ZONES: Final = (
    "UTC",
    "America/Santiago",  # its clocks go back at midnight, into the day before
    "Asia/Beirut",  # its midnight is often that of an evening; one of its days lacks the first hour
    "Asia/Kolkata",
    "Pacific/Kiritimati",
    "Pacific/Niue",
    "Australia/Lord_Howe",
)
ROLES: Final = (710_000_000_000_000_301, 710_000_000_000_000_302, 710_000_000_000_000_303)
COMMANDS: Final = ("show_profile", "show_my_profile", "play", "event.rsvp")
TYPES: Final = ("Scrims", "Talk", "")
SERIES: Final = 710_000_000_000_009_001
CODES: Final = ("arena", "hTKzmak")
_QUALIFYING: Final = (
    ("message", "reaction", "voice", "event", "command"),
    ("voice", "event", "command"),
    ("message",),
)


@attrs.frozen(kw_only=True)
class World:
    """What happened in a community, and how it is set up."""

    activities: tuple[Activity, ...]
    events: tuple[Event, ...]
    spans: tuple[CoverageSpan, ...]
    settings: dict[str, Any]
    erased: tuple[Person, ...]


def a_world(seed: int) -> World:
    """The same for the same seed."""
    chance = Random(seed)
    people = [a_person(number, bot=number == 1) for number in range(1, chance.choice((3, 14, 20, 24)) + 1)]
    events = tuple(_events(chance))
    told = [joins(FIRST + MINUTE, people[0]), *(e for one in people for e in _life(chance, one, events))]
    told.sort(key=lambda each: each.occurred_at)
    return World(
        activities=tuple(each for each in told if FIRST <= each.occurred_at < NOW),
        events=events,
        spans=tuple(_heard(chance)),
        settings=_settings(chance),
        erased=tuple(chance.sample(people[2:], 1)) if len(people) > 3 and chance.random() < 0.4 else (),
    )


def _settings(chance: Random) -> dict[str, Any]:
    tiers = dict(zip(map(str, ROLES), ("staff", "captain", "volunteer"), strict=True))
    return {
        "time_zone": chance.choice(ZONES),
        "qualifying": chance.choice(_QUALIFYING),
        "tracked_commands": chance.choice(((), ("play", "show_profile"), ("show_my_profile",))),
        "tiers": {role: tiers[role] for role in list(tiers)[: chance.randint(0, 3)]},
        "fresh_days": chance.choice((3, 14)),
        "inactive_days": chance.choice((10, 30)),
        "core_active_days": chance.choice((3, 8)),
        "core_events": chance.choice((1, 3)),
        "new_days": chance.choice((20, 90)),
        "segment_preset": chance.choice(("standard", "standard", "document 001")),
        "voice_shown": chance.random() < 0.9,
    }


def _heard(chance: Random) -> Iterator[CoverageSpan]:
    """Most of the time everything; at times nothing of a family, or a gap of it, or one channel alone."""
    for family in FAMILIES:
        kind = chance.choice((*["whole"] * 9, "gap", "late", "channels", "none"))
        start = FIRST + timedelta(days=chance.randint(20, 80)) if kind == "late" else FIRST
        if kind == "none":
            continue
        if kind in ("whole", "late"):
            yield CoverageSpan(family=family, start=start, end=NOW, source="gateway")
            continue
        cut = FIRST + timedelta(hours=chance.randint(200, 2000))
        back = min(cut + timedelta(hours=chance.randint(5, 700)), NOW)
        channels = (None,) if kind == "gap" else (CHANNEL, CHANNEL + 1)
        yield CoverageSpan(family=family, start=FIRST, end=cut, source="gateway", channel=channels[0])
        yield CoverageSpan(family=family, start=back, end=NOW, source="gateway", channel=channels[0])
        for other in channels[1:]:
            yield CoverageSpan(family=family, start=FIRST, end=NOW, source="gateway", channel=other)


def _events(chance: Random) -> Iterator[Event]:
    """Evenings of two hours, some of a series, some called off, some in a month that has not come."""
    for number in range(chance.randint(0, 14)):
        starts = FIRST + timedelta(
            days=chance.randint(2, DAYS + 10), hours=chance.choice((1, 18, 22)), minutes=number
        )
        ends = starts + timedelta(hours=2)
        fate = chance.choice(("held", "held", "held", "late", "off", "forgotten"))
        plan = Plan(
            title=f"Evening {number}",
            type=chance.choice(TYPES),
            hosts=tuple(chance.sample(range(2, 9), chance.randint(0, 2))),
            channels=_rooms(chance),
            starts_at=starts,
            ends_at=ends,
            capacity=chance.choice((None, 2)),
            before_minutes=chance.choice((0, 15, 60)),
            minimum_minutes=chance.choice((0, 5, 45)),
        )
        event = Event(
            event_id=710_000_000_000_008_000 + number,
            plan=plan,
            **({"series": SERIES, "occurrence": starts} if chance.random() < 0.5 else {}),
        )
        began = starts + timedelta(minutes=chance.choice((-20, 0, 12)))
        if fate == "off" and starts - timedelta(hours=5) < NOW:
            at = starts - timedelta(hours=5)
            event = attrs.evolve(event, status=Status.CANCELLED, ended_at=at, version=2)
        elif fate in ("held", "late") and began < NOW:
            over = ends + timedelta(minutes=40 * (fate == "late"))
            if over < NOW:
                event = attrs.evolve(
                    event, status=Status.COMPLETED, started_at=began, ended_at=over, version=3
                )
            else:
                event = attrs.evolve(event, status=Status.STARTED, started_at=began, version=2)
        yield event


def _rooms(chance: Random) -> tuple[int, ...]:
    """Mostly one voice channel, at times two; nobody is heard of an event in none."""
    first = VOICE_CHANNEL + chance.randint(0, 1)
    return chance.choice(((first,), (first,), (VOICE_CHANNEL, VOICE_CHANNEL + 1), ()))


def _life(chance: Random, person: Person, events: tuple[Event, ...]) -> Iterator[Activity]:
    """One person: some come before anybody listened, some leave, some come back."""
    came, gone = _stays(chance)
    taken: set[datetime] = set()

    def at(day: float) -> datetime:
        """A minute of its own: two things of one person never happen at once."""
        found = FIRST + timedelta(minutes=int(day * 1440))
        while found in taken:
            found += MINUTE
        taken.add(found)
        return found

    if not person.bot and chance.random() < 0.8:
        yield joins(
            at(came), person, details={"invite": chance.choice(CODES)} if chance.random() < 0.7 else {}
        )
    if not person.bot and gone < DAYS:
        yield leaves(at(gone), person)
        if chance.random() < 0.4:
            yield joins(at(gone + chance.choice((0.01, 9))), person)
    yield from _doings(chance, person, at, came, gone)
    if not person.bot:
        yield from _evenings(chance, person, events)
        for role in ROLES:
            if chance.random() < 0.3:
                given = chance.uniform(came, gone)
                yield is_given(role, at(given), person, natural_id=f"{role}:{person.id}:given")
                if chance.random() < 0.4:
                    yield loses(role, at(given + 20), person, natural_id=f"{role}:{person.id}:taken")


def _stays(chance: Random) -> tuple[float, float]:
    came = chance.choice((0.5, chance.uniform(0, DAYS)))
    gone = chance.uniform(came + 1, DAYS + 60)
    return came, gone


def _doings(chance: Random, person: Person, at: Any, came: float, gone: float) -> Iterator[Activity]:
    busy = chance.choice((0, 3, 12, 50))
    until = min(gone, DAYS + 0.6)
    for number in range(busy):
        day = chance.uniform(came, until)
        kind = chance.choice(("message", "message", "reaction", "voice", "command"))
        if kind == "message":
            yield a_message(
                at(day),
                person,
                number=int(person.id) % 1000,
                channel=CHANNEL + chance.randint(0, 1),
                details={"type": chance.choice((0, 0, 0, 19, 7)), "length": 3},
            )
        elif kind == "reaction":
            when = at(day)
            on = a_message(when - 3 * MINUTE, a_person(2), number=900 + number)
            yield a_reaction(on, person, at=when)
        elif kind == "command":
            outcome = chance.choice(("ok", "ok", "ok", "failed", "denied"))
            more = {"error": chance.choice(("TimeoutError", "KeyError"))} if outcome == "failed" else {}
            if chance.random() < 0.9:
                more["latency_ms"] = chance.randint(5, 9000)
            yield runs(chance.choice(COMMANDS), at(day), person, outcome=outcome, **more)
        else:
            start = at(day)
            channel = VOICE_CHANNEL + chance.randint(0, 2)
            yield enters_voice(start, person, channel)
            if chance.random() < 0.95:
                yield leaves_voice(at(day + chance.choice((0.01, 0.1, 0.6, 1.4))), person)


def _evenings(chance: Random, person: Person, events: tuple[Event, ...]) -> Iterator[Activity]:
    """Who says that they come, and who does; on seconds, so that nothing else falls on the same one."""
    for place, event in enumerate(events):
        begins = event.plan.starts_at
        own = timedelta(seconds=int(person.id) % 50)
        if chance.random() < 0.5:
            said = begins - timedelta(days=1, minutes=3 * place) + own
            answer = chance.choice((None, "going", "going", "interested", "not"))
            details = {"answer": answer} if answer else {}
            yield of_event(RSVP_ADDED, said, person, subject=event.event_id, details=details)
            if chance.random() < 0.2:
                taken = said + timedelta(hours=2)
                yield of_event(RSVP_REMOVED, taken, person, subject=event.event_id, details=details)
        if chance.random() < 0.4:
            since = begins + timedelta(minutes=chance.choice((-30, -5, 1, 90))) + own
            stays = timedelta(minutes=chance.choice((2, 20, 60, 150)))
            room = (event.plan.channels or (VOICE_CHANNEL,))[0]
            yield enters_voice(since, person, room)
            if chance.random() < 0.3:
                yield enters_voice(since + stays / 2, person, room + 1)
            yield leaves_voice(since + stays, person)
