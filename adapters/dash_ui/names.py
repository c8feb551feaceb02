"""Names as people may read them: whatever they hold, no line breaks and no word is turned around."""

import re
import unicodedata
from typing import Final

NAMELESS: Final = "(no name)"

_BREAKS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u206f]")
"""Embeddings, overrides and isolates of the bidirectional algorithm.

The marks U+200E, U+200F and U+061C stay, as does the joiner: names in Arabic, Hebrew and emojis need them.
"""


_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs without a picture, which people use to have no name."""


def legible(name: str) -> str:
    """A name on one line, in the order in which it was written; one of which nothing can be seen is none.
    `assets/shell.js` does the same."""
    shown = _TURNS.sub("", _BREAKS.sub(" ", name)).strip()
    return shown if any(map(_seen, shown)) else NAMELESS


def _seen(letter: str) -> bool:
    """Whether a letter leaves a mark: spaces, joiners, marks of direction and lone accents do not."""
    return letter not in _BLANK and unicodedata.category(letter)[0] not in "ZCM"
