"""One thing that happened in a world, before it is told to anybody."""

from typing import Final, NamedTuple

from domain.kernel.ids import DISCORD_EPOCH

DAY: Final = 86_400_000
_EPOCH_MS: Final = int(DISCORD_EPOCH.timestamp()) * 1000


class Happening(NamedTuple):
    """`ms` since 1970; people by number; `channel` by its place in the list; -1 is none."""

    ms: int
    kind: str
    person: int
    channel: int = -1
    subject: int = -1
    toward: int = -1
    length: int = 0
    attachments: int = 0
    mentions: int = 0
    word: str = ""
    """The emoji of a reaction, the way out of somebody who left."""


def message_id(ms: int, index: int) -> int:
    """What Discord would have called a message; `index` is unique in its day and below 2^22."""
    return (ms - _EPOCH_MS) << 22 | index
