"""A disk that is full in the middle of a record: it is said, nothing is lost, and it heals with room."""

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.journal import DiskJournal
from tests.builders.activities import TIME_ZERO

SMALL, LARGE = "size=1m", "size=40m"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    at = tmp_path / "disk"
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", at]
    if subprocess.run(mount, check=False, capture_output=True, timeout=30).returncode:
        pytest.skip("no small disk can be mounted here")
    yield at
    subprocess.run(["umount", at], check=True, timeout=30)


def opened(folder: Path) -> DiskJournal:
    return DiskJournal.open(folder, most_bytes=2**26, lost=lambda *_: (b"lost",))


async def test_what_a_full_disk_refuses_is_written_once_there_is_room(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = opened(small_disk / "journal")
    count = 0
    async with asyncio.timeout(60):
        while "no space left" not in caplog.text:
            for _ in range(100):
                assert journal.append(f"{count:0997}".encode(), TIME_ZERO)
                count += 1
            await asyncio.sleep(0.01)
        subprocess.run(["mount", "-o", f"remount,{LARGE}", small_disk], check=True, timeout=30)
        found: list[int] = []
        while len(found) < count:
            found += [int(record.payload) for record in await journal.read(most=1_000)]
            await asyncio.sleep(0.01)
    assert found == list(range(count))
    assert "is written again" in caplog.text
    assert journal.state().dropped == 0
    journal.close()
    again = opened(small_disk / "journal")
    found = []
    while some := await again.read(most=1_000):
        found += [int(record.payload) for record in some]
    assert found == list(range(count))
    assert again.state().damaged_bytes == 0
    again.close()


async def test_a_bot_that_stops_while_its_disk_is_full_says_what_is_lost(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = opened(small_disk / "journal")
    for number in range(3_000):
        assert journal.append(f"{number:0997}".encode(), TIME_ZERO)
    async with asyncio.timeout(60):
        while "no space left" not in caplog.text:
            await asyncio.sleep(0.01)
    await asyncio.wait_for(asyncio.to_thread(journal.close), 60)
    lost = journal.state().dropped
    assert f"{lost} records are lost" in caplog.text
    again = opened(small_disk / "journal")
    found = []
    while some := await again.read(most=1_000):
        found += [int(record.payload) for record in some]
    assert found == list(range(3_000 - lost))
    again.close()
