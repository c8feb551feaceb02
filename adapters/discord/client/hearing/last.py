"""Until when each guild was heard, kept in a small file, so that the next run knows what it missed."""

import json
import logging
import os
import threading
from datetime import datetime
from pathlib import Path

_log = logging.getLogger(__name__)


class LastHeard:
    """A file that is replaced as a whole; one that cannot be read says nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._one_writer = threading.Lock()

    def read(self) -> dict[int, datetime]:
        """Guild -> until when it was heard."""
        try:
            kept = json.loads(self._path.read_bytes())
            return {int(guild): datetime.fromisoformat(until) for guild, until in kept.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as problem:
            _log.warning(
                "%s cannot be read (%s): what was missed since the last run stays without a reason",
                self._path,
                problem,
            )
            return {}

    def keep(self, heard: dict[int, datetime]) -> None:
        """Write it down; blocks for a moment."""
        text = json.dumps({str(guild): until.isoformat() for guild, until in heard.items()})
        beside = self._path.with_suffix(".new")
        try:
            with self._one_writer:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with beside.open("w") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                beside.replace(self._path)
        except OSError as problem:
            _log.warning("%s cannot be written: %s", self._path, problem)
