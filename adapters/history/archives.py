"""Zip archives, read as streams: nothing is unpacked to disk, and a bomb is refused before it goes off."""

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, Final

import attrs

from domain.kernel.errors import Invalid

READING_FAILS: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError)
"""What a damaged archive raises while its members are read; RuntimeError is for an encrypted one."""

_DIRECTORY_END: Final = b"PK\x05\x06"
_READABLE: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@attrs.frozen(kw_only=True)
class ArchiveRules:
    """Bounds of an archive, each with its reason."""

    highest_ratio: int = 200
    """Exports shrink 10 to 40 times; a bomb shrinks a thousand times."""

    ratio_matters_from: int = 16 * 1024 * 1024
    """A small member may shrink as it likes: it costs nothing to read."""

    largest_total: int = 256 * 1024**3
    """All members together, unpacked: a day of reading."""

    largest_directory: int = 8 * 1024 * 1024
    """Bytes of the list of members, about 100,000 of them; it is held in memory."""


@attrs.frozen(kw_only=True)
class Member:
    """A JSON file inside an archive; `refused` says why it is not read."""

    name: str
    size: int
    mark: str
    refused: str | None


def members(path: Path, rules: ArchiveRules) -> list[Member]:
    """The JSON files of an archive; Invalid when it is damaged, or beyond the rules as a whole."""
    if _directory_size(path) > rules.largest_directory:
        raise Invalid("its list of files is too long: unpack it and import the folder")
    try:
        with zipfile.ZipFile(path) as archive:
            listed = [info for info in archive.infolist() if _is_export(info.filename)]
    except (*READING_FAILS, ValueError) as error:
        raise Invalid(f"this is no zip archive that can be read ({type(error).__name__})") from None
    if sum(info.file_size for info in listed) > rules.largest_total:
        raise Invalid(f"unpacked it would have more than {rules.largest_total // 1024**3} GiB")
    return [
        Member(
            name=info.filename,
            size=info.file_size,
            mark=f"{info.filename}|{info.header_offset}|{info.file_size}|{info.CRC}",
            refused=_refusal(info, rules),
        )
        for info in listed
    ]


@contextmanager
def opened(path: Path, member: str) -> Iterator[IO[bytes]]:
    """A member as a stream of bytes."""
    known = path.stat()
    with _lately(path, known.st_size, known.st_mtime_ns).open(member) as stream:
        yield stream


@lru_cache(maxsize=1)
def _lately(path: Path, _size: int, _changed: int) -> zipfile.ZipFile:
    """The archive that was read last stays open: its list is read once, not for each of its members."""
    return zipfile.ZipFile(path)


def is_of_media(folder: str) -> bool:
    """Whether the exporter keeps downloaded pictures and attachments there, or a Mac its own files."""
    return folder.endswith("_Files") or folder == "__MACOSX"


def _is_export(name: str) -> bool:
    *folders, last = name.replace("\\", "/").split("/")
    return last.lower().endswith(".json") and not any(map(is_of_media, folders))


def _refusal(info: zipfile.ZipInfo, rules: ArchiveRules) -> str | None:
    if info.flag_bits & 0x1:
        return "it is encrypted: unpack it and import the folder"
    if info.compress_type not in _READABLE:
        return "it is compressed in a way that is not read here: unpack it and import the folder"
    expands = info.file_size > rules.highest_ratio * max(1, info.compress_size)
    if expands and info.file_size > rules.ratio_matters_from:
        return f"it would grow more than {rules.highest_ratio} times: that is no export"
    return None


def _directory_size(path: Path) -> int:
    """Bytes of the archive's list of members, from the record at its end (PKZIP APPNOTE 4.3.16)."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 66_000))
        tail = file.read()
    at = tail.rfind(_DIRECTORY_END)
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
