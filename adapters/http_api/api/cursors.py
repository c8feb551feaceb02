"""Cursors: where a list went on, as a text that means nothing to its reader."""

import base64
import binascii
import json
from typing import Any, Final

from domain.kernel.errors import Invalid

LONGEST: Final = 200


def cursor(*place: str | float | None) -> str:
    """A place in a list, for the next question."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def place_of(text: str | None, *kinds: type | tuple[type, ...]) -> list[Any] | None:
    """The place that a cursor stands for, None for none; raises Invalid for one that we did not make."""
    if text is None:
        return None
    text = text[:LONGEST]
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        found = json.loads(raw, parse_constant=_none)
    except (ValueError, binascii.Error, RecursionError):
        found = None
    fits = isinstance(found, list) and len(found) == len(kinds)
    if not fits or not all(_is(one, kind) for one, kind in zip(found, kinds, strict=True)):
        raise Invalid("cursor: give back `next` of the page before as it was, with the same question")
    return list(found)


def _is(value: object, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


def _none(name: str) -> None:
    raise ValueError(name)
