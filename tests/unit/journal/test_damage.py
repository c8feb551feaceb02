"""Half-written and damaged files: what can be read is read, and nothing stops the bot."""

import logging
import os
import resource
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.journal.records import pack, parse
from application.community.hearing.ports import Written
from domain.kernel.errors import Unavailable
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.journal.books import opened, payload, read_on, segments

RECORDS = [Written(number, TIME_ZERO + number * MINUTE, payload(number)) for number in range(1, 9)]
WHOLE = b"".join(map(pack, RECORDS))
ONE = len(pack(RECORDS[0]))


def parsed(data: bytes) -> list[Written]:
    """All that can be read of some bytes; fails when that never ends."""
    found: list[Written] = []
    at = 0
    for _ in range(len(data) + 2):
        part = parse(data, most=3, final=True, start=at)
        found += part.records
        at += part.consumed
        if at >= len(data):
            return found
    raise AssertionError("reading never ends")


@given(st.integers(0, len(WHOLE)))
def test_cut_at_any_byte_every_whole_record_is_read(cut: int) -> None:
    assert parsed(WHOLE[:cut]) == RECORDS[: cut // ONE]


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_flipped_byte_costs_its_own_record_alone(place: int, flip: int) -> None:
    data = bytearray(WHOLE)
    data[place] ^= flip
    hit = RECORDS[place // ONE]
    assert parsed(bytes(data)) == [record for record in RECORDS if record != hit]


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_rubbish_before_and_after_is_passed_over(before: bytes, after: bytes) -> None:
    assert parsed(before + WHOLE + after)[: len(RECORDS)] == RECORDS


@given(st.lists(st.integers(0, len(WHOLE) - 1), max_size=3), st.integers(0, len(WHOLE)))
async def test_a_damaged_journal_gives_what_is_left_and_goes_on(hits: list[int], cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        await damaged(Path(folder), hits, cut)


async def damaged(folder: Path, hits: list[int], cut: int) -> None:
    data = bytearray(WHOLE)
    for place in set(hits):
        data[place] ^= 0x55
    (folder / f"{1:020}.journal").write_bytes(data[:cut])
    gone = {place // ONE for place in hits}
    left = [record for number, record in enumerate(RECORDS[: cut // ONE]) if number not in gone]
    journal = opened(folder)
    journal.append(b"new", TIME_ZERO + 100 * MINUTE)
    found = await read_on(journal, len(left) + 1)
    assert list(found[:-1]) == left
    assert found[-1].payload == b"new"
    assert found[-1].position > max([record.position for record in left], default=0)
    journal.close()


async def test_damage_in_the_middle_is_said_once_and_noted_as_a_gap(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = bytearray(WHOLE)
    data[3 * ONE + 20] ^= 1
    (tmp_path / f"{1:020}.journal").write_bytes(data)
    journal = opened(tmp_path)
    with caplog.at_level(logging.ERROR):
        await read_on(journal, 7)
        await journal.rewind()
        await read_on(journal, 7)
    assert [record.message for record in caplog.records] == [
        f"{ONE} bytes of {segments(tmp_path)[0]} are damaged and were skipped"
    ]
    assert journal.state().damaged_bytes == ONE
    journal.append(b"next", TIME_ZERO)
    note, after = await read_on(journal, 2)
    assert (note.payload, after.payload) == (b"journal_damaged 3-5", b"next")
    journal.close()


async def test_a_segment_that_vanished_costs_only_what_was_in_it(tmp_path: Path) -> None:
    journal = opened(tmp_path, most_bytes=64 * 1024)
    for number in range(300):
        journal.append(payload(number, 100), TIME_ZERO)
    whole = await read_on(journal, 300)
    journal.close()
    _, second, third, *_ = segments(tmp_path)
    second.unlink()
    journal = opened(tmp_path, most_bytes=64 * 1024)
    lost = range(int(second.stem), int(third.stem))
    left = [record for record in whole if record.position not in lost]
    assert await read_on(journal, len(left)) == left
    journal.close()


async def test_a_process_that_may_open_no_more_files_loses_nothing_of_its_journal(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for number in range(20):
        journal.append(payload(number), TIME_ZERO)
    (first,) = await read_on(journal, 1)
    lowest = os.dup(0)
    os.close(lowest)
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, usual[1]))
    try:
        with pytest.raises(Unavailable, match="too many open files"):
            await journal.read(most=100)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, usual)
    rest = await read_on(journal, 19)
    assert [first.payload, *(record.payload for record in rest)] == [payload(number) for number in range(20)]
    assert journal.state().damaged_bytes == 0
    journal.close()
