"""Dead letters are read again once whatever was wrong has been mended."""

import json
from datetime import timedelta

import attrs

from adapters.history.discord_export import letters as export_letters
from domain.community.log.letters import Unreadable
from tests.builders.desk import Desk
from tests.builders.exports import GUILD, a_message, a_user, an_export, message_id
from tests.unit.history.ndjson.test_lines import line

PLAYER = {"id": "77", "source": "game", "name": "Ada"}
WORD = "CANARYxyzzy42"


async def test_what_lands_now_is_resolved_and_counts_once(tmp_path):
    desk = Desk.at(tmp_path)
    ahead = desk.house.clock.now() + timedelta(days=10)
    early = line(1, id="1", person=PLAYER, at=ahead.isoformat())
    unheard = line(2, id="2", person=PLAYER, kind="stage_opened")
    path = desk.put(b"\n".join((early, unheard)), "lines.ndjson")
    await desk.ingest()(str(path))
    first = await desk.replay_letters(GUILD)
    assert (first.landed, len(first.waiting)) == (0, 2)
    assert {waiting.why for waiting in first.waiting} == {"in_the_future", "unknown_kind"}
    desk.house.clock.at = ahead
    later = await desk.replay_letters(GUILD)
    assert (later.landed, [waiting.why for waiting in later.waiting]) == (1, ["unknown_kind"])
    assert len((await desk.folded()).marks) == 1
    again = await desk.replay_letters(GUILD)
    assert (again.landed, len(again.waiting)) == (0, 1)
    assert len(await desk.letters()) == 1


async def test_a_message_of_an_export_lands_once_its_reader_knows_better(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1, reactions="many", author=a_user(4, isBot=False)), a_message(2, id="x")]))
    await desk.take()
    replayed = await desk.replay_letters(GUILD)
    assert replayed.landed == 1
    assert ["send the record again" in waiting.why for waiting in replayed.waiting] == [True]
    assert (await desk.counted())[0] == 1
    desk.put(an_export([a_message(1, author=a_user(4))]), "mended.json")
    report = await desk.take(desk.folder / "mended.json")
    assert (await desk.counted())[0] == 1, "the mended export does not count it again"
    assert report.messages == 1


async def test_a_letter_without_a_record_or_reader_waits_and_says_why(tmp_path):
    desk = Desk.at(tmp_path)
    plain = Unreadable(source="x", reason="unreadable", detail="", fingerprint="1")
    await desk.house.told(plain, attrs.evolve(plain, format="telegram", record={"a": 1}, fingerprint="2"))
    replayed = await desk.replay_letters(None)
    assert replayed.landed == 0
    said = sorted(waiting.why for waiting in replayed.waiting)
    assert "nothing of it was kept" in said[0]
    assert "does not read the format 'telegram'" in said[1]


async def test_a_placeholder_is_never_taken_for_the_value_that_stood_there(tmp_path):
    """Two different long ids would become one: such a letter has to be sent again."""
    desk = Desk.at(tmp_path)
    two = [line(n, id=f"a long id with spaces, number {n}", at="2999-01-01T00:00:00Z") for n in (1, 2)]
    await desk.ingest()(str(desk.put(b"\n".join(two), "lines.ndjson")))
    desk.house.clock.at += timedelta(days=400_000)
    replayed = await desk.replay_letters(GUILD)
    assert replayed.landed == 0
    assert len(replayed.waiting) == 2
    assert all("send the record again" in waiting.why for waiting in replayed.waiting)


async def test_letters_beyond_the_limit_are_said_to_be_there(tmp_path):
    desk = Desk.at(tmp_path)
    await desk.ingest()(str(desk.put(b"\n".join(line(n, kind="dance") for n in range(5)), "lines.ndjson")))
    assert (await desk.replay_letters(GUILD, limit=3)).more
    assert not (await desk.replay_letters(GUILD)).more


async def test_letters_whose_guild_could_not_be_read_can_find_it(tmp_path):
    desk = Desk.at(tmp_path)
    record = json.loads(line(1))
    await desk.house.told(Unreadable(source="x", reason="unreadable", detail="", record=record))
    replayed = await desk.replay_letters(None)
    assert replayed.landed == 1
    assert len((await desk.folded()).marks) == 1
    assert await desk.letters(None) == []


def test_what_is_kept_of_an_export_becomes_the_same_message():
    record = {
        "guild": str(GUILD),
        "channel": "5",
        "parent": "6",
        "message": str(message_id(1)),
        "type": "Reply",
        "author": "7",
        "bot": True,
        "length": 3,
        "mentions": 1,
        "attachments": None,
    }
    activity = export_letters.read(record, "history")
    assert (activity.subject, activity.channel, activity.parent) == (message_id(1), 5, 6)
    assert (activity.person.id, activity.person.bot) == ("7", True)
    assert activity.details == {"type": 19, "length": 3, "mentions": 1, "attachments": None}


async def test_a_word_in_the_wrong_field_of_a_line_is_in_no_letter(tmp_path):
    """Every field, since whoever fills them by mistake may put what somebody wrote into any of them."""
    desk = Desk.at(tmp_path)
    whole = json.loads(line(1, id="1", person=PLAYER, toward=PLAYER, parent="6", subject="7"))
    whole |= {"schema": 1, "inferred": False, "details": {"length": 1, "emoji": "🎉", "how": "left"}}
    told = [whole | {"at": "2999-01-01T00:00:00Z", field: WORD} for field in whole]
    unheard = whole | {"kind": "stage_opened"}
    for field in ("person", "toward", "details"):
        told += [unheard | {field: whole[field] | {part: WORD}} for part in whole[field]]
    told += [unheard | {WORD: WORD, "details": {WORD: WORD}}]
    lines = "\n".join(json.dumps(record) for record in told)
    report = await desk.ingest()(str(desk.put(lines.encode(), "lines.ndjson")))
    assert sum(report.parked.values()) == len(told)
    letters = [*await desk.letters(), *await desk.letters(None)]
    assert len(letters) >= len(told) - 2, "records that differ in names alone are one letter"
    assert WORD not in repr(letters)


async def test_a_word_in_the_wrong_field_of_an_export_is_in_no_letter(tmp_path):
    desk = Desk.at(tmp_path)
    broken = a_message(1, reactions="many", author=a_user(4))
    told = [broken | {field: WORD} for field in broken]
    told += [broken | {"type": "_" * 5000 + "Reply"}, broken | {"reference": {"messageId": WORD}}]
    told += [broken | {"author": a_user(4) | {part: WORD}} for part in a_user(4)]
    desk.put(an_export(told))
    await desk.take()
    letters = await desk.letters()
    assert len(letters) > 5
    assert WORD not in repr(letters)
    assert "_" * 100 not in repr(letters)


async def test_bad_lines_that_keep_nothing_of_what_tells_them_apart_are_letters_of_their_own(tmp_path):
    desk = Desk.at(tmp_path)
    two = [line(1, id="1", kind=kind, person=PLAYER) for kind in ("dance", "chant")]
    two += [line(1, id="1", kind="dance", person=PLAYER | {"id": who}) for who in ("Ada", "Bob")]
    await desk.ingest()(str(desk.put(b"\n".join(two), "lines.ndjson")))
    assert len(await desk.letters()) == 4
