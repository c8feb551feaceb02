"""Histories of a small guild, as sources tell them: late, twice, in any order, and in disagreement."""

from datetime import timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from domain.community.log.activity import (
    COMMAND_RUN,
    EVENTS,
    MEMBER_JOINED,
    MEMBER_LEFT,
    MESSAGE,
    REACTION,
    REACTIONS_SEEN,
    ROLES,
    RSVPS,
    THREAD_CREATED,
    UNDONE,
    VOICE_JOINED,
    VOICE_LEFT,
    Activity,
    Person,
)
from domain.community.log.words import ANSWERS
from tests.builders.activities import DAY, HOUR, MINUTE, TIME_ZERO, a_person, an_activity, message_id

ZONES = ["UTC", "Asia/Kolkata", "America/New_York"]
CHANNELS = [501, 502]
THREAD = 601
MESSAGES = [message_id(TIME_ZERO + number * 7 * HOUR + number * timedelta(minutes=13)) for number in range(5)]
"""Ids of messages over a day and a half, so that some zone's midnight lies between any two."""

_AWAY = st.integers(0, 60 * 60).map(lambda minutes: TIME_ZERO + minutes * MINUTE)
_PEOPLE = st.builds(
    lambda number, name, bot, named_at: a_person(
        number,
        source="webhook" if number == 4 else "discord",
        name=name,
        bot=bot and number == 3,
        named_at=named_at,
    ),
    number=st.integers(0, 4),
    name=st.sampled_from(["Ada", "Ben", None]),
    bot=st.booleans(),
    named_at=st.none() | st.sampled_from([TIME_ZERO - DAY, TIME_ZERO + DAY]),
)


def _told(kind: str, **parts: Any) -> Activity:
    at, where = parts.pop("at"), parts.pop("where", None)
    channel, parent = where or (None, None)
    return an_activity(kind, at, channel=channel, parent=parent, **parts)


_WHERE = st.sampled_from([(CHANNELS[0], None), (CHANNELS[1], None), (THREAD, CHANNELS[0])])
_INFERRED = st.booleans()

_MESSAGES = st.builds(
    _told,
    kind=st.just(MESSAGE),
    at=_AWAY,
    where=_WHERE,
    person=_PEOPLE,
    subject=st.sampled_from(MESSAGES),
    toward=st.none() | _PEOPLE,
    inferred=_INFERRED,
    details=st.fixed_dictionaries({"type": st.sampled_from([0, 19, 7]), "length": st.integers(0, 2)}),
)
_MESSAGES_FROM_ELSEWHERE = st.builds(
    _told,
    kind=st.just(MESSAGE),
    at=_AWAY,
    where=_WHERE,
    person=_PEOPLE,
    namespace=st.just("shop"),
    natural_id=st.sampled_from(["a", "b"]),
    inferred=_INFERRED,
)
_REACTIONS = st.builds(
    _told,
    kind=st.just(REACTION),
    at=_AWAY,
    where=_WHERE,
    person=_PEOPLE,
    subject=st.sampled_from(MESSAGES[:3]),
    toward=st.none() | _PEOPLE,
    inferred=_INFERRED,
    details=st.fixed_dictionaries({"emoji": st.sampled_from(["🎉", "710000000000000009"])}),
)
_LOOKS = st.builds(
    _told,
    kind=st.just(REACTIONS_SEEN),
    at=_AWAY,
    where=_WHERE,
    person=st.none(),
    subject=st.sampled_from(MESSAGES[:3]),
    toward=st.none() | _PEOPLE,
    inferred=_INFERRED,
    details=st.fixed_dictionaries(
        {"emoji": st.sampled_from(["🎉", "710000000000000009"]), "count": st.integers(0, 4)}
    ),
)
_SESSIONS = st.builds(
    _told,
    kind=st.sampled_from([VOICE_JOINED, VOICE_JOINED, VOICE_LEFT]),
    at=_AWAY,
    where=_WHERE,
    person=_PEOPLE,
    natural_id=st.integers(0, 9).map(str),
    inferred=_INFERRED,
)
_COMINGS_AND_GOINGS = st.builds(
    _told,
    kind=st.sampled_from([MEMBER_JOINED, MEMBER_LEFT]),
    at=_AWAY,
    person=_PEOPLE,
    natural_id=st.integers(0, 5).map(str),
    inferred=_INFERRED,
)
_JOINS_BY_INVITE = st.builds(
    _told,
    kind=st.just(MEMBER_JOINED),
    at=_AWAY,
    person=_PEOPLE,
    natural_id=st.integers(0, 5).map(str),
    inferred=_INFERRED,
    details=st.fixed_dictionaries({"invite": st.sampled_from(["arena", "hTKzmak"])}),
)
_ROLES = st.builds(
    _told,
    kind=st.sampled_from(sorted(ROLES)),
    at=_AWAY,
    person=_PEOPLE,
    natural_id=st.integers(0, 9).map(str),
    inferred=_INFERRED,
    details=st.fixed_dictionaries({"role": st.sampled_from(["701", "702", str(2**63 - 1)])}),
)
_COMMANDS = st.builds(
    _told,
    kind=st.just(COMMAND_RUN),
    at=_AWAY,
    where=_WHERE,
    person=_PEOPLE,
    natural_id=st.integers(0, 3).map(str),
    inferred=_INFERRED,
    details=st.fixed_dictionaries(
        {
            "command": st.sampled_from(["profile", "プロフィール"]),
            "outcome": st.sampled_from(["ok", "failed"]),
        },
        optional={
            "error": st.just("TimeoutError"),
            "latency_ms": st.sampled_from([0, 10, 11, 3_000, 3_001, 90_000]),
        },
    ),
)
_EVENTS = st.builds(
    _told,
    kind=st.sampled_from(sorted(EVENTS)),
    at=_AWAY,
    where=_WHERE,
    person=st.none() | _PEOPLE,
    subject=st.sampled_from(MESSAGES[:2]),
    natural_id=st.integers(0, 2).map(str),
    inferred=_INFERRED,
)
_RSVPS = st.builds(
    _told,
    kind=st.sampled_from(sorted(RSVPS)),
    at=_AWAY,
    person=_PEOPLE,
    subject=st.sampled_from(MESSAGES[:2]),
    natural_id=st.integers(0, 3).map(str),
    inferred=_INFERRED,
    details=st.fixed_dictionaries({}, optional={"answer": st.sampled_from(ANSWERS)}),
)
_NOT_COUNTED = st.builds(
    _told,
    kind=st.sampled_from([*sorted(UNDONE), THREAD_CREATED]),
    at=_AWAY,
    where=_WHERE,
    person=st.none() | _PEOPLE,
    subject=st.sampled_from(MESSAGES[:2]),
    natural_id=st.integers(0, 3).map(str),
    inferred=_INFERRED,
)
_UNFIT = st.builds(_told, kind=st.just("wave"), at=_AWAY, person=_PEOPLE)

_ONE = st.one_of(
    _MESSAGES,
    _REACTIONS,
    _LOOKS,
    _SESSIONS,
    _COMINGS_AND_GOINGS,
    _JOINS_BY_INVITE,
    _MESSAGES_FROM_ELSEWHERE,
    _ROLES,
    _COMMANDS,
    _EVENTS,
    _RSVPS,
    _NOT_COUNTED,
    _UNFIT,
)
HISTORIES = st.lists(_ONE, min_size=1, max_size=25)
"""Keys are few, so that copies of one thing meet; some records may not enter at all."""


def of_guild(history: list[Activity], guild: int) -> list[Activity]:
    """The same things, happening in that guild."""
    return [attrs.evolve(activity, guild=guild) for activity in history]


def label(person: Person) -> str:
    """How a person is told apart outside, whatever number they got."""
    return f"{person.source}:{person.id}"
