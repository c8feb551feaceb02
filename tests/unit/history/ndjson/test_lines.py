"""Lines of other programs: each lands or is parked with a reason, and none harms its neighbours."""

import asyncio
import json
import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.history.lines import Splitter
from domain.community.log.envelope import write
from domain.kernel.errors import Unavailable
from tests.builders.activities import a_message, a_person
from tests.builders.desk import Desk
from tests.builders.exports import GUILD, SECRET_WORD

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_record(number=1, **changes):
    record = {
        "guild": str(GUILD),
        "kind": "voice_joined",
        "id": f"visit-{number}",
        "at": (AT + timedelta(seconds=number)).isoformat(),
        "namespace": "game",
        "person": {"id": f"player-{number}", "source": "game", "name": "Ada"},
        "channel": "5",
    }
    return record | changes


def line(number=1, **changes):
    return json.dumps(a_record(number, **changes)).encode()


def lines(count, start=0):
    return b"\n".join(line(number, kind="message") for number in range(start, start + count)) + b"\n"


async def test_lines_land_and_sending_them_again_counts_nothing(tmp_path):
    desk = Desk.at(tmp_path)
    path = desk.put(lines(20), "a.ndjson")
    first = await desk.ingest()(str(path))
    assert (first.lines, first.accepted, first.duplicate, dict(first.parked)) == (20, 20, 0, {})
    assert first.complete
    again = await desk.ingest()(str(path), again=True)
    assert (again.lines, again.accepted, again.duplicate) == (20, 0, 20)
    overlap = await desk.ingest()(str(desk.put(lines(20, start=10), "b.ndjson")))
    assert (overlap.accepted, overlap.duplicate) == (10, 10)


async def test_what_we_write_ourselves_can_be_ingested(tmp_path):
    desk = Desk.at(tmp_path)
    activity = a_message(by=a_person(3), at=AT)
    report = await desk.ingest()(str(desk.put(json.dumps(write(activity)).encode(), "own.ndjson")))
    assert (report.accepted, report.lines) == (1, 1)


BAD = {
    "text": b"hello there " + SECRET_WORD.encode(),
    "a list": b"[1, 2]",
    "a number": b"5",
    "null": b"null",
    "cut off": line()[:-5],
    "two objects": line() + line(),
    "NUL": line()[:-1] + b"\x00}",
    "no UTF-8": b'{"guild": "\xff\xfe"}',
    "UTF-16": line().decode().encode("utf-16"),
    "NaN": line().replace(b'"5"', b"NaN"),
    "infinity": line().replace(b'"5"', b"-Infinity"),
    "a number beyond all floats": line().replace(b'"5"', b"1e999"),
    "the same field twice": b'{"guild": "1", ' + line()[1:],
    "deep nesting": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "ten thousand digits": line().replace(b'"5"', b"9" * 10_000),
    "no guild": line(guild=None),
    "a guild beyond 64 bit": line(guild=2**64),
    "a guild that is true": line(guild=True),
    "no kind": line(kind=None),
    "no id": line(id=""),
    "no time": line(at=None),
    "a time without offset": line(at="2026-03-01T12:00:00"),
    "a time beyond the calendar": line(at="9999-12-31T23:59:59-14:00"),
    "a person that is a name": line(person="Ada"),
    "a person without an id": line(person={"name": "Ada"}),
    "details that are text": line(details="x"),
    "an unknown kind": line(kind="dance"),
    "nobody": line(person=None),
    "before Discord": line(at="1999-01-01T00:00:00Z"),
    "in the future": line(at="2999-01-01T00:00:00Z"),
    "half a surrogate for an id": line(person={"id": "\ud800", "source": "game"}),
    "half a surrogate for a kind": line(kind="\ud800"),
    "a NUL for a kind": line(kind="\0"),
    "a list for a count": line(details={"count": [1]}),
    "a huge count": line(details={"count": 10**30}),
    "an unknown schema": line(schema=10**400),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_line_is_parked_and_its_neighbours_land(tmp_path, name):
    desk = Desk.at(tmp_path)
    path = desk.put(b"\n".join([line(101), BAD[name], line(102)]), "lines.ndjson")
    report = await desk.ingest()(str(path))
    assert (report.lines, report.accepted, sum(report.parked.values())) == (3, 2, 1)
    assert report.complete
    letters = [*await desk.letters(), *await desk.letters(None)]
    assert len(letters) == 1
    assert letters[0].reason in report.parked
    assert SECRET_WORD not in repr(letters)
    await desk.ingest()(str(path), again=True)
    assert len([*await desk.letters(), *await desk.letters(None)]) == 1, "the same bad line is one letter"


async def test_a_letter_goes_to_its_guild_as_far_as_that_can_be_read(tmp_path):
    desk = Desk.at(tmp_path)
    await desk.ingest()(str(desk.put(b"rubbish\n" + line(at="soon"), "lines.ndjson")))
    (addressed,), (lost,) = await desk.letters(), await desk.letters(None)
    assert addressed.record["channel"] == "5"
    assert "byte 8: at:" in addressed.detail
    assert lost.record is None
    assert (lost.length, lost.guild) == (7, None)


async def test_a_line_of_fifty_megabytes_is_parked_by_its_length(tmp_path):
    desk = Desk.at(tmp_path)
    path = desk.folder / "large.ndjson"
    with path.open("wb") as out:
        out.write(line(1) + b"\n")
        for _ in range(50):
            out.write(SECRET_WORD.encode() * (1_000_000 // len(SECRET_WORD)))
        out.write(b"\n" + line(2))
    report = await desk.ingest()(str(path))
    assert (report.accepted, dict(report.parked)) == (2, {"unreadable": 1})
    (letter,) = await desk.letters(None)
    assert letter.length > 49_000_000
    assert letter.record is None
    assert SECRET_WORD not in repr(letter)


@given(st.lists(st.binary(max_size=30).map(lambda data: data.replace(b"\n", b" "))), st.data())
def test_lines_are_the_same_however_the_bytes_arrive(contents, data):
    written = b"\n".join(contents)
    splitter, found, at = Splitter(20, position=0), [], 0
    while at < len(written):
        size = data.draw(st.integers(1, 40))
        found += splitter.feed(written[at : at + size])
        at += size
    found += splitter.last()
    expected = contents if contents and contents[-1] else contents[:-1]
    assert [line.length for line in found] == [len(content) for content in expected]
    for line, content in zip(found, expected, strict=True):
        assert line.data == (content if len(content) <= 20 else None) or content.startswith(b"\xef\xbb\xbf")
        assert written[line.start : line.start + line.length] == content
    assert not found or found[-1].end in (len(written), len(written) + 1)


async def test_windows_line_ends_empty_lines_and_an_order_mark_are_no_trouble(tmp_path):
    desk = Desk.at(tmp_path)
    content = b"\xef\xbb\xbf" + line(1) + b"\r\n\r\n   \n" + line(2) + b"\r\n"
    report = await desk.ingest()(str(desk.put(content, "lines.ndjson")))
    assert (report.lines, report.accepted) == (2, 2)


async def test_an_interrupted_file_goes_on_behind_its_last_batch(tmp_path):
    desk = Desk.at(tmp_path)
    path = desk.put(lines(5_500), "lines.ndjson")
    calls = 0

    async def away(batch):
        nonlocal calls
        calls += 1
        if calls > 1:
            raise Unavailable("away")
        return await desk.house.record(batch)

    from application.community.history.ingest_lines import IngestLines

    whole = desk.ingest()
    interrupted = IngestLines(
        lines=whole.lines,
        record=away,
        store=whole.store,
        clock=whole.clock,
        keys=whole.keys,
        bookmarks=whole.bookmarks,
    )
    with pytest.raises(Unavailable):
        await interrupted(str(path))
    report = await whole(str(path))
    assert report.resumed_at > 0
    assert (report.accepted, report.duplicate) == (500, 0)
    assert (await whole(str(path))).lines == 0


@pytest.mark.parametrize("what", ["missing", "a folder"])
async def test_a_path_that_cannot_be_read_is_named(tmp_path, what):
    desk = Desk.at(tmp_path)
    report = await desk.ingest()(str(desk.folder if what == "a folder" else desk.folder / "missing"))
    assert not report.complete
    assert report.problem is not None and "files" in report.problem.name


async def test_a_slow_pipe_lands_line_by_line(tmp_path):
    """What a sender wrote counts within about a second, though the pipe stays open."""
    desk = Desk.at(tmp_path)
    reading, writing = os.pipe()
    os.write(writing, line(1) + b"\n" + line(2) + b"\n" + line(3)[:10])
    running = asyncio.create_task(desk.ingest(standard_input=reading)("-"))
    async with asyncio.timeout(60):
        while len((await desk.folded()).marks) < 2:
            await asyncio.sleep(0.05)
    os.write(writing, line(3)[10:] + b"\n")
    os.close(writing)
    report = await asyncio.wait_for(running, 60)
    os.close(reading)
    assert (report.lines, report.accepted) == (3, 3)
    assert not (desk.home / "imports").exists(), "a pipe cannot be read again: it has no bookmark"


async def test_a_cancelled_ingest_lets_go_of_the_pipe(tmp_path):
    desk = Desk.at(tmp_path)
    reading, writing = os.pipe()
    running = asyncio.create_task(desk.ingest(standard_input=reading)("-"))
    await asyncio.sleep(0.1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(running, 60)
    os.close(writing)
    os.close(reading)


async def test_a_fast_pipe_lands_in_batches(tmp_path):
    desk = Desk.at(tmp_path)
    reading, writing = os.pipe()

    def write_all():
        with os.fdopen(writing, "wb") as out:
            out.write(lines(5_500))

    writer = threading.Thread(target=write_all)
    writer.start()
    report = await asyncio.wait_for(desk.ingest(standard_input=reading)("-"), 60)
    writer.join(10)
    os.close(reading)
    assert report.accepted == 5_500
