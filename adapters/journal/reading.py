"""Reading on from where one was: only what is certainly on disk, in order, past whatever is damaged."""

import errno
import logging
import os
import threading
from datetime import datetime
from typing import Final

from adapters.journal.folder import Segment
from adapters.journal.records import HEADER, LONGEST, parse
from adapters.journal.writing import Shelf
from application.community.hearing.ports import Written
from domain.kernel.errors import Unavailable

_PORTION: Final = 1024 * 1024

_AT_ONCE: Final = 4 * _PORTION
"""Bytes that are given at once, about: a list of members is long, and the bot is to stay small."""

_GONE: Final = (errno.ENOENT, errno.EIO)
"""What the disk says of a file that is lost; anything else passes, and then it is read."""

_log = logging.getLogger(__name__)


class Cursor:
    """A place in the journal; positions only grow, so that a record that was written twice is read once."""

    def __init__(self, shelf: Shelf, after: int) -> None:
        self._shelf = shelf
        self._segment: Segment | None = None
        self._offset = 0
        self._seen = (0, 0)  # up to where damage was counted
        self._last_at: datetime | None = None
        self._hole = False
        self._lock = threading.Lock()
        self.after = after
        self.damaged = 0
        """Bytes that could not be read."""

        self.holes: list[tuple[datetime, datetime]] = []
        """Between which arrivals records may be missing; whoever tells of them takes them out."""

    def read(self, most: int, after: int) -> list[Written]:
        """The next records after this position; blocks on the disk, Unavailable where that refuses now.

        Whoever asked may have gone before they were given what was read: then they are read again.
        """
        with self._lock:
            if self.after != after:
                self._segment, self._offset = None, 0
                self.after = after
            return self._read(most)

    def _read(self, most: int) -> list[Written]:
        found: list[Written] = []
        size = 0
        while len(found) < most and size < _AT_ONCE:
            segment, end, following = self._place()
            if segment is None:
                break
            if self._offset < end:
                some = self._portion(segment, end, most - len(found))
                found += some
                size += sum(len(record.payload) for record in some)
            elif following is None:
                break
            else:
                self._segment, self._offset = following, 0
        return found

    def _place(self) -> tuple[Segment | None, int, Segment | None]:
        """The segment that is read now, how much of it may be read, and the one that follows it."""
        with self._shelf.lock:
            segments = self._shelf.segments
            if self._segment is None and segments:
                begun = [segment for segment in segments if segment.first <= self.after + 1]
                self._segment = begun[-1] if begun else segments[0]
            here = self._segment
            if here is None:
                return None, 0, None
            following = next((segment for segment in segments if segment.first > here.first), None)
            return here, here.end, following

    def _portion(self, segment: Segment, end: int, most: int) -> list[Written]:
        for size in (_PORTION, LONGEST + HEADER):
            final = self._offset + size >= end
            data = _bytes(segment, self._offset, min(end, self._offset + size))
            parsed = parse(data, most=most, final=final)
            if parsed.consumed:
                break
        self._offset = self._offset + parsed.consumed if parsed.consumed else end
        if parsed.damaged or not parsed.consumed:
            self._say(segment, parsed.damaged or end - self._offset)
        fresh = [record for record in parsed.records if record.position > self.after]
        if fresh:
            self._note_hole(fresh[0].at)
            self.after, self._last_at = fresh[-1].position, fresh[-1].at
        return fresh

    def _say(self, segment: Segment, damaged: int) -> None:
        here = (segment.first, self._offset)
        if here > self._seen:
            self._seen, self._hole = here, True
            self.damaged += damaged
            _log.error("%d bytes of %s are damaged and were skipped", damaged, segment.path)

    def _note_hole(self, until: datetime) -> None:
        if self._hole:
            self._hole = False
            since = until if self._last_at is None else min(until, self._last_at)
            self.holes.append((since, until))


def _bytes(segment: Segment, start: int, end: int) -> bytes:
    try:
        with segment.path.open("rb") as file:
            return os.pread(file.fileno(), end - start, start)
    except OSError as problem:
        if problem.errno not in _GONE:  # too many open files, no memory, no right: what is there stays there
            raise Unavailable(
                f"{segment.path} cannot be read now: {(problem.strerror or 'unknown error').lower()}"
            ) from problem
        _log.error("%s cannot be read: %s", segment.path, problem.strerror)
        return b""
