"""Broken frames: nothing that arrives raises anything but the one error, and no record raises at all."""

import json
import random
from copy import deepcopy
from typing import Any

from adapters.discord.frames import FrameReader, Malformed, pack, strip
from application.community.hearing.ports import Written
from domain.community.log.activity import Activity
from domain.community.log.admission import REASONS, AdmissionRules, Door, refusal
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.frames.sent.listener import frame
from tests.unit.frames.sent.places import EVERY
from tests.unit.frames.sent.talk import (
    GUILD,
)

FRAMES = 1_000
DOOR = Door.at(TIME_ZERO, AdmissionRules())
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**31, 2**63 - 1, 2**63, 10**40, 1.5, 1e308),
    *("", "0", "-1", "1", str(2**63), "x" * 5_000, "\x00", "2026-03-01", "0001-01-01T00:00:00+14:00"),
    *("9999-12-31T23:59:59-14:00", "NaN", [], {}, [[]], [None], {"id": None}, [{}] * 50),
]


def _somewhere(value: Any, chance: random.Random) -> tuple[Any, Any]:
    """A container inside, and a place in it."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        inner = value[key]
        if not (isinstance(inner, dict | list) and inner) or chance.random() < 0.3:
            return value, key
        value = inner


def _bent(sent: str, chance: random.Random) -> str | bytes:
    """The frame with something in it changed, or with its bytes damaged."""
    way = chance.randrange(6)
    if way < 4:
        data = json.loads(sent)
        for _ in range(chance.randrange(1, 4)):
            where, key = _somewhere(data, chance)
            if way == 0 and isinstance(where, dict):
                del where[key]
                if not data:
                    break
            else:
                where[key] = deepcopy(chance.choice(ODD))
        return json.dumps(data)
    damaged = bytearray(sent.encode())
    if way == 4:
        return bytes(damaged[: chance.randrange(len(damaged))])
    for _ in range(chance.randrange(1, 9)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def test_a_thousand_broken_frames_raise_one_error_or_are_read() -> None:
    chance, reader = random.Random(4), FrameReader()
    refused, admitted = 0, 0
    for number in range(FRAMES):
        name, data = EVERY[number % len(EVERY)]
        try:
            stripped = strip(_bent(frame(name, data), chance), voice_details={GUILD})
        except Malformed:
            refused += 1
            continue
        if stripped is None:
            continue
        record = Written(number, TIME_ZERO + number * MINUTE, pack(stripped, session="abc"))
        for told in reader.read(record):
            if isinstance(told, Activity):
                admitted += refusal(told, DOOR) is None
                assert refusal(told, DOOR) in {None, *REASONS}
    assert refused > FRAMES // 5
    assert admitted > FRAMES // 20


def test_a_thousand_damaged_records_raise_nothing() -> None:
    chance, reader = random.Random(5), FrameReader()
    whole = []
    for name, data in EVERY:
        stripped = strip(frame(name, data), voice_details={GUILD})
        assert stripped is not None
        whole.append(pack(stripped, session="abc").decode())
    for number in range(FRAMES):
        bent = _bent(whole[number % len(whole)], chance)
        payload = bent.encode() if isinstance(bent, str) else bent
        for told in reader.read(Written(number, TIME_ZERO + number * MINUTE, payload)):
            if isinstance(told, Activity):
                assert refusal(told, DOOR) in {None, *REASONS}
