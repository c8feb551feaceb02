"""Where the elements of a JSON list end, found by counting brackets outside of texts."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_QUOTE, _BACKSLASH = 0x22, 0x5C
_OPENS, _CLOSES = 0x7B, 0x7D
_CASE = 0x20
"""`[` and `{`, like `]` and `}`, differ in this bit alone."""

SPACE = b", \t\r\n"
"""What may stand between elements."""

SLICE = 256 * 1024
"""Bytes looked at together: what is found in them fits the processor's cache."""


class Structure:
    """Follows the brackets of a list from behind its `[`; it may be fed in pieces, cut anywhere.

    It takes well-formed JSON for granted: whoever reads the elements notices when it was none.
    """

    def __init__(self) -> None:
        self._in_text = 0
        self._odd = 0
        self._depth = 0

    def feed(self, piece: bytes | memoryview) -> tuple[list[int], int | None]:
        """Where elements end in this piece (position after their last byte), and where the list closes."""
        ends: list[int] = []
        for start in range(0, len(piece), SLICE):
            part = np.frombuffer(piece, np.uint8, min(SLICE, len(piece) - start), start)
            brackets, steps = self._brackets(part)
            if not len(brackets):
                continue
            depths = np.cumsum(steps) + self._depth
            closing = np.flatnonzero(depths < 0)
            if len(closing):
                first = int(closing[0])
                before = brackets[:first][(depths[:first] == 0) & (steps[:first] < 0)]
                return ends + (before + (start + 1)).tolist(), start + int(brackets[first])
            self._depth = int(depths[-1])
            ends += (brackets[(depths == 0) & (steps < 0)] + (start + 1)).tolist()
        return ends, None

    def _brackets(self, part: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions of brackets outside of texts, and 1 for each that opens, -1 for each that closes."""
        quotes = self._quotes(part)
        folded = part | _CASE
        found = np.flatnonzero((folded == _OPENS) | (folded == _CLOSES))
        outside = found[((np.searchsorted(quotes, found) + self._in_text) & 1) == 0]
        self._in_text = (self._in_text + len(quotes)) & 1
        return outside, np.where(folded[outside] == _OPENS, 1, -1)

    def _quotes(self, part: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Positions of the quotes that begin or end a text: those behind an even run of backslashes."""
        quotes = np.flatnonzero(part == _QUOTE)
        slashes = np.flatnonzero(part == _BACKSLASH)
        odd_before, self._odd = self._odd, 0
        if not len(slashes):
            return quotes[1:] if odd_before and len(quotes) and quotes[0] == 0 else quotes
        begins = np.ones(len(slashes), dtype=bool)
        np.not_equal(slashes[1:], slashes[:-1] + 1, out=begins[1:])
        first = np.maximum.accumulate(np.where(begins, slashes, 0))
        run = slashes - first + 1
        if odd_before and slashes[0] == 0:
            run = np.where(first == 0, run + 1, run)
        if slashes[-1] == len(part) - 1:
            self._odd = int(run[-1]) & 1
        odd_at = slashes[(run & 1) == 1] + 1
        if odd_before and slashes[0] != 0:
            odd_at = np.concatenate(([0], odd_at))
        escaped = np.zeros(len(part) + 1, dtype=bool)
        escaped[odd_at] = True
        return quotes[~escaped[quotes]]


def elements(written: memoryview) -> Iterator[memoryview]:
    """The elements of a whole JSON list that are objects or lists themselves, one by one, not copied."""
    structure, begin = Structure(), _behind_space(written, 0) + 1
    for start in range(begin, len(written), SLICE):
        ends, closed = structure.feed(written[start : start + SLICE])
        for end in ends:
            yield written[_behind_space(written, begin) : start + end]
            begin = start + end
        if closed is not None:
            return


def _behind_space(written: memoryview, at: int) -> int:
    while at < len(written) and written[at] in SPACE:
        at += 1
    return at
