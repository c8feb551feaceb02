"""Where it all happens: the guild of the demo and its channels."""

from collections.abc import Mapping
from typing import Final

VERSION: Final = 1
"""Raised whenever the same seed tells other days than before."""

GUILD: Final = 1_101_101_101_101_101_101
GUILD_NAME: Final = "The Arena (demo)"
SOURCE: Final = "simulation"

TEXT_CHANNELS: Final[tuple[tuple[str, float], ...]] = (
    ("general", 0.36),
    ("looking-for-group", 0.16),
    ("match-talk", 0.17),
    ("strategy", 0.11),
    ("memes", 0.09),
    ("fan-art", 0.05),
    ("introductions", 0.01),
    ("feedback", 0.05),
)
"""Name, and the share of all messages that is written there."""

PICTURES: Final = frozenset({4, 5})
"""Where pictures are posted: memes and fan art."""

INTRODUCTIONS: Final = 6
ANNOUNCEMENTS: Final = GUILD + 9
VOICE_CHANNELS: Final[Mapping[int, str]] = {
    GUILD + 20: "Lobby",
    GUILD + 21: "Arena One",
    GUILD + 22: "Arena Two",
}


def text_channel(index: int) -> int:
    """The id of a text channel."""
    return GUILD + 1 + index


CHANNELS: Final[Mapping[int, str]] = {
    **{text_channel(index): name for index, (name, _) in enumerate(TEXT_CHANNELS)},
    ANNOUNCEMENTS: "announcements",
    **VOICE_CHANNELS,
}
