"""The folder of a journal: its segments by the position that each begins with, and how far it is drained."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from zlib import crc32

import attrs

from domain.kernel.errors import Conflict, Unavailable

_SUFFIX: Final = ".journal"
_DRAINED: Final = "drained"
_LOCK: Final = "lock"


@attrs.define
class Segment:
    """One file: positions from `first` on; up to `end` its bytes are on disk."""

    first: int
    path: Path
    end: int = 0


@attrs.define
class Folder:
    """The files of one journal; whoever holds it is alone with them."""

    path: Path
    _lock: int = -1

    @classmethod
    def take(cls, path: Path) -> "Folder":
        """Open the folder for this process alone; Conflict where another one has it."""
        with _explained(path):
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(lock, 20, 0).decode(errors="replace").strip() or "unknown"
            os.close(lock)
            raise Conflict(
                f"the journal in {path} is in use by another process (id {holder}); two bots cannot share "
                "it: stop that one first"
            ) from None
        with suppress(OSError):  # the number only helps whoever meets the lock
            os.ftruncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)
        return cls(path, lock)

    def release(self) -> None:
        """Let another process in."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def segments(self) -> list[Segment]:
        """What earlier runs left, in order, now certainly on disk."""
        found = []
        with _explained(self.path):
            for path in self.path.glob(f"*{_SUFFIX}"):
                if path.stem.isdecimal():
                    found.append(Segment(int(path.stem), path, path.stat().st_size))
            found.sort(key=lambda segment: segment.first)
            if found:
                with found[-1].path.open("rb+") as last:
                    os.fsync(last.fileno())
        return found

    def begin(self, first: int) -> tuple[Path, int]:
        """Make the file of the segment that begins with this position, and open it. Raises OSError."""
        path = self.path / f"{first:020}{_SUFFIX}"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            folder = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError:
            os.close(descriptor)
            raise
        return path, descriptor

    def drained(self) -> int:
        """Up to which position it is drained; 0 where that is not known, and then more is drained again."""
        try:
            number, check = (self.path / _DRAINED).read_text(encoding="ascii").split()
            return int(number) if int(check) == crc32(number.encode()) else 0
        except (OSError, ValueError):
            return 0

    def keep_drained(self, position: int) -> None:
        """Note how far it is drained; raises OSError."""
        number = str(position)
        draft = self.path / f"{_DRAINED}.new"
        draft.write_text(f"{number} {crc32(number.encode())}\n", encoding="ascii")
        draft.replace(self.path / _DRAINED)


def cannot(path: Path, problem: OSError) -> str:
    """What to say when the disk says no."""
    return f"the journal in {path} cannot be written: {(problem.strerror or 'unknown error').lower()}"


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise Unavailable(f"{cannot(path, problem)}; give the bot a folder that it may write") from problem
