"""Who wrote which message of a channel: 16 bytes for each, so that replies know whom they answer."""

from array import array
from bisect import bisect_left

_BLOCK = 65_536
_MOST_BLOCKS = 64
"""Four million messages, 64 MB: whoever answers an older one is looked up in the log."""


class Authors:
    """Remembers the authors of the newest few million messages of one channel, in any order told."""

    def __init__(self) -> None:
        self._recent: dict[int, int] = {}
        self._blocks: list[tuple[array[int], array[int]]] = []

    def remember(self, message: int, author: int) -> None:
        """Take note of one message."""
        self._recent[message] = author
        if len(self._recent) >= _BLOCK:
            ordered = sorted(self._recent.items())
            self._blocks.append(
                (array("q", (pair[0] for pair in ordered)), array("q", (pair[1] for pair in ordered)))
            )
            del self._blocks[:-_MOST_BLOCKS]
            self._recent.clear()

    def of(self, message: int) -> int | None:
        """Who wrote it; None when it was not met, or is forgotten."""
        found = self._recent.get(message)
        if found is not None:
            return found
        for messages, authors in reversed(self._blocks):
            if messages[0] <= message <= messages[-1]:
                place = bisect_left(messages, message)
                if messages[place] == message:
                    return authors[place]
        return None
