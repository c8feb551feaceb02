"""An export opened: bytes that are checked as they come, and what stands before the first message."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

from adapters.history import archives
from adapters.history.discord_export.format.heading import first_message, heading_of
from adapters.history.discord_export.format.stream import MessageStream, StreamRules, malformed
from adapters.history.names import shown
from application.community.history.files import Damaged, Heading, HistoryFile, Problem
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID, snowflake_instant

_PIECE: Final = 64 * 1024
_LONGEST: Final = 1024 * 1024
"""The exporter needs about one kilobyte; a topic and addresses of pictures may be longer."""

_ORDER_MARK: Final = b"\xef\xbb\xbf"
_WRONG_BEGINNINGS: Final = (
    ((b"\xff\xfe", b"\xfe\xff", b"{\x00", b"\x00{"), "it is UTF-16: save it again as UTF-8"),
    ((b"PK\x03\x04",), "it is a zip archive: give it a name that ends in .zip"),
    ((b"\x1f\x8b",), "it is compressed by gzip: unpack it first"),
)
_NOT_OURS: Final = "this is not what DiscordChatExporter writes"

Read = Callable[[int], bytes]


@contextmanager
def opened(path: str, member: str | None, name: str) -> Iterator[Read]:
    """Something that reads the next bytes; what goes wrong below it is Damaged, with the byte."""
    with ExitStack() as stack:
        try:
            place = Path(path)
            opening = place.open("rb") if member is None else archives.opened(place, member)
            stream = stack.enter_context(opening)
        except PermissionError:
            raise Damaged(Problem(name=name, what="you may not read it: ask its owner")) from None
        except (*archives.READING_FAILS, KeyError) as error:
            raise Damaged(Problem(name=name, what=f"it cannot be opened ({type(error).__name__})")) from None
        yield _checked(stream, name)


def look_into(path: str, member: str | None, *, mark: str, size: int) -> HistoryFile:
    """What an export is, from its beginning alone; raises Damaged when it is none."""
    name = shown(path if member is None else f"{path}/{member}")
    with opened(path, member, name) as read:
        heading, start, at = _begin(read, name)
    first = first_message(start, at)
    return HistoryFile(
        name=name,
        path=path,
        member=member,
        mark=f"{mark}|{heading.guild}",
        size=size,
        heading=heading,
        first_at=snowflake_instant(first) if first is not None and 0 < first <= MAX_ID else None,
    )


def messages(read: Read, name: str, rules: StreamRules) -> MessageStream:
    """The messages of an export that was just opened."""
    _, start, at = _begin(read, name)
    return MessageStream(read, name, rules, rest=start[at:], position=at)


def _checked(stream: IO[bytes], name: str) -> Read:
    done = 0

    def read(size: int) -> bytes:
        nonlocal done
        try:
            data = stream.read(size)
        except archives.READING_FAILS as error:
            what = f"it cannot be read any further ({type(error).__name__})"
            raise Damaged(Problem(name=name, what=what, byte=done)) from None
        done += len(data)
        return data

    return read


def _begin(read: Read, name: str) -> tuple[Heading, bytes, int]:
    """The heading, the bytes read so far, and where among them the first message begins."""
    start = read(_PIECE)
    for beginnings, what in _WRONG_BEGINNINGS:
        if start.startswith(beginnings):
            raise Damaged(Problem(name=name, what=what, byte=0))
    if start.startswith(_ORDER_MARK):
        start = start.replace(_ORDER_MARK, b"   ", 1)  # as many bytes, so that positions stay true
    while True:
        try:
            found = heading_of(start)
        except Invalid as error:
            raise Damaged(Problem(name=name, what=str(error), byte=0)) from None
        if found:
            return found[0], start, found[1]
        more = b"" if len(start) > _LONGEST else read(_PIECE)
        if not more:
            raise Damaged(_without_messages(start, name))
        start += more


def _without_messages(start: bytes, name: str) -> Problem:
    body = start.lstrip()
    if not body:
        return Problem(name=name, what="it is empty", byte=0)
    foreign = Problem(name=name, what=f"{_NOT_OURS}: it has no guild, channel and list of messages", byte=0)
    try:
        broken = malformed(body)
    except RecursionError:
        return foreign
    if broken is not None and broken < len(body):
        return Problem(name=name, what=f"{_NOT_OURS}: it is no JSON", byte=len(start) - len(body) + broken)
    if len(start) > _LONGEST or broken is not None:
        return foreign
    return Problem(name=name, what="the file ends before its first message: it was cut off", byte=len(start))
