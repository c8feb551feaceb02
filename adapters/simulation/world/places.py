"""Where it happens: channels of a world, the same in each."""

from collections.abc import Mapping
from typing import Final

SOURCE: Final = "simulation"
FIRST_CHANNEL: Final = 1_202_202_202_202_202_200

TEXT: Final[tuple[tuple[str, int], ...]] = (
    ("general", 36),
    ("looking-for-group", 16),
    ("match-talk", 17),
    ("strategy", 11),
    ("memes", 9),
    ("fan-art", 5),
    ("feedback", 5),
    ("introductions", 1),
)
"""Name, and weight among those who write where they feel like it."""

WEIGHTS: Final = tuple(weight for _, weight in TEXT)
PICTURES: Final = (4, 5)
"""Where pictures are posted."""

INTRODUCTIONS: Final = len(TEXT) - 1
ANNOUNCEMENTS: Final = len(TEXT)
VOICE: Final = (len(TEXT) + 1, len(TEXT) + 2, len(TEXT) + 3)
STAGE: Final = len(TEXT) + 4
NAMES: Final = (
    *(name for name, _ in TEXT),
    "announcements",
    "Lobby",
    "Arena One",
    "Arena Two",
    "Event stage",
)
CHANNELS: Final[Mapping[str, str]] = {str(FIRST_CHANNEL + index): name for index, name in enumerate(NAMES)}
EMOJIS: Final = ("👍", "😂", "🔥", "❤️", "🎉", "😮", "💯", "👀", "🏆")
