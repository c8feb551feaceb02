"""What stands out in somebody's time: comings and goings, the first message, the best day, a long silence."""

from collections.abc import Sequence
from datetime import date
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from domain.insights.profile.parts import Moment, MomentKind
from domain.kernel.instants import day_of_number

SILENCE: Final = 3
"""Days; a shorter pause is a weekend."""

_ORDER: Final = get_args(MomentKind)

Stayed = Sequence[tuple[date | None, date | None]]
"""Memberships as local days, oldest first: joined and left, None where not seen."""


def moments(
    *,
    span: tuple[int, int],
    first_message: int | None,
    points: NDArray[np.float64],
    active: NDArray[np.bool_],
    listened: NDArray[np.bool_],
    stayed: Stayed,
) -> tuple[Moment, ...]:
    """Everything that stands out, in order of days.

    `span` are the day numbers of the window that have begun; `points`, `active` and `listened` have
    shape (days,): the score of each day, whether they did anything on it, and whether their silence on
    it would have been heard, they being here. `first_message` is the first day on record with one.
    """
    found = _comings_and_goings(span, stayed)
    if first_message is not None and span[0] <= first_message < span[1]:
        found.append(_on("first_message", first_message))
    if np.count_nonzero(points > 0) > 1:
        best = int(np.argmax(points))
        found.append(_on("best_day", span[0] + best, amount=float(points[best])))
    if silence := longest_silence(active, listened):
        first, end = silence
        found.append(
            Moment(
                kind="silence",
                first=day_of_number(span[0] + first),
                last=day_of_number(span[0] + end - 1),
                amount=end - first,
            )
        )
    return tuple(sorted(found, key=lambda moment: (moment.first, _ORDER.index(moment.kind))))


def longest_silence(
    active: NDArray[np.bool_], listened: NDArray[np.bool_], *, least: int = SILENCE
) -> tuple[int, int] | None:
    """The longest run [first, end) of days on which they did nothing and would have been heard.

    A day that nobody listened to ends a run: what was not heard is not silence. The latest of equals.
    """
    silent = listened & ~active
    edges = np.flatnonzero(np.diff(np.concatenate(([False], silent, [False])).astype(np.int8)))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    longest = max(runs, key=lambda run: (run[1] - run[0], run[0]), default=(0, 0))
    return longest if longest[1] - longest[0] >= least else None


def _comings_and_goings(span: tuple[int, int], stayed: Stayed) -> list[Moment]:
    low, high = day_of_number(span[0]), day_of_number(span[1])
    found = []
    for position, (joined, left) in enumerate(stayed):
        if joined is not None and low <= joined < high:
            found.append(Moment(kind="came_back" if position else "joined", first=joined, last=joined))
        if left is not None and low <= left < high:
            found.append(Moment(kind="left", first=left, last=left))
    return found


def _on(kind: MomentKind, day: int, *, amount: float | None = None) -> Moment:
    at = day_of_number(day)
    return Moment(kind=kind, first=at, last=at, amount=amount)
