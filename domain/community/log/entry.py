"""A log entry: an activity that was let in, and which of its copies counts."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from domain.community.log.activity import REACTIONS_SEEN

swiftly: Final = tuple.__new__
"""Makes a named tuple of its fields in half the time of its own constructor; for the hot path alone."""


class Entry(NamedTuple):
    """One row of the append-only log, in the order of its columns.

    A named tuple, not an attrs value: the front door makes tens of thousands of them a second.
    It holds member numbers only, never a person's outside id, and never written text.
    `message_type` is Discord's; `details` is the small rest, as canonical JSON.
    """

    key: bytes
    digest: int
    kind: str
    member_no: int | None
    bot: bool
    message_type: int | None
    occurred_at: datetime
    inferred: bool
    received_at: datetime
    source: str
    schema: int
    channel: int | None
    parent: int | None
    subject: int | None
    toward_no: int | None
    details: str


def details_of(entry: Entry) -> dict[str, Any]:
    """The small rest of an entry, read."""
    found = json.loads(entry.details)
    return found if isinstance(found, dict) else {}


def seen_count(entry: Entry) -> int:
    """How many of one emoji a history file saw on a message; 0 for any other kind."""
    if entry.kind != REACTIONS_SEEN:
        return 0
    count = details_of(entry).get("count")
    return count if isinstance(count, int) else 0


def rank(entry: Entry) -> tuple[int, bool, bool, datetime, int, int]:
    """The order of copies of one key; the least counts (DESIGN, at least once in).

    Exact time beats inferred, a copy that knows whom it answers beats one that does not, then the
    earliest, then the one that knows more details (the invite of a join), then the digest of what it
    says, so that any two copies have an order that does not depend on which came first. Of two looks
    at a message's reactions the one that saw more counts.
    """
    return (
        -seen_count(entry),
        entry.inferred,
        entry.toward_no is None,
        entry.occurred_at,
        -entry.details.count('":'),
        entry.digest,
    )


def winner(copies: Iterable[Entry]) -> Entry:
    """The copy that counts."""
    return min(copies, key=rank)


class Change(NamedTuple):
    """The copy of a key that counted before, if any, and the one that counts now."""

    old: Entry | None
    new: Entry


class Sorted(NamedTuple):
    """What a batch brings to the log: the entries to append, and the winners that move."""

    fresh: list[Entry]
    changes: list[Change]


def sort_in(batch: Iterable[Entry], known: Mapping[bytes, list[Entry]]) -> Sorted:
    """Hold a batch against the copies already in the log: what is new, and what counts differently.

    `known` maps a key to its copies in the log. A copy that says the same thing as a known one is
    dropped. The result does not depend on how activities were cut into batches.
    """
    fresh: list[Entry] = []
    seen: set[tuple[bytes, int]] = {
        (entry.key, entry.digest) for copies in known.values() for entry in copies
    }
    by_key: dict[bytes, list[Entry]] = {}
    for entry in batch:
        mark = (entry.key, entry.digest)
        if mark in seen:
            continue
        seen.add(mark)
        fresh.append(entry)
        by_key.setdefault(entry.key, []).append(entry)
    changes: list[Change] = []
    for key, arrived in by_key.items():
        copies = known.get(key)
        new = arrived[0] if len(arrived) == 1 else winner(arrived)
        if not copies:
            changes.append(swiftly(Change, (None, new)))
            continue
        old = winner(copies)
        if rank(new) < rank(old):
            changes.append(Change(old, new))
    return Sorted(fresh, changes)
