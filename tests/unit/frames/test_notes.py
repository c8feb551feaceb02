"""Notes of the listener, and records of the journal that are none."""

from datetime import timedelta

import pytest

from adapters.discord.frames import FrameReader, note_listened, note_missed
from application.community.hearing.ports import Written
from application.community.hearing.told import HasRoles, Listened, Missed
from domain.community.coverage import Family
from domain.community.log.activity import Activity
from domain.community.log.letters import Unreadable
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.frames.sent.listener import Listener, activities
from tests.unit.frames.sent.places import DELETED, EVERY, audited, gone, invite
from tests.unit.frames.sent.talk import BEN, GUILD, Json, event, member, message, reaction, rsvp, voice

FAMILIES: tuple[Family, ...] = ("messages", "voice")
END = TIME_ZERO + timedelta(seconds=10, microseconds=7)


def test_a_time_that_was_heard_is_told_of_each_guild() -> None:
    note = note_listened([GUILD, GUILD + 1], FAMILIES, start=TIME_ZERO, end=END)
    assert FrameReader().read(Written(1, TIME_ZERO, note)) == [
        Listened(guild=guild, families=FAMILIES, start=TIME_ZERO, end=END) for guild in (GUILD, GUILD + 1)
    ]


def test_a_time_that_was_missed_is_told_with_its_reason() -> None:
    note = note_missed({GUILD}, FAMILIES, start=TIME_ZERO, end=END, reason="session_lost")
    assert FrameReader().read(Written(1, TIME_ZERO, note)) == [
        Missed(guild=GUILD, families=FAMILIES, start=TIME_ZERO, end=END, reason="session_lost")
    ]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"\xff",
        b'{"kind":"poem","verse":"ottoverrano"}',
        b'{"kind":"frame","name":"MESSAGE_CREATE","session":"abc","seq":1,"guild":1,"data":{}}',
        b'{"kind":"frame","name":"MESSAGE_CREATE","session":"abc","seq":1,"guild":0,"data":{}}',
        b'{"kind":"frame","name":"GUILD_CREATE","session":"abc","seq":1,"guild":1,"data":[]}',
        b'{"kind":"listened","guilds":[1],"families":["dance"],"start":"2026-03-01T00:00:00Z","end":"x"}',
        b'{"kind":"quarantined","length":"ottoverrano","fingerprint":""}',
        b"[" * 100_000,
    ],
)
def test_a_record_that_cannot_be_read_is_one_dead_letter_without_text(payload: bytes) -> None:
    (letter,) = FrameReader().read(Written(1, TIME_ZERO, payload))
    assert isinstance(letter, Unreadable)
    assert (letter.reason, letter.record, letter.length) == ("unreadable", None, len(payload))
    assert "ottoverrano" not in repr(letter)


def test_a_frame_that_a_newer_version_kept_tells_nothing() -> None:
    kept = b'{"kind":"frame","name":"NEXT_YEAR","session":"abc","seq":1,"guild":1,"data":{"a":1}}'
    assert FrameReader().read(Written(1, TIME_ZERO, kept)) == []


def test_a_frame_that_is_sent_again_after_a_resume_is_the_same_thing() -> None:
    listener = Listener()
    (first,) = listener.hears("MESSAGE_CREATE", message())
    payload = listener.records[0].payload
    assert FrameReader().read(Written(9, TIME_ZERO + MINUTE, payload)) == [first]


def test_everything_that_is_read_again_is_told_the_same_by_whomever() -> None:
    listener = Listener(voice_details={GUILD})
    told = [listener.hears(name, data, after=MINUTE / 6) for name, data in EVERY * 2]
    assert [list(listener.reader.read(record)) for record in listener.records] == told
    fresh = FrameReader()
    assert [list(fresh.read(record)) for record in listener.records] == told
    assert sum(map(len, told)) > 100


@pytest.mark.parametrize(
    ("name", "data", "inferred"),
    [
        ("VOICE_STATE_UPDATE", voice(), True),
        ("VOICE_STATE_UPDATE", voice(channel=None), True),
        ("MESSAGE_REACTION_ADD", reaction(), True),
        ("MESSAGE_DELETE", DELETED, True),
        ("GUILD_MEMBER_REMOVE", gone(), True),
        ("GUILD_SCHEDULED_EVENT_USER_ADD", rsvp(), True),
        ("GUILD_SCHEDULED_EVENT_UPDATE", event(2), True),
        ("GUILD_SCHEDULED_EVENT_CREATE", event(), False),
        ("MESSAGE_CREATE", message(), False),
        ("GUILD_MEMBER_ADD", member(BEN, guild_id=str(GUILD)), False),
        ("INVITE_CREATE", invite(), False),
    ],
)
def test_what_is_sent_again_late_is_dated_exactly_only_where_it_bears_a_time(
    name: str, data: Json, inferred: bool
) -> None:
    assert [one.inferred for one in activities(Listener().hears(name, data, late=True))] == [inferred]
    assert [one.inferred for one in activities(Listener().hears(name, data))] == [False]


def test_roles_that_are_told_again_late_were_not_seen_to_change() -> None:
    for name in ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE"):
        told = Listener().hears(name, member(BEN, guild_id=str(GUILD)), late=True)
        assert [one.exact for one in told if isinstance(one, HasRoles)] == [False]


def _leaves(told: list[object]) -> list[Activity]:
    return [one for one in told if isinstance(one, Activity) and one.kind == "member_left"]


def test_a_leave_that_was_heard_stays_exact_when_how_it_came_about_is_told_late() -> None:
    listener = Listener()
    (heard,) = _leaves([*listener.hears("GUILD_MEMBER_REMOVE", gone())])
    (how,) = _leaves(
        [*listener.hears("GUILD_AUDIT_LOG_ENTRY_CREATE", audited(20), late=True, after=MINUTE / 9)]
    )
    assert (how.natural_id, how.occurred_at, how.inferred) == (heard.natural_id, heard.occurred_at, False)


def test_a_leave_that_is_told_late_stays_inferred_when_how_it_came_about_is_told_at_once() -> None:
    listener = Listener()
    (late,) = _leaves([*listener.hears("GUILD_MEMBER_REMOVE", gone(), late=True)])
    (how,) = _leaves([*listener.hears("GUILD_BAN_ADD", gone(), after=MINUTE / 9)])
    assert (how.natural_id, how.occurred_at, how.inferred) == (late.natural_id, late.occurred_at, True)


def test_a_leave_that_is_sent_again_is_the_one_that_was_heard() -> None:
    reader, listener = FrameReader(), Listener()
    (heard,) = listener.hears("GUILD_MEMBER_REMOVE", gone())
    again = Listener()
    again.hears("GUILD_MEMBER_REMOVE", gone(), late=True)
    for number, payload in enumerate((listener.records[0].payload, again.records[0].payload)):
        told = reader.read(Written(number, TIME_ZERO + MINUTE + number * MINUTE / 9, payload))
        assert list(told) == [heard]


def test_a_frame_that_is_heard_at_once_is_kept_as_it_always_was() -> None:
    listener = Listener()
    listener.hears("MESSAGE_DELETE", DELETED)
    listener.hears("MESSAGE_DELETE", DELETED, late=True)
    assert [b"late" in record.payload for record in listener.records] == [False, True]
