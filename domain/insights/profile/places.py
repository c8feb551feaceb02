"""Where and when somebody writes: their channels with shares and changes, and their weekly rhythm."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from domain.insights.overview import relative_change
from domain.insights.profile.parts import Days, Place
from domain.insights.sheet import DayTable
from domain.kernel.instants import day_of_number

MOST_PLACES: Final = 8

_EIGHTHS: Final = 8
_THURSDAY: Final = 3
"""Day number 0 was a Thursday; the week starts on Monday."""


def places(
    rows: DayTable, before: DayTable | None, names: Mapping[int, str], total: int, *, most: int = MOST_PLACES
) -> tuple[Place, ...]:
    """The channels of one member's rows, busiest first; shares are of `total`, all that they wrote.

    `before` are the rows of the window before; None where it is no baseline.
    """
    channels, at = np.unique(rows["channel"], return_inverse=True)
    messages = np.bincount(at, weights=rows["messages"], minlength=len(channels)).astype(np.int64)
    found = []
    for place in np.lexsort((channels, -messages))[:most].tolist():
        channel, count = int(channels[place]), int(messages[place])
        previous = None if before is None else int(before["messages"][before["channel"] == channel].sum())
        found.append(
            Place(
                channel=channel,
                name=names.get(channel) or f"channel {channel}",
                messages=count,
                share=count / total if total else 0.0,
                previous=previous,
                change=relative_change(count, previous),
                days=_days(rows, at == place),
            )
        )
    return tuple(found)


def _days(rows: DayTable, which: np.ndarray) -> Days:
    days, at = np.unique(rows["day"][which], return_inverse=True)
    sums = np.bincount(at, weights=rows["messages"][which], minlength=len(days)).astype(np.int64)
    return tuple((day_of_number(day), count) for day, count in zip(days.tolist(), sums.tolist(), strict=True))


def rhythm(rows: DayTable) -> tuple[tuple[int, ...], ...]:
    """Messages by weekday (Monday first) and eighth of the day: shape (7, 8)."""
    cell = (rows["day"] + _THURSDAY) % 7 * _EIGHTHS + rows["eighth"]
    counts = np.bincount(cell, weights=rows["messages"], minlength=7 * _EIGHTHS).astype(np.int64)
    return tuple(tuple(row) for row in counts.reshape(7, _EIGHTHS).tolist())
