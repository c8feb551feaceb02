"""The messages of one export, block by block: fast where it is as the exporter writes it, exact everywhere.

The fast way cuts where the next message seems to begin and lets the decoder judge the cut. Where it
does not agree, brackets are counted and each message is read by itself.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b
from typing import Final

import attrs
import msgspec

from adapters.history.discord_export.format import elements
from adapters.history.discord_export.format.elements import Broken, Item, NotJson
from adapters.history.discord_export.format.structure import SPACE, Structure
from application.community.history.files import Damaged, Problem


@attrs.frozen(kw_only=True)
class StreamRules:
    """Bounds of what is held of an export, each with its reason."""

    block: int = 256 * 1024
    """Bytes read together: a block and what it decodes to fit the processor's cache."""

    largest: int = 32 * 1024 * 1024
    """Bytes of one message that are held, enough for a hundred thousand named reactors."""


_MOST_MISSES: Final = 8
"""Blocks without a cut, after which an export is known to have its fields in another order."""

_STEP: Final = 4 * 1024 * 1024
_LONGEST_REST: Final = 1024 * 1024
_BETWEEN: Final = re.compile(rb'\}\s*,\s*(?=\{\s*"id"\s*:\s*"?[0-9]+"?\s*,\s*"type"\s*:)')
_BYTE: Final = re.compile(r"\(byte (\d+)\)")
_NO_SPACE: Final = re.compile(rb"[^, \t\r\n]|\Z")
_UNDECODED: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class MessageStream:
    """Reads on from behind the `[` of the messages; `position` is the byte up to which all was given."""

    def __init__(
        self, read: Callable[[int], bytes], name: str, rules: StreamRules, *, rest: bytes, position: int
    ) -> None:
        self.position = position
        self._rules = rules
        self._read = read
        self._name = name
        self._buffer = rest
        self._wanted = self._rules.block
        self._ended = False
        self._misses = 0

    def __iter__(self) -> Iterator[list[Item]]:
        """Blocks of messages; raises Damaged after the last readable one."""
        while True:
            self._fill()
            if block := self._fast_block():
                yield block
                continue
            ends, closed = Structure().feed(self._buffer)
            if ends:
                some = ends[: bisect_left(ends, self._rules.block) + 1]
                yield from self._careful_block(some)
            elif closed is not None:
                yield from self._careful_block([closed])
                self._check_end()
                return
            else:
                yield from self._without_end()

    def _fill(self) -> None:
        while not self._ended and len(self._buffer) < self._wanted:
            more = self._read(self._wanted - len(self._buffer))
            self._ended = not more
            self._buffer += more

    def _advance(self, by: int) -> None:
        self._buffer = self._buffer[by:]
        self.position += by
        self._wanted = self._rules.block

    def _fast_block(self) -> list[Item] | None:
        """Everything up to the last place where another message seems to begin, if it decodes."""
        if self._ended or self._misses > _MOST_MISSES:
            return None
        end = _last_begin(self._buffer)
        if end is None:
            self._misses += 1
            return None
        self._misses = 0
        if (block := self._together(end)) is not None:
            self._advance(end)
        return block

    def _careful_block(self, ends: list[int]) -> Iterator[list[Item]]:
        """The elements that end there: together if they are all well, else one by one."""
        items = self._together(ends[-1]) if len(ends) > 1 else None
        if items is None:
            items, begin, whole = [], 0, memoryview(self._buffer)
            try:
                for end in ends:
                    begin = _behind_space(self._buffer, begin)
                    items += elements.read(whole[begin:end]) if begin < end else []
                    begin = end
            except NotJson as damage:
                yield items
                raise self._damaged("this is not JSON any more", self.position + begin + damage.at) from None
        yield items
        self._advance(ends[-1])

    def _together(self, end: int) -> list[Item] | None:
        try:
            return list(elements.MESSAGES.decode(b"[" + self._buffer[:end].strip(SPACE) + b"]"))
        except _UNDECODED:
            return None

    def _without_end(self) -> Iterator[list[Item]]:
        """No message ends in what was read: read more, pass over a monstrous one, or give up."""
        lead = _behind_space(self._buffer, 0)
        body = memoryview(self._buffer)[lead:]
        with suppress(RecursionError):  # a deeply nested message is odd, and yet may end
            if body and (at := malformed(body)) is not None:
                raise self._damaged("this is not JSON any more", self.position + lead + at)
        if self._ended:
            raise self._cut_off(len(body) > 0)
        if len(self._buffer) < self._rules.largest:
            self._wanted = len(self._buffer) + min(len(self._buffer), _STEP)
            return
        yield [self._pass_over()]

    def _pass_over(self) -> Broken:
        """Skip a message that is too large to be held."""
        structure, digest, length = Structure(), blake2b(digest_size=16), 0
        while self._buffer:
            ends, closed = structure.feed(self._buffer)
            end = ends[0] if ends else closed
            digest.update(self._buffer[:end])
            length += len(self._buffer[:end])
            self._advance(len(self._buffer) if end is None else end)
            if end is not None:
                what = f"it has {length:,} bytes; at most {self._rules.largest:,} of one message are read"
                return Broken(what, None, length, digest.hexdigest())
            self._fill()
        raise self._cut_off(True)

    def _check_end(self) -> None:
        """The list of messages must end with its bracket, and what follows must end the file properly."""
        bracket = self._buffer[:1]
        self._advance(1)
        self._wanted = _LONGEST_REST
        self._fill()
        try:
            if bracket != b"]":
                raise msgspec.DecodeError
            msgspec.json.decode(b'{"_":0' + self._buffer, type=dict[str, msgspec.Raw])
        except _UNDECODED:
            raise self._damaged("the messages end here, and what follows them is no JSON") from None

    def _cut_off(self, inside: bool) -> Damaged:
        where = "in the middle of a message" if inside else "before its list of messages does"
        return self._damaged(f"the file ends {where}: it was cut off", self.position + len(self._buffer))

    def _damaged(self, what: str, byte: int | None = None) -> Damaged:
        byte = self.position if byte is None else byte
        return Damaged(Problem(name=self._name, what=what, byte=byte))


def _last_begin(buffer: bytes) -> int | None:
    """Behind the last `}` that another message seems to follow: looked for from the end."""
    window = 16 * 1024
    while True:
        start = max(0, len(buffer) - window)
        last = None
        for found in _BETWEEN.finditer(buffer, start):
            last = found.start() + 1
        if last is not None or start == 0:
            return last
        window *= 4


def _behind_space(buffer: bytes, at: int) -> int:
    found = _NO_SPACE.search(buffer, at)
    return found.start() if found else len(buffer)


def malformed(body: bytes | memoryview) -> int | None:
    """Where this stops being JSON; None when it may be the beginning of some. May raise RecursionError."""
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except msgspec.DecodeError as error:
        found = _BYTE.search(str(error))
        return int(found.group(1)) if found else None
    return len(body)
