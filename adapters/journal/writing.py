"""The one thread that writes: what was taken within a few moments goes to disk together."""

import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Final

import attrs

from adapters.journal.folder import Folder, Segment, cannot
from adapters.journal.records import HEADER, pack
from application.community.hearing.ports import Written

GATHER: Final = 0.05
"""Seconds in which arrivals are gathered before they are written: a quarter of what is promised."""

_SOONEST: Final = 0.1
_LATEST: Final = 5.0
"""Seconds until a disk that refused is asked again, each time twice as long."""

_log = logging.getLogger(__name__)


@attrs.define(kw_only=True)
class Shelf:
    """What is on disk, as far as it is certainly there; changed under `lock`."""

    folder: Folder
    segments: list[Segment]
    durable: int
    """The position up to which everything is on disk."""

    bytes: int = attrs.field(init=False)
    """How large its files are."""

    lock: threading.Lock = attrs.field(factory=threading.Lock)

    def __attrs_post_init__(self) -> None:
        self.bytes = sum(segment.end for segment in self.segments)

    def grown(self, segment: Segment, end: int, position: int) -> None:
        """More of a segment is on disk, up to this position."""
        with self.lock:
            self.bytes += end - segment.end
            segment.end, self.durable = end, position

    def begun(self, first: int, path: Path) -> Segment:
        """A segment was begun; one of its name, which may be read already, held nothing that is on disk."""
        with self.lock:
            for held in self.segments:
                if held.first == first:
                    self.bytes -= held.end
                    held.end = 0
                    return held
            self.segments.append(Segment(first, path))
            return self.segments[-1]

    def take_drained(self, position: int) -> list[Segment]:
        """Take out the segments that hold nothing beyond this position; the last one stays."""
        with self.lock:
            held = self.segments
            gone = [one for one, after in pairwise(held) if after.first <= position + 1]
            self.segments = held[len(gone) :]
            self.bytes -= sum(segment.end for segment in gone)
        return gone

    def take_all(self, position: int) -> list[Segment]:
        """Take out every segment, if nothing beyond this position is on disk."""
        with self.lock:
            if self.durable != position:
                return []
            gone, self.segments, self.bytes = self.segments, [], 0
        return gone


class Writer:
    """Writes and fsyncs what is taken, in groups; holds what the disk refuses until it is mended."""

    def __init__(
        self,
        shelf: Shelf,
        *,
        segment_bytes: int,
        gather: float,
        gave_up: Callable[[list[Written]], None],
    ) -> None:
        self._shelf = shelf
        self._gather = gather
        self._segment_bytes = segment_bytes
        self._gave_up = gave_up
        self._taken: list[Written] = []
        self._lock = threading.Lock()
        self._at_file = threading.Lock()
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._file = -1
        self._segment: Segment | None = None
        self.failing = False
        self.pending = 0  # bytes that are not yet on disk
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def take(self, record: Written, size: int) -> None:
        """Have it written with the next group."""
        with self._lock:
            self._taken.append(record)
            self.pending += size
        if not self._wake.is_set():
            self._wake.set()

    def sweep(self, position: int) -> list[Segment]:
        """Let go of the files whose records nobody needs any more, if that is all of them."""
        with self._at_file:
            gone = self._shelf.take_all(position)
            if gone:
                self._let_go()
        return gone

    def close(self, timeout: float) -> None:
        """Write what was taken and stop."""
        self._closing.set()
        self._wake.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._closing.wait(self._gather)
            self._wake.clear()
            with self._lock:
                group, self._taken = self._taken, []
            if group:
                self._write_until_done(group)
            if self._closing.is_set() and not self._taken:
                with self._at_file:
                    self._let_go()
                return

    def _write_until_done(self, group: list[Written]) -> None:
        pause = _SOONEST
        while group:
            try:
                with self._at_file:
                    group = self._write(group)
                if not group and self.failing:
                    self.failing = False
                    _log.warning("the journal in %s is written again", self._shelf.folder.path)
            except OSError as problem:
                with self._at_file:
                    self._give_up_segment()
                if not self.failing:
                    self.failing = True
                    _log.error("%s; what arrives waits in memory", cannot(self._shelf.folder.path, problem))
                closing = self._closing.wait(pause)
                pause = min(_LATEST, pause * 2)
                if closing:
                    return self._lose(group)
            except Exception:  # noqa: BLE001 - the one thread that writes must not end for a bad record
                _log.exception("a group of records cannot be written to the journal")
                return self._lose(group)
        return None

    def _lose(self, group: list[Written]) -> None:
        self._gave_up(group)
        self._done(sum(HEADER + len(record.payload) for record in group))

    def _write(self, group: list[Written]) -> list[Written]:
        """Put as much of the group on disk as its segment has room for; returns the rest."""
        if self._segment is None or self._segment.end >= self._segment_bytes:
            self._let_go()
            first = group[0].position
            path, self._file = self._shelf.folder.begin(first)
            self._segment = self._shelf.begun(first, path)
        segment = self._segment
        parts: list[bytes] = []
        size = segment.end
        for record in group:
            if size >= self._segment_bytes and parts:
                break
            parts.append(pack(record))
            size += len(parts[-1])
        _write_all(self._file, b"".join(parts))
        os.fsync(self._file)
        self._shelf.grown(segment, size, group[len(parts) - 1].position)
        self._done(sum(map(len, parts)))
        return group[len(parts) :]

    def _done(self, size: int) -> None:
        with self._lock:
            self.pending = max(0, self.pending - size)

    def _give_up_segment(self) -> None:
        """Nobody knows what a failed write left: it is cut off, and the next try begins a new segment."""
        if self._segment is not None and self._file >= 0:
            with suppress(OSError):  # then it is passed over whenever it is met
                os.ftruncate(self._file, self._segment.end)
        self._let_go()

    def _let_go(self) -> None:
        if self._file >= 0:
            with suppress(OSError):
                os.close(self._file)
        self._file, self._segment = -1, None


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
