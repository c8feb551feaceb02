"""Lines of a file or a pipe: bounded in memory, and handed on at least once a second."""

import os
import select
import stat
import time
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final, NamedTuple

LONGEST_LINE: Final = 1024 * 1024
"""An activity needs some hundred bytes."""

_CHUNK: Final = 256 * 1024
_ORDER_MARK: Final = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """One line: its first byte and the one behind it; of a line that is too long only length and hash."""

    start: int
    end: int
    data: bytes | None
    length: int
    fingerprint: str


class Splitter:
    """Cuts chunks into lines; never holds more than one line of the longest kind and one chunk."""

    def __init__(self, longest: int, *, position: int) -> None:
        self._longest = longest
        self._start = position
        self._rest = b""
        self._passed = 0
        self._digest = blake2b(digest_size=16)

    def feed(self, chunk: bytes) -> Iterator[Line]:
        """The lines that end in this chunk."""
        *whole, rest = chunk.split(b"\n")
        for part in whole:
            yield self._line(part, newline=1)
        self._hold(rest)

    def last(self) -> Iterator[Line]:
        """The last line, if no newline ends it."""
        if self._rest or self._passed:
            yield self._line(b"", newline=0)

    def _hold(self, part: bytes) -> None:
        if self._passed or len(self._rest) + len(part) > self._longest:
            for piece in (self._rest, part):
                self._passed += len(piece)
                self._digest.update(piece)
            self._rest = b""
        else:
            self._rest += part

    def _line(self, part: bytes, *, newline: int) -> Line:
        self._hold(part)
        length = self._passed or len(self._rest)
        data = None if self._passed else self._rest
        if data is not None and self._start == 0:
            data = data.removeprefix(_ORDER_MARK)
        if data is not None:
            self._digest.update(data)
        line = Line(self._start, self._start + length + newline, data, length, self._digest.hexdigest())
        self._start = line.end
        self._rest, self._passed, self._digest = b"", 0, blake2b(digest_size=16)
        return line


def lines_of(
    descriptor: int, *, position: int, longest: int = LONGEST_LINE, patience: float = 1.0
) -> Iterator[Line | None]:
    """Lines until the end; None whenever `patience` seconds passed since the last None, and at the end."""
    splitter = Splitter(longest, position=position)
    # While the last lines were kept, the next writer of a named pipe may have opened it.
    ends_for_good = not stat.S_ISFIFO(os.fstat(descriptor).st_mode)
    due, ended = time.monotonic() + patience, False
    while True:
        wait = max(0.0, due - time.monotonic())
        if select.select([descriptor], [], [], wait)[0]:
            chunk = _read(descriptor)
            if chunk:
                yield from splitter.feed(chunk)
            elif chunk is not None:
                if not ended:
                    yield from splitter.last()
                    yield None
                if ended or ends_for_good:
                    return
            ended = chunk == b""
        if time.monotonic() >= due:
            yield None
            due = time.monotonic() + patience


def _read(descriptor: int) -> bytes | None:
    """The next bytes, none at the end; None when another reader of the pipe was quicker."""
    try:
        return os.read(descriptor, _CHUNK)
    except BlockingIOError:
        return None
