"""Bookmarks as small files in the data folder: one for each file that was imported or is being."""

import os
from hashlib import blake2b
from pathlib import Path
from typing import Final

import attrs
import msgspec

from application.community.history.files import Bookmark, Landmark
from domain.kernel.ids import MAX_ID

_VERSION: Final = 1
_KEY_BYTES: Final = 16


class _KeptLandmark(msgspec.Struct, forbid_unknown_fields=True):
    guild: int
    key: str

    @classmethod
    def of(cls, landmark: Landmark | None) -> "_KeptLandmark | None":
        return None if landmark is None else cls(guild=landmark.guild, key=landmark.key.hex())

    def read(self) -> Landmark:
        """Raises ValueError when it is none."""
        key = bytes.fromhex(self.key)
        if len(key) != _KEY_BYTES or not 0 < self.guild <= MAX_ID:
            raise ValueError(self.key)
        return Landmark(guild=self.guild, key=key)


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    version: int
    at: int
    first: _KeptLandmark | None
    last: _KeptLandmark | None
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
            first = None if kept.first is None else kept.first.read()
            last = None if kept.last is None else kept.last.read()
        except (OSError, ValueError):  # also what is no JSON, no UTF-8 or no key
            return None
        if kept.version != _VERSION or kept.at < 0:
            return None
        return Bookmark(
            at=kept.at,
            first=first,
            last=last,
            finished=kept.finished,
            named=kept.named,
            counted=kept.counted,
        )

    def keep(self, mark: str, bookmark: Bookmark) -> None:
        """Replace the bookmark of that file, at once or not at all."""
        kept = _Kept(
            version=_VERSION,
            at=bookmark.at,
            first=_KeptLandmark.of(bookmark.first),
            last=_KeptLandmark.of(bookmark.last),
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
