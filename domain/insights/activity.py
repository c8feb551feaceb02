"""Who was active, and the daily course of a window, from the activity sheet."""

from collections.abc import Collection
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.insights.sheet import DayTable, MemberColumns

_COLUMNS: Final = {
    "message": "messages",
    "reaction": "reactions",
    "voice": "voice_seconds",
    "event": "events",
    "command": "commands",
}


ANYTHING: Final = tuple(_COLUMNS)


def acted(days: DayTable, qualifying: Collection[str] = ANYTHING) -> NDArray[np.bool_]:
    """Rows in which the member did something that counts (DEFINITIONS: qualifying activity).

    Receiving a reaction is not doing something.
    """
    did = np.zeros(len(days), dtype=np.bool_)
    for kind in qualifying:
        if (column := _COLUMNS[kind]) in days.columns and not did.all():
            did |= days[column] > 0
    return did


def humans(days: DayTable, bots: NDArray[np.bool_]) -> DayTable:
    """The rows of humans: bots have rows too, for the reactions that their messages received."""
    if not bots.any():
        return days
    who = days["member_no"]
    keep = ~np.where(who < len(bots), bots[np.minimum(who, len(bots) - 1)], False)
    return DayTable(days.shape, {name: column[keep] for name, column in days.columns.items()})


def active_members(days: DayTable, qualifying: Collection[str] = ANYTHING) -> int:
    """How many different members were active on these days."""
    who = days["member_no"][acted(days, qualifying)]
    seen = np.zeros(int(who.max(initial=-1)) + 1, dtype=np.bool_)
    seen[who] = True
    return int(np.count_nonzero(seen))


def active_by_day(
    days: DayTable, first: int, count: int, qualifying: Collection[str] = ANYTHING
) -> NDArray[np.int64]:
    """Different members active on each of `count` days from day number `first`."""
    return _by_day(days["day"], acted(days, qualifying), first, count)


def sum_by_day(days: DayTable, column: str, first: int, count: int) -> NDArray[np.int64]:
    """A column summed for each of `count` days from day number `first`."""
    return _by_day(days["day"], days[column], first, count)


def _by_day(day: NDArray[np.int32], amount: NDArray[Any], first: int, count: int) -> NDArray[np.int64]:
    """Sums of `amount` by day; rows are ordered by day, so each sum is of one run of rows."""
    edges = np.searchsorted(day, np.arange(first, first + count + 1, dtype=day.dtype))
    some = np.flatnonzero(edges[:-1] < edges[1:])
    sums = np.zeros(count, dtype=np.int64)
    if len(some):
        sums[some] = np.add.reduceat(amount[: edges[-1]], edges[some], dtype=np.int64)
    return sums


def first_days(days: DayTable, size: int) -> NDArray[np.int64]:
    """The first day on which each member number was active; a huge number for those who never were.

    `days` is the whole sheet; its rows are ordered by day, so the first row of a member is the first.
    """
    mask = acted(days)
    who, day = days["member_no"][mask], days["day"][mask]
    found = np.full(size, np.iinfo(np.int64).max, dtype=np.int64)
    found[who[::-1]] = day[::-1]  # of a repeated index numpy keeps the last value: here the first day
    return found


def joined_in(members: MemberColumns, span: tuple[int, int]) -> NDArray[np.int32]:
    """Day numbers of the joins in [first, end), one for each join; the fold has none of bots."""
    return members.joined[(members.joined >= span[0]) & (members.joined < span[1])]


def left_in(members: MemberColumns, span: tuple[int, int]) -> NDArray[np.int32]:
    """Day numbers of the leaves in [first, end), one for each leave; the fold has none of bots."""
    return members.left[(members.left >= span[0]) & (members.left < span[1])]
