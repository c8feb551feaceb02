"""One thing that happened in a world, before it is told to anybody."""

from typing import Final, NamedTuple

from domain.kernel.ids import DISCORD_EPOCH

DAY: Final = 86_400_000
_EPOCH_MS: Final = int(DISCORD_EPOCH.timestamp()) * 1000


class Happening(NamedTuple):
    """`ms` since 1970; people by number; `channel` by its place in the list; -1 is none.

    `subject` is the message or event that it is about; a command's is the id of the interaction.
    """

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
    """The emoji of a reaction, the way out of who left, the invite of who joined, a command, a role."""

    outcome: str = ""
    error: str = ""
    """How a command ended; it took `length` milliseconds."""


LAYERS: Final = 1_000
"""So many layers of talk there are."""

_OF_A_LAYER: Final = 2**11


def numbered(index: int, layer: int) -> int:
    """The number of a message in its day; messages of one millisecond differ, also between layers."""
    return layer * _OF_A_LAYER + index % _OF_A_LAYER if layer else index


def message_id(ms: int, index: int) -> int:
    """What Discord would have called a message; `index` is unique in its day and below 2^22."""
    return (ms - _EPOCH_MS) << 22 | index


def written_at(message: int) -> int:
    """When the message of that id was written, in milliseconds since 1970."""
    return (message >> 22) + _EPOCH_MS
