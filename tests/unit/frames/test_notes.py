"""Notes of the listener, and records of the journal that are none."""

from datetime import timedelta

import pytest

from adapters.discord.frames import FrameReader, note_listened, note_missed
from application.community.hearing.ports import Written
from application.community.hearing.told import Listened, Missed
from domain.community.coverage import Family
from domain.community.log.letters import Unreadable
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.frames.sent.listener import Listener
from tests.unit.frames.sent.places import EVERY
from tests.unit.frames.sent.talk import (
    GUILD,
    message,
)

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
