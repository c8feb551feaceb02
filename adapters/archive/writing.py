"""A backup file as it is written: it has its name only when it is whole, read again, and on the disk."""

import asyncio
import contextlib
import fcntl
import os
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import attrs

from adapters.archive.reading import MANIFEST, member_of, opened_backup
from domain.kernel.errors import Conflict, NotFound, Unavailable
from domain.operations.backups import written
from domain.operations.backups.manifest import Manifest, Shape

PART: Final = ".part"
_BLOCK: Final = 1024 * 1024
_LEVEL: Final = 1
"""Higher levels take three times as long for a tenth less."""


@attrs.define(kw_only=True)
class ZipDuplicate:
    """A backup file that comes to be."""

    _draft: Path = attrs.field(alias="draft")
    _raw: IO[bytes] = attrs.field(alias="raw")
    _file: zipfile.ZipFile = attrs.field(alias="file")

    async def take(self, shape: Shape, rows: AsyncIterator[bytes]) -> None:
        """A member for the table, packed while it streams."""
        with self._file.open(_dated(member_of(shape)), "w", force_zip64=True) as member:
            waiting = bytearray()
            async for block in rows:
                waiting += block
                if len(waiting) >= _BLOCK:
                    await _written(member, bytes(waiting))
                    waiting.clear()
            await _written(member, bytes(waiting))

    async def finish(self, manifest: Manifest) -> None:
        """The manifest comes last: a file without one was never finished. Then all of it is read again."""
        await asyncio.to_thread(self._end, manifest)
        with opened_backup(self._draft) as again:
            await again.check()
            if again.manifest != manifest:
                raise Conflict(f"{self._draft} cannot be read as it was written: is the disk sound?")

    def _end(self, manifest: Manifest) -> None:
        self._file.writestr(_dated(MANIFEST), written.to_text(manifest))
        self._file.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())


@contextmanager
def new_backup(path: Path) -> Iterator[ZipDuplicate]:
    """A file that only its owner can read; whatever goes wrong in the block, nothing is left of it.

    Raises Conflict where there is something already, NotFound where there is no such folder, Unavailable
    where nothing can be written.
    """
    if path.exists():
        raise Conflict(f"{path} is there already, and was left as it is: choose another name")
    if not path.parent.is_dir():
        raise NotFound(f"there is no folder {path.parent}")
    draft = path.with_name(path.name + PART)
    try:
        with _alone(draft) as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as file:
                yield ZipDuplicate(draft=draft, raw=raw, file=file)
            draft.rename(path)
        _keep(path.parent)
    except (ConnectionError, TimeoutError):  # of the database
        raise
    except OSError as problem:
        raise Unavailable(
            f"the backup cannot be written to {path.parent} ({problem.strerror or problem}): nothing of it "
            "was kept. Make room or choose another folder"
        ) from problem


@contextmanager
def _alone(draft: Path) -> Iterator[IO[bytes]]:
    """The draft, locked as long as somebody writes it: who finds it unlocked may take it away."""
    take_away_what_nobody_writes(draft)
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w+b") as raw:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield raw
        finally:
            draft.unlink(missing_ok=True)


def take_away_what_nobody_writes(draft: Path) -> None:
    """A draft that nobody holds a lock on was left by somebody who was killed."""
    with contextlib.suppress(OSError):
        descriptor = os.open(draft, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
        finally:
            os.close(descriptor)


async def _written(member: IO[bytes], block: bytes) -> None:
    """Whoever is stopped meanwhile waits for that one piece: nobody closes a file that is written to."""
    writing = asyncio.ensure_future(asyncio.to_thread(member.write, block))
    try:
        await asyncio.shield(writing)
    finally:
        await asyncio.gather(writing, return_exceptions=True)


def _keep(folder: Path) -> None:
    """A name is on the disk when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _dated(name: str) -> zipfile.ZipInfo:
    """Members are readable by their owner alone, also when somebody unpacks the file."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member
