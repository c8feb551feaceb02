"""Bookmarks as small files in the data folder: one for each file that was imported or is being."""

import os
from hashlib import blake2b
from pathlib import Path
from typing import Final

import attrs
import msgspec

from application.community.history.files import Bookmark

_VERSION: Final = 1


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    version: int
    at: int
    guild: str | None
    key: str | None
    finished: bool
    named: int
    counted: int


@attrs.frozen
class FileBookmarks:
    """Bookmarks in a folder, each under the hash of its file's mark; they name no file and nobody."""

    folder: Path

    def find(self, mark: str) -> Bookmark | None:
        """How far that file was recorded; None when it never was, or the bookmark is unreadable."""
        try:
            kept = msgspec.json.decode(self._path(mark).read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        if kept.version != _VERSION or kept.at < 0 or (kept.guild is not None and not kept.guild.isdecimal()):
            return None
        return Bookmark(
            at=kept.at,
            guild=None if kept.guild is None else int(kept.guild),
            key=kept.key,
            finished=kept.finished,
            named=kept.named,
            counted=kept.counted,
        )

    def keep(self, mark: str, bookmark: Bookmark) -> None:
        """Replace the bookmark of that file, at once or not at all."""
        kept = _Kept(
            version=_VERSION,
            at=bookmark.at,
            guild=None if bookmark.guild is None else str(bookmark.guild),
            key=bookmark.key,
            finished=bookmark.finished,
            named=bookmark.named,
            counted=bookmark.counted,
        )
        path = self._path(mark)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}.new")
        draft.write_bytes(msgspec.json.encode(kept))
        draft.replace(path)

    def _path(self, mark: str) -> Path:
        name = blake2b(mark.encode(errors="surrogateescape"), digest_size=16).hexdigest()
        return self.folder / f"{name}.json"
