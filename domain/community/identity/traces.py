"""What people wrote of events can hold an id, as a mention does: it is taken out, and the rest stays."""

from collections.abc import Collection
from typing import Final

ERASED: Final = "(erased)"

_LEAST: Final = 12
"""Letters of an id that stands nowhere by chance: a number of two digits is not looked for in texts."""


def telling(outside_ids: Collection[str]) -> list[str]:
    """The ids that are looked for in texts, the longest first."""
    return sorted({one for one in outside_ids if len(one) >= _LEAST}, key=lambda one: (-len(one), one))


def without(text: str, outside_ids: Collection[str]) -> str:
    """The text with every such id, and every mention by it, taken out."""
    for outside in telling(outside_ids):
        for written in (f"<@!{outside}>", f"<@{outside}>", outside):
            text = text.replace(written, ERASED)
    return text
