"""Locks between processes that the operating system takes back when their holder dies, however it dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class FileLock:
    """One advisory lock on one file; never waits, the caller polls with its own deadline."""

    def __init__(self, path: Path, *, descriptor: int | None = None) -> None:
        self.path = path
        if descriptor is None:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.descriptor = descriptor

    def try_shared(self) -> bool:
        """Hold it together with other sharers."""
        return self._try(fcntl.LOCK_SH)

    def try_exclusive(self) -> bool:
        """Hold it alone."""
        return self._try(fcntl.LOCK_EX)

    def release(self) -> None:
        """Let others in, keep the file open."""
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def still_in_place(self) -> bool:
        """False when the file was deleted or replaced: then the lock guards nothing any more."""
        try:
            there = self.path.stat()
        except OSError:
            return False
        here = os.fstat(self.descriptor)
        return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)

    def close(self) -> None:
        """Give up the file, and the lock unless another process inherited it."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self.descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
