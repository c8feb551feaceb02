"""A session: what was sent in it, in order, so that a new socket can take over where the last one broke."""

from collections import deque
from secrets import token_hex
from typing import Any

import msgspec

MOST_KEPT = 200_000


class Session:
    """The numbered frames of one IDENTIFY; old ones are forgotten and cannot be resumed."""

    def __init__(self, shard: int, count: int, intents: int) -> None:
        self.id = token_hex(16)
        self.shard, self.count, self.intents = shard, count, intents
        self.seq = 0
        self.valid = True
        self._kept: deque[bytes] = deque(maxlen=MOST_KEPT)

    def add(self, name: str, data: Any) -> None:
        self.seq += 1
        self._kept.append(msgspec.json.encode({"t": name, "s": self.seq, "op": 0, "d": data}))

    def skip(self, frames: int) -> int:
        """Numbers for frames that are sent without being kept; the first of them."""
        first = self.seq + 1
        self.seq += frames
        self._kept.clear()
        return first

    @property
    def oldest(self) -> int:
        """The number of the oldest frame that can still be sent again."""
        return self.seq - len(self._kept) + 1

    def frame(self, seq: int) -> bytes:
        return self._kept[seq - self.oldest]

    def can_resume(self, seq: int) -> bool:
        return self.valid and self.oldest - 1 <= seq <= self.seq
