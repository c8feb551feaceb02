"""How the text of a setting becomes a value; a refusal says what may stand there instead."""

import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import attrs

if TYPE_CHECKING:
    from adapters.postgres.link import DatabaseAddress

Value = TypeVar("Value")

_NAME = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})*$")


@attrs.frozen(repr=False)
class Hidden:
    """A text that no output shows: a password or a secret."""

    _text: str

    def reveal(self) -> str:
        """The text itself, for the one place that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "(hidden)"


def folder(text: str) -> Path:
    """A folder, which may not be there yet; `~` is the home folder."""
    path = Path(text).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ValueError(f"{path} is a file: name a folder")
    return path


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A whole number between two bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high):
            raise ValueError(f"{text!r} will not do: write a whole number between {low} and {high}")
        return int(text)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """One word of a list, in small or capital letters."""

    def read(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(f"{text!r} will not do: write one of {', '.join(choices)}")
        return text.lower()

    return read


def host(text: str) -> str:
    """The name of a machine or an IP address, without scheme and without port."""
    bare = text.strip().lower().removeprefix("[").removesuffix("]")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        if _NAME.match(bare):
            return bare
    raise ValueError(f"{text!r} will not do: write a name or an IP address alone, such as 127.0.0.1")


def hosts(text: str) -> tuple[str, ...]:
    """Names of machines between commas."""
    return tuple(host(part) for part in text.split(",") if part.strip())


def longer_than(minimum: int, remedy: str) -> Callable[[str], Hidden]:
    """A secret text of at least that many bytes."""

    def read(text: str) -> Hidden:
        if len(text.encode()) < minimum:
            raise ValueError(f"it is too short, at least {minimum} characters are needed: {remedy}")
        return Hidden(text)

    return read


def database(name: str) -> Callable[[str], "DatabaseAddress"]:
    """The URL of a PostgreSQL database."""

    def read(text: str) -> "DatabaseAddress":
        from adapters.postgres.link import DatabaseAddress
        from domain.kernel.errors import Invalid

        try:
            return DatabaseAddress.parse(text, setting="it")
        except Invalid as problem:
            raise ValueError(str(problem)) from None

    return read
