"""The course of a number as a line of blocks: a small picture made of text."""

from collections.abc import Sequence
from typing import Final

BLOCKS: Final = "▁▂▃▄▅▆▇█"
UNKNOWN: Final = "·"
"""Where nothing is known: silence is not zero."""

MOST: Final = 30
"""A phone shows so many beside each other."""


def picture(course: Sequence[float | None]) -> str:
    """The latest of the course, each as high as it is beside the others; zero is at the ground."""
    shown = course[-MOST:]
    known = [value for value in shown if value is not None]
    low, high = min([*known, 0.0]), max([*known, 0.0])
    return "".join(UNKNOWN if value is None else BLOCKS[_height(value, low, high)] for value in shown)


def _height(value: float, low: float, high: float) -> int:
    return round((value - low) / (high - low) * (len(BLOCKS) - 1)) if high > low else 0
