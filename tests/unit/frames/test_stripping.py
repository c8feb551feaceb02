"""Stripping: which frames are heard, of whom, and what cannot be read."""

import json
from typing import Any

import pytest

from adapters.discord.frames import Malformed, note_quarantined, pack, session_of, strip
from adapters.discord.frames.format.messages import Said
from application.community.hearing.ports import Written
from domain.community.log.letters import Unreadable
from tests.builders.activities import TIME_ZERO
from tests.unit.frames.sent.listener import Listener, frame
from tests.unit.frames.sent.places import EVERY, chunk, guild_create, ready
from tests.unit.frames.sent.talk import (
    GUILD,
    MESSAGE,
    Json,
    message,
    voice,
    written,
)


@pytest.mark.parametrize(("name", "data"), EVERY)
def test_a_frame_says_what_it_tells_of_which_guild_and_its_number(name: str, data: Json) -> None:
    for sent in (frame(name, data, 41), frame(name, data, 41).encode()):
        stripped = strip(sent)
        assert stripped is not None
        assert (stripped.name, stripped.seq) == (name, 41)
        assert stripped.guild == (None if name in ("READY", "RESUMED") else GUILD)


@pytest.mark.parametrize(
    "sent",
    [
        {"op": 11, "d": None},
        {"op": 10, "d": {"heartbeat_interval": 41250}},
        {"op": 7, "d": None},
        {"op": 9, "d": False},
        {"t": "TYPING_START", "s": 2, "op": 0, "d": {"channel_id": "1"}},
        {"t": "PRESENCE_UPDATE", "s": 2, "op": 0, "d": {"user": {"id": "1"}}},
        {"t": "A_FRAME_OF_NEXT_YEAR", "s": 2, "op": 0, "d": "?"},
        # What is told between two people is no business of a community.
        {"t": "MESSAGE_CREATE", "s": 2, "op": 0, "d": {**message(), "guild_id": None}},
        {"t": "MESSAGE_CREATE", "s": 2, "op": 0, "d": written()},
        # A preview of a link, a pin: nobody edited anything.
        {"t": "MESSAGE_UPDATE", "s": 2, "op": 0, "d": message()},
    ],
)
def test_what_is_not_heard_is_let_pass(sent: Json) -> None:
    assert strip(json.dumps(sent)) is None


@pytest.mark.parametrize(
    "sent",
    [
        "",
        b"",
        b"\xff\xfe",
        "null",
        "[]",
        "{",
        '"ab',
        "{}",
        '{"op":"x"}',
        '{"op":0,"t":"MESSAGE_CREATE","s":-1,"d":{}}',
        '{"op":0,"t":"MESSAGE_CREATE","s":1,"d":null}',
        '{"op":0,"t":"MESSAGE_CREATE","s":1,"d":{"id":"0"}}',
        '{"op":0,"t":"MESSAGE_CREATE","s":1,"d":' + "[" * 200_000,
        '{"op":0,"t":"x","d":"\ud800"}',
        '{"op":1e999}',
        frame("MESSAGE_CREATE", message(id=str(2**63))),
        frame("MESSAGE_CREATE", message(author=None)),
        frame("MESSAGE_CREATE", message(mentions=7)),
        frame("GUILD_MEMBERS_CHUNK", chunk(count=10**15)),
    ],
)
def test_what_cannot_be_read_raises_one_error_and_becomes_a_dead_letter(sent: str | bytes) -> None:
    with pytest.raises(Malformed) as raised:
        strip(sent)
    listener = Listener()
    told = list(listener.reader.read(Written(1, TIME_ZERO, note_quarantined(raised.value))))
    assert [type(one) for one in told] == [Unreadable]
    assert told[0].fingerprint == raised.value.fingerprint


def test_ready_says_which_session_begins_and_tells_nothing() -> None:
    stripped = strip(frame("READY", ready()))
    assert stripped is not None
    assert session_of(stripped) == "0123456789abcdef0123456789abcdef"
    assert session_of(strip(frame("MESSAGE_CREATE", message()))) is None  # type: ignore[arg-type]
    assert Listener().hears("READY", ready()) == []
    assert Listener().hears("RESUMED", {}) == []


LENGTHS: list[tuple[Any, int | None]] = [
    ("", 0),
    ("hello", 5),
    ('a "b" \\ \n\t', 10),
    ("caffè", 5),
    ("\N{DUCK}", 1),
    ("👩‍👩‍👧‍👦", 7),
    ("\x00", 1),
    ("明" * 4000, 4000),
    (None, None),
    (7, None),
    (["a"], None),
]


@pytest.mark.parametrize(("content", "length"), LENGTHS)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_text_leaves_its_length_in_characters(content: Any, length: int | None, ascii_only: bool) -> None:
    sent = json.dumps({"op": 0, "t": "MESSAGE_CREATE", "s": 1, "d": message(content=content)})
    if not ascii_only:
        data = message(content=content)
        sent = json.dumps({"op": 0, "t": "MESSAGE_CREATE", "s": 1, "d": data}, ensure_ascii=False)
    stripped = strip(sent)
    assert stripped is not None
    assert isinstance(stripped.data, Said)
    assert stripped.data.length == length


def test_without_the_message_content_intent_no_length_is_known() -> None:
    stripped = strip(frame("MESSAGE_CREATE", message(content="")), content=False)
    assert stripped is not None
    assert isinstance(stripped.data, Said)
    assert (stripped.data.id, stripped.data.length) == (MESSAGE, None)


@pytest.mark.parametrize(("name", "data"), [("VOICE_STATE_UPDATE", voice(self_deaf=True)), EVERY[22]])
def test_who_is_deaf_or_muted_is_noted_only_where_the_guild_wants_it(name: str, data: Json) -> None:
    def kept(voice_details: set[int]) -> bytes:
        stripped = strip(frame(name, data), voice_details=voice_details)
        assert stripped is not None
        return pack(stripped, session="abc")

    assert name in ("VOICE_STATE_UPDATE", "GUILD_CREATE")
    for without in (kept(set()), kept({GUILD + 1})):
        assert b"deaf" not in without
        assert b"mute" not in without
    assert b'"deaf":' in kept({GUILD})
    assert b'"muted":' in kept({GUILD})


def test_a_guild_that_is_away_tells_nothing() -> None:
    assert Listener().hears("GUILD_CREATE", {"id": str(GUILD), "unavailable": True}) == []
    assert Listener().hears("GUILD_DELETE", {"id": str(GUILD), "unavailable": True}) == []
    assert Listener().hears("GUILD_DELETE", {"id": str(GUILD)}) == []
    assert Listener().hears("GUILD_CREATE", guild_create()) != []
