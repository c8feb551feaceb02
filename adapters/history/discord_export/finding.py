"""The exports under paths that somebody named: files, folders with everything in them, zip archives."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from adapters.history import archives
from adapters.history.archives import ArchiveRules
from adapters.history.discord_export.format.opening import look_into
from adapters.history.discord_export.parts import in_order
from adapters.history.names import shown
from application.community.history.files import Damaged, Found, HistoryFile, Problem
from domain.kernel.errors import Invalid

_OTHER_FORMATS: Final = (".html", ".htm", ".csv", ".txt")
_NO_FILE: Final = "it is neither a file nor a folder: an export is read twice, so save it as a file first"


class Search:
    """Collects exports, and what is wrong with files that are none."""

    def __init__(self, rules: ArchiveRules) -> None:
        self._rules = rules
        self._files: list[HistoryFile] = []
        self._problems: list[Problem] = []
        self._seen: set[str] = set()
        self._met = 0

    def under(self, paths: Sequence[str]) -> Found:
        """Everything under the paths, channel by channel, the oldest first."""
        for path in paths:
            before = self._met
            self._take(Path(path))
            if self._met == before:
                self._problem(path, "there is no export in it: look for .json or .zip files")
        return Found(files=in_order(self._files), problems=tuple(self._problems))

    def _take(self, path: Path) -> None:
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                self._folder(path)
            elif stat.S_ISREG(mode):
                self._file(path)
            else:
                self._problem(path, _NO_FILE)
        except OSError as error:
            self._problem(path, denied(error))
        except ValueError:
            self._problem(path, "no file can have this name")

    def _folder(self, folder: Path) -> None:
        def refused(error: OSError) -> None:
            self._problem(error.filename or folder, denied(error))

        for place, folders, names in os.walk(folder, onerror=refused):
            folders[:] = sorted(name for name in folders if not archives.is_of_media(name))
            for name in sorted(names):
                if name.lower().endswith((".json", ".zip")) and not name.startswith("."):
                    self._take(Path(place, name))

    def _file(self, path: Path) -> None:
        where, known = os.path.realpath(path), path.stat()
        self._met += 1
        if where in self._seen:
            return
        self._seen.add(where)
        mark = f"{where}|{known.st_size}|{known.st_mtime_ns}"
        if path.suffix.lower() == ".zip":
            self._archive(path, mark)
        elif path.suffix.lower() in _OTHER_FORMATS:
            self._problem(path, "only the format JSON holds the ids that are needed: export it as JSON")
        else:
            self._export(path, None, mark, known.st_size)

    def _archive(self, path: Path, mark: str) -> None:
        try:
            found = archives.members(path, self._rules)
        except Invalid as error:
            self._problem(path, str(error))
            return
        if not found:
            self._problem(path, "there is no export in this archive: look for .json files")
        for member in found:
            if member.refused:
                self._problem(f"{path}/{member.name}", member.refused)
            else:
                self._export(path, member.name, f"{mark}|{member.mark}", member.size)

    def _export(self, path: Path, member: str | None, mark: str, size: int) -> None:
        try:
            self._files.append(look_into(str(path), member, mark=mark, size=size))
        except Damaged as damage:
            self._problems.append(damage.problem)

    def _problem(self, path: object, what: str) -> None:
        self._met += 1
        self._problems.append(Problem(name=shown(str(path)), what=what))


def denied(error: OSError) -> str:
    """Why the system does not let us read, in plain words."""
    words = {
        PermissionError: "you may not read it: ask its owner, or import a copy",
        FileNotFoundError: "there is no such file or folder",
    }
    return words.get(type(error), f"it cannot be read ({error.strerror or type(error).__name__})")
