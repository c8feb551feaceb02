"""Files that somebody named, looked at before anything is opened: a slip of the pen makes no database."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from adapters.cli.output import plain
from domain.kernel.errors import Invalid, NotFound

_BEGINNING: Final = 8192
"""Bytes. The exporter writes guild and channel first; a topic and addresses of pictures may be long."""

_ORDER_MARK: Final = b"\xef\xbb\xbf"
_OBJECTS: Final = tuple(re.compile(rb'"%s"\s*:\s*\{' % name) for name in (b"guild", b"channel"))
_OPENING: Final = re.compile(rb'\s*\{\s*"(?:guild|channel)"\s*:\s*\{')


def must_exist(paths: Iterable[str]) -> None:
    """Raises NotFound with all that is not there; what may not be read is told by who reads it."""
    missing = [plain(path) or "(an empty name)" for path in paths if not _exists(path)]
    if missing:
        raise NotFound(f"there is no such file or folder: {', '.join(missing)}")


def must_be_lines(path: str) -> None:
    """Raises NotFound or Invalid for what cannot be a file of lines."""
    must_exist([path])
    if Path(path).is_dir():
        raise Invalid(f"{plain(path)} is a folder: name the files in it, one at a time")


def can_be_read_again(path: str) -> bool:
    """What is read from a pipe is gone; `-`, standard input, counts as one."""
    return path != "-" and Path(path).is_file()


def is_discord_export(path: str) -> bool:
    """Whether a file begins as DiscordChatExporter writes: with objects where a line has ids.

    Only regular files are looked at: what is read from a pipe is gone.
    """
    place = Path(path)
    try:
        if not place.is_file():
            return False
        with place.open("rb") as file:
            start = file.read(_BEGINNING).removeprefix(_ORDER_MARK)
    except OSError:
        return False
    return _OPENING.match(start) is not None and all(each.search(start) for each in _OBJECTS)


def _exists(path: str) -> bool:
    """An empty name is nowhere, though for a Path it is the folder that one stands in."""
    if not path:
        return False
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        return False
    except OSError:
        pass
    return True
