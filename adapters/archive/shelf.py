"""The folder of backups: what is in it, how old the newest whole one is, and what may go."""

import contextlib
from datetime import datetime
from pathlib import Path

import attrs

from adapters.archive.reading import opened_backup
from adapters.archive.writing import PART, take_away_what_nobody_writes
from domain.kernel.errors import DomainError, Unavailable
from domain.operations.backups.rota import is_named_so, name_of, superfluous


@attrs.frozen
class Shelf:
    """One folder, which may hold other files too: they are left alone."""

    folder: Path

    def place(self, made_at: datetime) -> Path:
        """Where the next backup goes; the folder is made where it is missing, for its owner alone."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as problem:
            raise Unavailable(
                f"the folder of backups {self.folder} cannot be made ({problem.strerror}): let this user "
                "write there, or choose another one with COMMUNITY_OS_BACKUP_DIR"
            ) from problem
        return self.folder / name_of(made_at)

    def newest(self) -> datetime | None:
        """When the newest whole backup was made."""
        for name in sorted(self._names(), reverse=True):
            if (made_at := self._made_at(name)) is not None:
                return made_at
        return None

    def tidy(self, *, kept: int) -> list[str]:
        """Take away what is older than the last `kept` whole ones, and what a killed program left half."""
        self._sweep()
        names = self._names()
        whole = [name for name in names if self._made_at(name) is not None]
        gone = superfluous(names, whole, kept=kept)
        for name in gone:
            with contextlib.suppress(OSError):
                (self.folder / name).unlink()
        return gone

    def _names(self) -> list[str]:
        with contextlib.suppress(OSError):
            return [entry.name for entry in self.folder.iterdir() if is_named_so(entry.name)]
        return []

    def _made_at(self, name: str) -> datetime | None:
        """None for a file that says nothing of itself: it is cut off, or cannot be read."""
        try:
            with opened_backup(self.folder / name) as found:
                return found.origin.made_at
        except (DomainError, OSError):
            return None

    def _sweep(self) -> None:
        """Drafts of ours alone."""
        for draft in self.folder.glob(f"*{PART}"):
            if is_named_so(draft.name.removesuffix(PART)):
                take_away_what_nobody_writes(draft)
