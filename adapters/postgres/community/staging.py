"""Entries as the bytes of a binary COPY: one pack for each, several times as fast as the driver does it."""

from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from struct import Struct
from typing import Final

from domain.community.log.entry import Entry

CREATE: Final = """
create temporary table staged_activity (
    key uuid, digest bigint, member_no integer, bot boolean, message_type integer, occurred_at timestamptz,
    inferred boolean, received_at timestamptz, schema smallint, channel bigint, parent bigint, subject bigint,
    toward_no integer, kind text, source text, details json
) on commit drop
"""
EMPTY: Final = "truncate pg_temp.staged_activity"
# What an entry lacks is staged as 0 among ids, which begin at 1, and as -1 among numbers from 0 on: then all
# rows have one shape.
LAND: Final = """
insert into community_os.activity_log (
    guild_id, key, digest, member_no, bot, message_type, occurred_at, inferred, received_at, schema, channel,
    parent, subject, toward_no, kind, source, details)
select $1, key, digest, nullif(member_no, -1), bot, nullif(message_type, -1), occurred_at, inferred,
       received_at, schema, nullif(channel, 0), nullif(parent, 0), nullif(subject, 0), nullif(toward_no, -1),
       kind, source, details
from pg_temp.staged_activity
"""
# Making room for a row that may be there costs a third more than a plain insert.
LAND_THE_NEW: Final = """
insert into community_os.activity_log (
    guild_id, key, digest, member_no, bot, message_type, occurred_at, inferred, received_at, schema, channel,
    parent, subject, toward_no, kind, source, details)
select $1, key, digest, nullif(member_no, -1), bot, nullif(message_type, -1), occurred_at, inferred,
       received_at, schema, nullif(channel, 0), nullif(parent, 0), nullif(subject, 0), nullif(toward_no, -1),
       kind, source, details
from pg_temp.staged_activity
on conflict do nothing
"""

_HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER: Final = b"\xff\xff"
_FIELDS: Final = 16
# How many fields, then the length and the value of each as far as they have one width.
_ROW: Final = Struct(">h i16s iq ii i? ii iq i? iq ih iq iq iq ii")
_LENGTH: Final = Struct(">i")
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC).timestamp()


async def copied(entries: Iterable[Entry]) -> AsyncIterator[bytes]:
    """The entries in the binary format of COPY (PostgreSQL manual, COPY, file formats)."""
    yield _HEADER
    yield _rows(entries)
    yield _TRAILER


def _rows(entries: Iterable[Entry]) -> bytes:
    pack, length, words, times = _ROW.pack, _LENGTH.pack, _Words(), _Times()
    pieces: list[bytes] = []
    for (
        key, digest, kind, member_no, bot, message_type, occurred_at, inferred, received_at, source, schema,
        channel, parent, subject, toward_no, details,
    ) in entries:  # fmt: skip
        text = details.encode()
        pieces += (
            pack(
                _FIELDS,
                16, key, 8, digest, 4, -1 if member_no is None else member_no, 1, bot,
                4, -1 if message_type is None else message_type, 8, microseconds(occurred_at), 1, inferred,
                8, times[received_at], 2, schema, 8, channel or 0, 8, parent or 0, 8, subject or 0,
                4, -1 if toward_no is None else toward_no,
            ),
            words[kind],
            words[source],
            length(len(text)),
            text,
        )  # fmt: skip
    return b"".join(pieces)


def microseconds(at: datetime) -> int:
    """Microseconds since 2000; seconds as a float are exact enough to round to the right one until 2242."""
    return round((at.timestamp() - _EPOCH) * 1e6)


class _Times(dict[datetime, int]):
    """The one or two moments at which a batch was received."""

    def __missing__(self, at: datetime) -> int:
        found = self[at] = microseconds(at)
        return found


class _Words(dict[str, bytes]):
    """The few words of a batch with their lengths, each encoded once."""

    def __missing__(self, word: str) -> bytes:
        text = word.encode()
        found = self[word] = _LENGTH.pack(len(text)) + text
        return found
