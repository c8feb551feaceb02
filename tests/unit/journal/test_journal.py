"""What the journal promises of one process's life, and from one to the next."""

import asyncio
import logging
from pathlib import Path

import pytest

from domain.kernel.errors import Conflict, Unavailable
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.journal.books import opened, payload, read_on, segments


async def test_what_is_taken_is_read_in_order_with_the_time_of_its_arrival(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for number in range(100):
        assert journal.append(payload(number), TIME_ZERO + number * MINUTE)
    found = await read_on(journal, 100, most=7)
    assert [record.payload for record in found] == [payload(number) for number in range(100)]
    assert [record.at for record in found] == [TIME_ZERO + number * MINUTE for number in range(100)]
    assert [record.position for record in found] == sorted({record.position for record in found})
    assert await journal.read(most=5) == ()
    journal.close()


async def test_what_is_not_drained_is_read_again_after_a_restart_and_positions_grow(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for number in range(10):
        journal.append(payload(number), TIME_ZERO)
    first = await read_on(journal, 10)
    await journal.drained(first[3].position)
    journal.close()
    journal = opened(tmp_path)
    journal.append(payload(10), TIME_ZERO)
    again = await read_on(journal, 7)
    assert [record.payload for record in again] == [payload(number) for number in range(4, 11)]
    assert again[:6] == first[4:]
    assert again[6].position > first[9].position
    journal.close()


async def test_rewinding_reads_again_from_what_is_not_drained(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for number in range(6):
        journal.append(payload(number), TIME_ZERO)
    first = await read_on(journal, 6)
    await journal.drained(first[1].position)
    await journal.rewind()
    assert await read_on(journal, 4) == first[2:]
    journal.close()


async def test_drained_segments_are_deleted_and_positions_grow_all_the_same(tmp_path: Path) -> None:
    journal = opened(tmp_path, most_bytes=64 * 1024)
    for number in range(400):
        assert journal.append(payload(number, 100), TIME_ZERO)
    found = await read_on(journal, 400)
    assert len(segments(tmp_path)) > 3
    await journal.drained(found[-1].position)
    assert len(segments(tmp_path)) == 1
    assert journal.state().waiting_records == journal.state().waiting_bytes == 0
    journal.close()
    for path in (tmp_path / "drained", *segments(tmp_path)):
        path.write_bytes(b"")  # even if all but the names is lost
    journal = opened(tmp_path)
    journal.append(b"next", TIME_ZERO)
    [after] = await read_on(journal, 1)
    assert after.position > found[-1].position - 400
    assert after.payload == b"next"
    journal.close()


async def test_a_lost_note_of_how_far_it_is_drained_only_drains_again(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for number in range(5):
        journal.append(payload(number), TIME_ZERO)
    found = await read_on(journal, 5)
    await journal.drained(found[2].position)
    journal.close()
    (tmp_path / "drained").write_text("99999 1\n")  # does not bear its own checksum
    journal = opened(tmp_path)
    assert await read_on(journal, 5) == found
    journal.close()


async def test_its_state_tells_how_full_it_is(tmp_path: Path) -> None:
    journal = opened(tmp_path, most_bytes=1024 * 1024)
    empty = journal.state()
    assert (empty.waiting_records, empty.waiting_bytes, empty.oldest, empty.dropped) == (0, 0, None, 0)
    for number in range(3):
        journal.append(payload(number), TIME_ZERO + number * MINUTE)
    found = await read_on(journal, 3)
    full = journal.state()
    assert (full.waiting_records, full.oldest, full.most_bytes) == (3, TIME_ZERO, 1024 * 1024)
    assert full.waiting_bytes > 3 * 40
    await journal.drained(found[-1].position)
    assert journal.state() == empty
    journal.close()


async def test_when_it_is_full_the_newest_are_refused_and_the_loss_is_noted_once_there_is_room(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = opened(tmp_path, most_bytes=32 * 1024)
    with caplog.at_level(logging.WARNING):
        taken = 0
        while journal.append(payload(taken, 200), TIME_ZERO + taken * MINUTE):
            taken += 1
        assert not journal.append(b"also refused", TIME_ZERO + (taken + 1) * MINUTE)
        assert journal.state().dropped == 2
        found = await read_on(journal, taken)
        assert [record.payload for record in found] == [payload(number, 200) for number in range(taken)]
        await journal.drained(found[-1].position)
        assert journal.append(b"room again", TIME_ZERO + (taken + 9) * MINUTE)
    note, after = await read_on(journal, 2)
    assert note.payload == f"journal_full {taken}-{taken + 9}".encode()
    assert after.payload == b"room again"
    assert [record.message.split(": ")[-1] for record in caplog.records[:1]] == ["it is full"]
    assert len(caplog.records) == 2  # said once when it began, once when it was over
    journal.close()


async def test_a_record_that_is_longer_than_any_frame_is_refused(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    assert not journal.append(b"x" * (5 * 1024 * 1024), TIME_ZERO)
    assert journal.append(b"x" * (3 * 1024 * 1024), TIME_ZERO)
    note, long = await read_on(journal, 2)
    assert len(long.payload) == 3 * 1024 * 1024
    assert note.payload.startswith(b"journal_full")
    journal.close()


async def test_two_processes_never_share_it(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    with pytest.raises(Conflict, match="in use by another process"):
        opened(tmp_path)
    journal.close()
    opened(tmp_path).close()


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="give the bot a folder"):
        opened(tmp_path / "file" / "journal")


async def test_closing_brings_to_disk_what_was_taken(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for number in range(1_000):
        journal.append(payload(number), TIME_ZERO)
    journal.close()
    journal = opened(tmp_path)
    assert len(await read_on(journal, 1_000)) == 1_000
    journal.close()


async def test_a_disk_that_refuses_is_said_and_what_arrived_is_written_once_it_is_mended(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "journal"
    journal = opened(folder)
    aside = tmp_path / "aside"
    folder.rename(aside)  # the disk is gone
    with caplog.at_level(logging.WARNING):
        for number in range(5):
            assert journal.append(payload(number), TIME_ZERO)
        async with asyncio.timeout(30):
            while "cannot be written" not in caplog.text:
                await asyncio.sleep(0.01)
        assert await journal.read(most=5) == ()
        aside.rename(folder)
        found = await read_on(journal, 5)
    assert [record.payload for record in found] == [payload(number) for number in range(5)]
    assert "is written again" in caplog.text
    assert journal.state().dropped == 0
    journal.close()


async def test_what_waits_for_a_broken_disk_is_bounded_and_what_is_refused_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    journal = opened(folder)
    aside = tmp_path / "aside"
    folder.rename(aside)
    large = b"x" * (1024 * 1024)
    async with asyncio.timeout(30):
        while journal.append(large, TIME_ZERO):
            await asyncio.sleep(0.01)
    assert journal.state().dropped == 1
    assert journal.state().waiting_bytes < 10 * len(large)
    aside.rename(folder)
    waiting = journal.state().waiting_records
    await read_on(journal, waiting)
    assert journal.append(b"after", TIME_ZERO + MINUTE)
    note, after = await read_on(journal, 2)
    assert (note.payload, after.payload) == (b"journal_failed 0-1", b"after")
    journal.close()


async def test_what_nobody_was_given_is_read_again(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for number in range(2_000):
        journal.append(payload(number), TIME_ZERO)
    await read_on(journal, 500)
    for _ in range(20):
        asking = asyncio.ensure_future(journal.read(most=500))
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    found = await read_on(journal, 1_500)
    assert [int(record.payload) for record in found] == list(range(500, 2_000))
    journal.close()


async def test_what_is_given_at_once_is_bounded_in_bytes_too(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for _ in range(60):
        journal.append(b"x" * 400_000, TIME_ZERO)
    async with asyncio.timeout(30):
        given: list[int] = []
        while sum(given) < 60:
            given.append(len(await journal.read(most=1_000)))
            await asyncio.sleep(0)
    assert max(given) * 400_000 < 6_000_000
    journal.close()


async def test_what_is_in_the_log_is_swept_off_the_disk_and_what_waits_is_not(tmp_path: Path) -> None:
    journal = opened(tmp_path, swept_after=0.0)
    try:
        for number in range(3):
            journal.append(payload(number), TIME_ZERO)
        read = await read_on(journal, 3)
        await journal.drained(read[1].position)
        await journal.sweep()
        assert any(payload(2) in one.read_bytes() for one in segments(tmp_path)), "one of them still waits"
        await journal.drained(read[2].position)
        await journal.sweep()
        assert not segments(tmp_path)
        journal.append(payload(3), TIME_ZERO)
        assert [one.payload for one in await read_on(journal, 1)] == [payload(3)]
    finally:
        journal.close()


async def test_positions_go_on_after_a_sweep_and_a_restart(tmp_path: Path) -> None:
    journal = opened(tmp_path, swept_after=0.0)
    journal.append(payload(0), TIME_ZERO)
    (first,) = await read_on(journal, 1)
    await journal.drained(first.position)
    await journal.sweep()
    journal.close()
    again = opened(tmp_path)
    try:
        again.append(payload(1), TIME_ZERO)
        (second,) = await read_on(again, 1)
        assert (second.position, second.payload) == (first.position + 1, payload(1))
    finally:
        again.close()


async def test_a_journal_is_swept_now_and_then_only(tmp_path: Path) -> None:
    journal = opened(tmp_path, swept_after=3600.0)
    try:
        journal.append(payload(0), TIME_ZERO)
        await journal.drained((await read_on(journal, 1))[0].position)
        await journal.sweep()
        assert segments(tmp_path)
    finally:
        journal.close()


async def test_a_file_that_a_crash_left_empty_is_swept_as_well(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.append(payload(0), TIME_ZERO)
    journal.close()
    segments(tmp_path)[0].write_bytes(b"")
    again = opened(tmp_path, swept_after=0.0)
    try:
        await again.sweep()
        assert not segments(tmp_path)
    finally:
        again.close()
