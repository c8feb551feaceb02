"""Dead letters: records that could not be kept, with the reason, until somebody mends it."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import attrs

ENVELOPE: Final = "envelope"


@attrs.frozen(kw_only=True)
class Unreadable:
    """A record that did not even become an activity; `record` holds no written text.

    What cannot be parsed at all keeps its length and a hash only.
    """

    source: str
    reason: str
    detail: str
    guild: int | None = None
    format: str = ENVELOPE
    record: dict[str, Any] | None = None
    length: int = 0
    fingerprint: str = ""


@attrs.frozen(kw_only=True)
class Letter:
    """A dead letter. The same bad record sent twice is one letter; a replayed one is marked resolved."""

    id: bytes
    guild: int | None
    received_at: datetime
    source: str
    format: str
    reason: str
    detail: str
    record: dict[str, Any] | None
    length: int
    resolved_at: datetime | None = None


class Parked(NamedTuple):
    """When a record could not be kept and why; `resolved` is when it was replayed and landed."""

    received: datetime
    reason: str
    resolved: datetime | None


def names_any(letter: Letter, outside_ids: Collection[str]) -> bool:
    """Whether any value of the kept record is, or contains, one of these outside ids, or the detail does."""
    held = (letter.detail, *texts(letter.record))
    return any(outside in text for text in held for outside in outside_ids if outside)


def texts(value: object) -> Iterator[str]:
    """Every value in a record, however deep, as text."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    else:
        yield str(value)
