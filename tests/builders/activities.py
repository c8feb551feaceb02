"""Activities with defaults: a test names only what it is about.

Everything happens around TIME_ZERO, a Monday noon, in one guild and one channel.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from domain.community.log.activity import (
    COMMAND_RUN,
    MEMBER_JOINED,
    MEMBER_LEFT,
    MESSAGE,
    REACTION,
    REACTIONS_SEEN,
    ROLE_GIVEN,
    ROLE_TAKEN,
    VOICE_JOINED,
    VOICE_LEFT,
    Activity,
    Person,
)
from domain.kernel.ids import first_snowflake_at

TIME_ZERO = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY_ZERO = TIME_ZERO.date()
GUILD = 710_000_000_000_000_001
CHANNEL = 710_000_000_000_000_101
VOICE_CHANNEL = 710_000_000_000_000_201
SECRET = b"a secret of sixteen bytes or more"

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@attrs.define
class StoppedClock:
    """A clock that stands still until a test moves it."""

    at: datetime = TIME_ZERO + HOUR

    def now(self) -> datetime:
        return self.at


def a_person(number: int = 1, **changes: Any) -> Person:
    """Different numbers are different people."""
    return attrs.evolve(Person(id=str(810_000_000_000_000_000 + number), name=f"Person {number}"), **changes)


def message_id(at: datetime = TIME_ZERO, number: int = 0) -> int:
    """The id of a message of that millisecond; different numbers are different messages."""
    return first_snowflake_at(at) + number


def an_activity(kind: str = MESSAGE, at: datetime = TIME_ZERO, **changes: Any) -> Activity:
    """Any kind, as the gateway tells it; a message and what is about one need a `subject`."""
    plain = Activity(
        guild=GUILD,
        kind=kind,
        natural_id=f"{kind} at {at.timestamp()}",
        occurred_at=at,
        source="gateway",
        person=a_person(),
        channel=CHANNEL,
    )
    return attrs.evolve(plain, **changes)


def a_message(
    at: datetime = TIME_ZERO, by: Person | None = None, number: int = 0, **changes: Any
) -> Activity:
    """Somebody wrote; a message is told apart by its instant and its number."""
    subject = message_id(at, number)
    told = {
        "person": by or a_person(),
        "subject": subject,
        "natural_id": str(subject),
        "details": {"type": 0, "length": 12},
    }
    return an_activity(MESSAGE, at, **(told | changes))


def a_reply(
    to: Activity, at: datetime = TIME_ZERO + MINUTE, by: Person | None = None, **changes: Any
) -> Activity:
    """Somebody answered a message."""
    told = {"toward": to.person, "details": {"type": 19, "length": 3}}
    return a_message(at, by or a_person(2), **(told | changes))


def a_reaction(
    on: Activity, by: Person | None = None, emoji: str = "🎉", at: datetime | None = None, **changes: Any
) -> Activity:
    """Somebody reacted to a message, a minute after it."""
    who = by or a_person(2)
    told = {
        "person": who,
        "subject": on.subject,
        "natural_id": f"{on.subject}:{who.id}:{emoji}",
        "toward": on.person,
        "channel": on.channel,
        "details": {"emoji": emoji},
    }
    return an_activity(REACTION, at or on.occurred_at + MINUTE, **(told | changes))


def reactions_seen(on: Activity, count: int, emoji: str = "🎉", **changes: Any) -> Activity:
    """A history file says how many of one emoji a message had, and not whose."""
    told = {
        "person": None,
        "subject": on.subject,
        "natural_id": f"{on.subject}:{emoji}",
        "toward": on.person,
        "channel": on.channel,
        "source": "history",
        "inferred": True,
        "details": {"emoji": emoji, "count": count},
    }
    return an_activity(REACTIONS_SEEN, on.occurred_at, **(told | changes))


def enters_voice(
    at: datetime, by: Person | None = None, channel: int = VOICE_CHANNEL, **changes: Any
) -> Activity:
    """Somebody enters a voice channel, or moves to it."""
    return _of_person(VOICE_JOINED, at, by, channel=channel, **changes)


def leaves_voice(at: datetime, by: Person | None = None, **changes: Any) -> Activity:
    """Somebody leaves voice."""
    return _of_person(VOICE_LEFT, at, by, **({"channel": None} | changes))


def joins(at: datetime, by: Person | None = None, **changes: Any) -> Activity:
    """Somebody becomes a member."""
    return _of_person(MEMBER_JOINED, at, by, **({"channel": None} | changes))


def leaves(at: datetime, by: Person | None = None, **changes: Any) -> Activity:
    """Somebody is a member no more."""
    return _of_person(MEMBER_LEFT, at, by, **({"channel": None, "details": {"how": "left"}} | changes))


ROLE = 710_000_000_000_000_301
EVENT = 710_000_000_000_000_401


def is_given(role: int, at: datetime, to: Person | None = None, **changes: Any) -> Activity:
    """Somebody is given a role."""
    return _of_person(ROLE_GIVEN, at, to, **({"channel": None, "details": {"role": str(role)}} | changes))


def loses(role: int, at: datetime, who: Person | None = None, **changes: Any) -> Activity:
    """A role is taken from somebody."""
    return _of_person(ROLE_TAKEN, at, who, **({"channel": None, "details": {"role": str(role)}} | changes))


def runs(command: str, at: datetime = TIME_ZERO, by: Person | None = None, **details: Any) -> Activity:
    """Somebody runs a command."""
    told = {"command": command, "outcome": "ok", "latency_ms": 120}
    return _of_person(COMMAND_RUN, at, by, details=told | details)


def of_event(kind: str, at: datetime = TIME_ZERO, by: Person | None = None, **changes: Any) -> Activity:
    """Something becomes of an event, or somebody says that they will come."""
    return _of_person(kind, at, by, **({"subject": EVENT} | changes))


def _of_person(kind: str, at: datetime, by: Person | None, **changes: Any) -> Activity:
    who = by or a_person()
    return an_activity(kind, at, **({"person": who, "natural_id": f"{who.id}@{at.timestamp()}"} | changes))
