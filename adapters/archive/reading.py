"""A backup file: looked through from end to end before anybody believes it, then read table by table."""

import asyncio
import zipfile
import zlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Final

import attrs

from application.operations.copying import Told
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.operations.backups import written
from domain.operations.backups.manifest import GuildSum, Manifest, Origin, Shape

MANIFEST: Final = "manifest.json"
_LARGEST_MANIFEST: Final = 64 * 1024 * 1024
_BLOCK: Final = 1024 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def member_of(shape: Shape) -> str:
    """Where a table lies in the file."""
    return f"tables/{shape.name}.copy"


@attrs.frozen(kw_only=True)
class ZipOriginal:
    """A backup file that is open."""

    path: Path
    manifest: Manifest
    _file: zipfile.ZipFile = attrs.field(alias="file")

    @property
    def origin(self) -> Origin:
        """Where the backup was made."""
        return self.manifest.origin

    async def rows(self, shape: Shape) -> AsyncGenerator[bytes, None]:
        """One table as it was read from its database."""
        with _told(self.path), self._file.open(member_of(shape)) as member:
            while block := await asyncio.to_thread(member.read, _BLOCK):
                yield block

    async def tallies(self) -> tuple[tuple[GuildSum, ...], int]:
        """As they were counted when the backup was made."""
        return self.manifest.guilds, self.manifest.unaddressed

    async def check(self, told: Told = lambda *_: None) -> None:
        """Read everything once; raises Invalid where a single bit is not as it was written."""
        done = 0
        for table in self.manifest.tables:
            size = rows = 0
            async with aclosing(self.rows(table.shape)) as blocks:
                async for block in blocks:
                    size += len(block)
                    rows += block.count(b"\n")
                    told(table.shape.table, done + size, rows)
            done += size
            if (size, rows) != (table.size, table.rows):
                raise _broken(self.path)


@contextmanager
def opened_backup(path: Path) -> Iterator[ZipOriginal]:
    """Open it; raises NotFound, Invalid for what is no whole backup, Conflict for one of a later format."""
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    try:
        file = zipfile.ZipFile(path)
    except _DAMAGED:
        raise Invalid(
            f"{path} is no backup of Community OS, or it is cut off: its end, where the table of contents "
            "stands, is not there. Nothing was touched"
        ) from None
    with file:
        yield ZipOriginal(path=path, manifest=_manifest(path, file), file=file)


def _manifest(path: Path, file: zipfile.ZipFile) -> Manifest:
    try:
        size = file.getinfo(MANIFEST).file_size
    except KeyError:
        raise Invalid(
            f"{path} is no backup of Community OS: it has no {MANIFEST}. Nothing was touched"
        ) from None
    if size > _LARGEST_MANIFEST:
        raise _broken(path)
    try:
        with _told(path):
            return written.from_text(file.read(MANIFEST).decode())
    except UnicodeDecodeError:
        raise _broken(path) from None
    except (Invalid, Conflict) as problem:
        raise type(problem)(f"{path}: {problem}. Nothing was touched") from None


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (*_DAMAGED, KeyError):
        raise _broken(path) from None


def _broken(path: Path) -> Invalid:
    return Invalid(
        f"{path} is damaged: it is not as it was written. Take another backup; nothing was touched"
    )
