"""Voice after a silence: whoever is gone left in it, and whoever is there has come."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from domain.community.coverage import GATEWAY, Course
from domain.community.log.activity import VOICE_JOINED, VOICE_LEFT, Activity, Person
from domain.community.reconcile.standing import found_id, last_heard, standing
from domain.community.spans import LONGEST_SESSION, Span

_MOMENT: Final = timedelta(microseconds=1)


def voice_moved(
    guild: int,
    at: datetime,
    present: Mapping[Person, int],
    sessions: Mapping[str, Iterable[Span]],
    heard: Course,
) -> list[Activity]:
    """The joins and leaves that bring the sessions in line with who is in voice at that moment.

    `sessions`, by outside id, are those of everybody who may have one; `heard` is when the bot heard voice.
    Who stays in one channel over a silence is taken to have stayed; nobody has two sessions, or one of more
    than 24 hours.
    """
    found: list[Activity] = []
    there = {person.id: person for person in present}
    for who in sorted({*there, *sessions}):
        person = there.get(who) or Person(id=who)
        if person.bot:
            continue
        channel = present.get(person)
        session = next(iter(standing(sessions.get(who, ()), at)), None)
        if session is not None and session.start is not None:
            too_long = at - session.start >= LONGEST_SESSION
            if session.channel == channel and not too_long:
                continue
            if session.start < at:
                until = _until(session.start, at, heard)
                found.append(_left(guild, person, session.start, until, session.channel))
        if channel is not None:
            found.append(_joined(guild, person, at, channel))
    return found


def _until(begun: datetime, at: datetime, heard: Course) -> datetime:
    """Who came in a silence, and was heard only then, was there for a moment, and nobody knows how long."""
    until = max(last_heard(heard, begun, at), begun + _MOMENT)
    return min(until, begun + LONGEST_SESSION)


def _left(guild: int, person: Person, begun: datetime, at: datetime, channel: int | None) -> Activity:
    return Activity(
        guild=guild,
        kind=VOICE_LEFT,
        natural_id=found_id(guild, person, at=begun),
        occurred_at=at,
        inferred=True,
        source=GATEWAY,
        person=person,
        channel=channel,
    )


def _joined(guild: int, person: Person, at: datetime, channel: int) -> Activity:
    return Activity(
        guild=guild,
        kind=VOICE_JOINED,
        natural_id=found_id(guild, person, channel, at=at),
        occurred_at=at,
        inferred=True,
        source=GATEWAY,
        person=person,
        channel=channel,
    )
