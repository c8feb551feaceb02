"""Names as people may read them: whatever they hold, no line breaks and no word is turned around."""

import re
from typing import Final

NAMELESS: Final = "(no name)"

_BREAKS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u206f]")
"""Embeddings, overrides and isolates of the bidirectional algorithm.

The marks U+200E, U+200F and U+061C stay, as does the joiner: names in Arabic, Hebrew and emojis need them.
"""


def legible(name: str) -> str:
    """A name on one line, in the order in which it was written; `assets/shell.js` does the same."""
    return _TURNS.sub("", _BREAKS.sub(" ", name)).strip() or NAMELESS
