"""The journal of a bot: takes what arrives without waiting, and gives back what is on disk."""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from adapters.journal.folder import Folder, Segment, cannot
from adapters.journal.reading import Cursor
from adapters.journal.records import HEADER, LONGEST, parse
from adapters.journal.writing import GATHER, Shelf, Writer
from application.community.hearing.ports import JournalState, Written
from domain.community.missed import JOURNAL_DAMAGED, JOURNAL_FAILED, JOURNAL_FULL

Lost = Callable[[datetime, datetime, str], Iterable[bytes]]
"""Makes the notes that are kept in the journal where it lost something: (start, end, reason) -> payloads."""

_SEGMENT: Final = 8 * 1024 * 1024
_MOST_PENDING: Final = 8 * 1024 * 1024
"""Bytes that wait in memory for a disk that refuses."""

_MOST_SLOW: Final = 4 * _MOST_PENDING
"""Bytes that wait in memory for a disk that does not answer: more than a burst leaves for one write."""

_CLOSING: Final = 10.0

SWEPT_AFTER: Final = 60.0
"""Seconds until what is in the log, and is on this disk all the same, is deleted: who was erased is not to be
found there, and a new file for each handful of records would cost the disk more than it is worth."""

_log = logging.getLogger(__name__)


class DiskJournal:
    """Implements `Journal` in a folder that one process has for itself.

    `append` is called from one thread. When the journal is full the newest are refused; once a sixteenth of
    it is free again, `lost` is asked for the notes that say so, and what arrives is taken again.
    """

    def __init__(
        self,
        folder: Folder,
        *,
        most_bytes: int,
        lost: Lost,
        gather: float = GATHER,
        swept_after: float = SWEPT_AFTER,
    ) -> None:
        """Go on with a folder that was taken; see `open`."""
        left = folder.segments()
        drained = folder.drained()
        last = _cut(left)
        self._folder = folder
        self._most = most_bytes
        self._lost = lost
        self._drained = max(drained, left[0].first - 1 if left else 0)
        self._last = max(last, self._drained)
        self._shelf = Shelf(folder=folder, segments=left, durable=self._last)
        self._given = self._drained
        self._cursor = Cursor(self._shelf, self._drained)
        self._writer = Writer(
            self._shelf,
            segment_bytes=max(512, min(_SEGMENT, most_bytes // 8)),
            gather=gather,
            gave_up=self._count_lost,
        )
        self._dropped = 0
        self._losing: tuple[datetime, datetime, str] | None = None
        self._oldest: datetime | None = None
        self._swept_after = swept_after
        self._swept_at = time.monotonic()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        most_bytes: int,
        lost: Lost,
        gather: float = GATHER,
        swept_after: float = SWEPT_AFTER,
    ) -> "DiskJournal":
        """Open or make the journal; Conflict where another process has it, Unavailable where no disk is."""
        taken = Folder.take(folder)
        try:
            return cls(taken, most_bytes=most_bytes, lost=lost, gather=gather, swept_after=swept_after)
        except BaseException:
            taken.release()
            raise

    def append(self, payload: bytes, at: datetime) -> bool:
        """Take a record now; it is on disk within 200 ms. False, and counted, where there is no room."""
        size = HEADER + len(payload)
        if reason := self._refusal(size):
            since = self._losing[0] if self._losing else at
            self._losing = (since, at, reason)
            if self._dropped == 0 or since == at:
                _log.error("the journal in %s takes no more: %s", self._folder.path, _WORDS[reason])
            self._dropped += 1
            return False
        if self._losing or self._cursor.holes:
            self._tell_of_losses(at)
        self._take(payload, at, size)
        return True

    async def read(self, *, most: int) -> Sequence[Written]:
        """The next records that are on disk, after the last ones read; empty when there are none."""
        if self._given >= self._shelf.durable:
            return ()
        found = await asyncio.to_thread(self._cursor.read, most, self._given)
        if found:
            self._given = found[-1].position
            self._oldest = self._oldest or found[0].at
        return found

    async def rewind(self) -> None:
        """Read again from the first record that is not drained."""
        self._given = self._drained

    async def drained(self, position: int) -> None:
        """Everything up to this position is in the log: its segments are deleted."""
        if position <= self._drained:
            return
        self._drained = position
        self._oldest = None
        await asyncio.to_thread(self._forget, position)

    async def sweep(self) -> None:
        """Delete what is in the log from the last file too, now and then, while nothing waits."""
        now = time.monotonic()
        if now - self._swept_at < self._swept_after or self._last > self._drained or not self._shelf.segments:
            return
        self._swept_at = now
        await asyncio.to_thread(self._sweep, self._drained)

    def state(self) -> JournalState:
        """How full it is."""
        waiting = self._last - self._drained
        return JournalState(
            waiting_records=waiting,
            waiting_bytes=self._shelf.bytes + self._writer.pending if waiting else 0,
            most_bytes=self._most,
            oldest=self._oldest if waiting else None,
            dropped=self._dropped,
            damaged_bytes=self._cursor.damaged,
        )

    def close(self) -> None:
        """Bring to disk what was taken, and let another process in."""
        self._writer.close(_CLOSING)
        self._folder.release()

    def _refusal(self, size: int) -> str | None:
        """Why a record of this size is not taken."""
        pending = self._writer.pending
        held = self._shelf.bytes + pending
        room = self._most - (self._most // 16 if self._losing else 0)
        if size > LONGEST or held + size > room:
            return JOURNAL_FULL
        most = _MOST_PENDING if self._writer.failing else _MOST_SLOW
        return JOURNAL_FAILED if pending + size > most else None

    def _take(self, payload: bytes, at: datetime, size: int) -> None:
        self._last += 1
        self._writer.take(Written(self._last, at, payload), size)

    def _tell_of_losses(self, now: datetime) -> None:
        """Keep notes of what was lost: they need little room, and without them silence reads as zero."""
        losses = []
        while self._cursor.holes:  # another thread finds them
            losses.append((*self._cursor.holes.pop(), JOURNAL_DAMAGED))
        if self._losing:
            losses.append((self._losing[0], now, self._losing[2]))
            _log.warning("the journal in %s takes what arrives again", self._folder.path)
            self._losing = None
        for since, until, reason in losses:
            for note in self._lost(since, until, reason):
                self._take(note, now, HEADER + len(note))

    def _count_lost(self, given_up: list[Written]) -> None:
        self._dropped += len(given_up)
        _log.error("%d records are lost: they could not be written to the journal", len(given_up))

    def _forget(self, position: int) -> None:
        """Delete what nobody needs any more; what cannot be deleted is tried again when the bot starts."""
        try:
            self._folder.keep_drained(position)
        except OSError as problem:
            _log.error("%s; more will be drained again", cannot(self._folder.path, problem))
        _delete(self._shelf.take_drained(position))

    def _sweep(self, position: int) -> None:
        if self._folder.drained() == position:  # else the positions would begin anew when the bot starts
            _delete(self._writer.sweep(position))


def _delete(segments: Iterable[Segment]) -> None:
    for segment in segments:
        with suppress(OSError):
            segment.path.unlink()


_WORDS: Final = {JOURNAL_FULL: "it is full", JOURNAL_FAILED: "its disk does not write"}


def _cut(segments: list[Segment]) -> int:
    """The last position that can be read; what a crash left half written at the end is cut off."""
    for segment in reversed(segments):
        data = segment.path.read_bytes()[: segment.end]
        end = offset = last = 0
        while offset < len(data):
            parsed = parse(data, most=len(data), final=True, start=offset)
            offset += parsed.consumed
            if parsed.records:
                end, last = offset, parsed.records[-1].position
        if end < segment.end:
            _log.warning("%s was half written: %d bytes were cut off", segment.path, segment.end - end)
            segment.end = end
            with suppress(OSError):  # then they are passed over whenever they are met
                os.truncate(segment.path, end)
        if last:
            return last
    return segments[-1].first - 1 if segments else 0
