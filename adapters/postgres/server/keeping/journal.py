"""The server's log file, kept small for ever."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

_LIMIT = 1_000_000  # bytes; with the one older file two megabytes at most


class BoundedLog:
    """Appends lines; at its limit the file becomes the one older file. A full disk never stops the server."""

    def __init__(self, path: Path, limit: int = _LIMIT) -> None:
        self._path = path
        self._limit = limit

    def write(self, text: str) -> None:
        """Add one entry with the time."""
        # Opened for each entry: entries are rare, and the folder may be moved or deleted meanwhile.
        with contextlib.suppress(OSError):
            if self._path.exists() and self._path.stat().st_size > self._limit:
                self._path.replace(self._path.with_name(f"{self._path.name}.1"))
            with self._path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(f"{_now()} {text.rstrip()}\n")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
