"""Log entries with defaults, and copies of them as sources disagree."""

import json
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from domain.community.log.activity import MESSAGE, REACTIONS_SEEN
from domain.community.log.entry import Entry
from tests.builders.activities import CHANNEL, MINUTE, TIME_ZERO, message_id


def an_entry(kind: str = MESSAGE, at: datetime = TIME_ZERO, **changes: Any) -> Entry:
    """A message of member 0; `emoji` and `count` go into the details."""
    details = {name: changes.pop(name) for name in ("emoji", "count") if name in changes}
    plain = Entry(
        key=b"key",
        digest=0,
        kind=kind,
        member_no=0,
        bot=False,
        message_type=0 if kind == MESSAGE else None,
        occurred_at=at,
        inferred=False,
        received_at=TIME_ZERO,
        source="gateway",
        schema=1,
        channel=CHANNEL,
        parent=None,
        subject=message_id(at) if kind == MESSAGE else None,
        toward_no=None,
        details=json.dumps(details),
    )
    return plain._replace(**changes)


def _copy(key: bytes, kind: str, minute: int, inferred: bool, toward: int | None, count: int) -> Entry:
    """Its digest follows from what it says, as the front door makes it."""
    said = ((minute * 2 + inferred) * 4 + (toward or 0)) * 5 + count
    return an_entry(
        kind,
        TIME_ZERO + minute * MINUTE,
        key=key,
        digest=said * 386 % 1009 - 500,  # a permutation: one digest for each saying, in no order of theirs
        inferred=inferred,
        toward_no=toward,
        subject=message_id(),
        **({"emoji": "🎉", "count": count} if kind == REACTIONS_SEEN else {}),
    )


COPIES = st.one_of(
    st.builds(
        _copy,
        key=st.sampled_from([b"a", b"b", b"c"]),
        kind=st.just(MESSAGE),
        minute=st.integers(0, 3),
        inferred=st.booleans(),
        toward=st.sampled_from([None, 1, 2]),
        count=st.just(0),
    ),
    st.builds(
        _copy,
        key=st.sampled_from([b"r", b"s"]),
        kind=st.just(REACTIONS_SEEN),
        minute=st.integers(0, 2),
        inferred=st.booleans(),
        toward=st.sampled_from([None, 1]),
        count=st.integers(0, 3),
    ),
)
"""Copies of a few keys, which often say the same and often disagree."""
