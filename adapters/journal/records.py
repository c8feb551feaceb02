"""One record as bytes: whoever starts reading anywhere finds the next whole one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import Final, NamedTuple
from zlib import crc32

from application.community.hearing.ports import Written

MAGIC: Final = b"\xffC\xfeJ"
"""No text in UTF-8 holds these bytes, so that they begin a record and are never within one."""

LONGEST: Final = 4 * 1024 * 1024
"""A payload is at most so long; a stripped chunk of a thousand members has a twentieth of it."""

_HEAD: Final = Struct(">4sI")
_BODY: Final = Struct(">QqI")
HEADER: Final = _HEAD.size + _BODY.size
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def pack(record: Written) -> bytes:
    """Magic, checksum, position, arrival in microseconds, length, payload."""
    position, at, payload = record
    body = _BODY.pack(position, (at - _EPOCH) // _MICROSECOND, len(payload)) + payload
    return _HEAD.pack(MAGIC, crc32(body)) + body


class Parsed(NamedTuple):
    """What bytes hold: whole records, how many bytes were used up, how many of them were damaged.

    What was damaged lies before the first record.
    """

    records: Sequence[Written]
    consumed: int
    damaged: int


def parse(data: bytes, *, most: int, final: bool, start: int = 0) -> Parsed:
    """The first records in the data from `start` on, at most so many, up to what is damaged.

    Damage at the beginning is skipped up to the next whole record. Where nothing follows the data (`final`),
    half a record at its end is damaged too; else it is left for the next look.
    """
    records: list[Written] = []
    offset, damaged = start, 0
    while offset < len(data) and len(records) < most:
        found = _record_at(data, offset)
        if isinstance(found, Written):
            offset += HEADER + len(found.payload)
            records.append(found)
        elif records or (found == "half" and not final):
            break
        else:
            after = data.find(MAGIC, offset + 1)
            if after < 0:
                after = len(data) if final else max(offset + 1, len(data) - len(MAGIC) + 1)
            damaged += after - offset
            offset = after
    return Parsed(records, offset - start, damaged)


def _record_at(data: bytes, offset: int) -> Written | str:
    head = data[offset : offset + HEADER]
    if len(head) < HEADER:
        return "half" if head.startswith(MAGIC) or MAGIC.startswith(head) else "damaged"
    magic, checksum = _HEAD.unpack_from(head)
    position, micros, length = _BODY.unpack_from(head, _HEAD.size)
    if magic != MAGIC or length > LONGEST:
        return "damaged"
    end = offset + HEADER + length
    if end > len(data):
        return "half"
    if crc32(data[offset + _HEAD.size : end]) != checksum:
        return "damaged"
    return Written(position, _EPOCH + micros * _MICROSECOND, data[offset + HEADER : end])
