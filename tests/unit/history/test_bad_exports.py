"""Damaged and foreign files, impossible messages: named, put aside, and harmless to the rest."""

import io
import random
import zipfile

import pytest

from tests.builders.desk import Desk
from tests.builders.exports import (
    CHANNEL,
    a_message,
    a_reaction,
    a_user,
    an_export,
    compact,
    indented,
    message_id,
    some_messages,
)

MANY = [message for message, _ in zip(some_messages(11, people=40), range(400), strict=False)]


def counted(messages):
    return sum(m["type"] in ("Default", "Reply") and not m["author"]["isBot"] for m in messages)


async def test_a_damaged_archive_member_keeps_what_was_read(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.json", indented(an_export(MANY)))
        archive.writestr("b.json", indented(an_export([a_message(1)], channel=CHANNEL + 1)))
    data = bytearray(out.getvalue())
    at = data.index(b'"isPinned"', 200_000)
    data[at : at + 10] = b"##########"
    desk = Desk.at(tmp_path)
    desk.put(bytes(data), "all.zip")
    report = await desk.take()
    assert len(report.problems) == 1
    assert 50 < report.messages < len(MANY)
    assert report.problems[0].byte is not None


async def test_a_bad_file_costs_the_others_nothing(tmp_path):
    desk = Desk.at(tmp_path)
    whole = indented(an_export(MANY[:100]))
    desk.put(whole[: len(whole) * 3 // 4], "cut.json")
    desk.put(b'{"no": "export"}', "foreign.json")
    desk.put(an_export([a_message(5000)], channel=CHANNEL + 1), "good.json")
    report = await desk.take()
    assert not report.complete
    said = {str(problem) for problem in report.problems}
    assert any("cut.json, byte" in text and "cut off" in text for text in said)
    assert any("foreign.json" in text for text in said)
    assert 60 < report.messages < 100
    desk.put(whole, "cut.json")
    mended = await desk.take()
    assert mended.complete is False, "the foreign one is still there"
    assert (await desk.counted())[0] == counted(MANY[:100]) + 1


async def test_an_unreadable_message_becomes_a_letter_and_its_neighbours_land(tmp_path):
    desk = Desk.at(tmp_path)
    bad = [
        a_message(1, author="nobody at all"),
        a_message(2, id="not a number"),
        a_message(3, id=2**70),
        a_message(4, reactions="many"),
        a_message(5, author=a_user(id="9" * 30)),
    ]
    desk.put(an_export([a_message(0), *bad, a_message(6)]))
    report = await desk.take()
    assert dict(report.parked) == {"unreadable": 5}
    assert (report.messages, report.counted) == (7, 2)
    assert report.complete
    letters = await desk.letters()
    assert {letter.format for letter in letters} == {"discord-export"}
    kept = {str(letter.record["message"]): letter.record for letter in letters}
    assert kept[str(message_id(1))]["author"] is None
    assert kept[str(message_id(4))]["author"] == a_user()["id"]
    assert kept[str(message_id(4))]["length"] == len(a_message(4)["content"])
    assert all("general.json: message" in letter.detail for letter in letters)
    await desk.take(again=True)
    assert len(await desk.letters()) == 5, "the same bad message is one letter"


async def test_what_the_door_refuses_is_parked_with_its_reason(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(0, reactions=[a_reaction(count=-1)]), a_message(10_000_000)]))
    report = await desk.take()
    assert dict(report.parked) == {"bad_number": 1, "in_the_future": 1}
    assert (await desk.counted())[0] == 1


async def test_direct_messages_are_refused_in_words(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1)], guild=0))
    report = await desk.take()
    assert "direct messages" in report.problems[0].what
    assert await desk.house.store.guilds() == []


@pytest.mark.parametrize("seed", range(3))
async def test_bytes_turned_at_random_never_crash_an_import(tmp_path, seed):
    draw = random.Random(seed)
    desk = Desk.at(tmp_path)
    whole = (indented, compact)[seed % 2](an_export(MANY[:30]))
    for number in range(25):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 20)):
            data[draw.randrange(len(data))] = draw.choice(b'\x00"{}[],:\\\xff9a ')
        desk.put(bytes(data), f"{number}.json")
    report = await desk.take()
    assert report.files + len(report.problems) >= 25
