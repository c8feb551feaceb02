"""Journals in a folder of a test's own, and how to wait until they are on disk."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from adapters.journal import DiskJournal
from application.community.hearing.ports import Written
from tests.builders.activities import MINUTE, TIME_ZERO

ROOMY = 64 * 1024 * 1024


def a_note(start: datetime, end: datetime, reason: str) -> list[bytes]:
    """What a test keeps where the journal lost something."""
    return [f"{reason} {(start - TIME_ZERO) / MINUTE:g}-{(end - TIME_ZERO) / MINUTE:g}".encode()]


def opened(folder: Path, most_bytes: int = ROOMY, *, swept_after: float = 60.0) -> DiskJournal:
    return DiskJournal.open(folder, most_bytes=most_bytes, lost=a_note, gather=0.0, swept_after=swept_after)


def payload(number: int, size: int = 40) -> bytes:
    """Different numbers are different payloads."""
    return f"{number:0{size}}".encode()


async def read_on(journal: DiskJournal, count: int, *, most: int = 1_000) -> list[Written]:
    """The next so many records, waited for until they are on disk."""
    found: list[Written] = []
    async with asyncio.timeout(30):
        while len(found) < count:
            found += await journal.read(most=min(most, count - len(found)))
            await asyncio.sleep(0)
    return found


def segments(folder: Path) -> Sequence[Path]:
    return sorted(folder.glob("*.journal"))
