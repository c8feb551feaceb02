"""Every event beside who said so and who came, counted all at once.

The rules are those of domain/community/events/attendance.py, over columns; a test holds them together.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.events.attendance import AttendanceRules, Window
from domain.insights.events.columns import GOING, INTERESTED, WAITING, Came, Said
from domain.insights.events.lines import Phase, Turnout
from domain.kernel.instants import microseconds

Keys = NDArray[np.int64]
"""(position of the event << 32) + member number, ascending."""


@attrs.frozen(kw_only=True)
class Held:
    """What the ledger needs to know of an event; `series` is None where it stands alone."""

    event_id: int
    phase: Phase
    window: Window
    series: int | None

    @property
    def took_place(self) -> bool:
        """It has begun, and was not called off."""
        return self.phase in ("now", "over")


class Ledger:
    """Counts of all events by their position in `events`, which are in order of their start.

    `came_at`, `came_no`, `seconds`, `left_early`, `walked_in` and `firsts` have a row for each coming;
    `said_at`, `said_no`, `standing` and `said_came` one for each answer, `at` being the event's position.
    """

    def __init__(
        self,
        events: Sequence[Held],
        came: Came,
        said: Said,
        now: datetime,
        rules: AttendanceRules = AttendanceRules(),  # noqa: B008 — a frozen value
    ) -> None:
        self.events = events
        self.size = len(events)
        self._ids = np.array([event.event_id for event in events], dtype=np.int64)
        self._order = np.argsort(self._ids, kind="stable")
        self.held = np.array([event.took_place for event in events], dtype=np.bool_)
        self._over = self.held & np.array([now >= event.window.closes for event in events], dtype=np.bool_)
        self._count_came(came, rules)
        self._count_said(said)
        self.firsts = self._firsts()
        self.first = self._count(self.came_at[self.firsts])
        self.before = self._before()
        self.again = self._again()

    def _count_came(self, came: Came, rules: AttendanceRules) -> None:
        at, known = self._positions(came.event)
        at, came = at[known], came.where(known)
        minimum = np.array([event.window.minimum.total_seconds() for event in self.events])
        long = self.held[at] & (came.seconds >= minimum[at]) if len(at) else np.zeros(0, dtype=np.bool_)
        self.came_at, came = at[long], came.where(long)
        self.came_no, self.seconds = came.member_no, came.seconds
        self._keys = np.sort(keys(self.came_at, self.came_no))
        last_part = np.array(
            [microseconds(_last_part(event.window, rules)) for event in self.events], dtype=np.int64
        )
        self.left_early = self._over[self.came_at] & (came.last_leave < last_part[self.came_at])
        self.came = self._count(self.came_at)
        self.early = self._count(self.came_at[self.left_early])

    def _count_said(self, said: Said) -> None:
        at, known = self._positions(said.event)
        self.said_at = at = at[known]
        said = said.where(known)
        self.said_no, self.standing = said.member_no, said.standing
        told = keys(at, said.member_no)
        self.said_came = came = self.came_to(told)
        expected = np.sort(told[said.standing >= INTERESTED])
        self.walked_in = ~_among(expected, keys(self.came_at, self.came_no))
        self.kept = self._count(at[came & (said.standing >= INTERESTED)])
        seat = said.standing == GOING
        self.going = self._count(at[seat])
        self.kept_seat = self._count(at[seat & came])
        self.no_shows = self._count(at[seat & ~came & self._over[at]] if len(at) else at)
        self.waiting = self._count(at[said.standing == WAITING])
        self.interested = self._count(at[said.standing == INTERESTED])

    @cached_property
    def times(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """When each begins and closes, in seconds since 1970."""
        windows = [event.window for event in self.events]
        begins, closes = (
            [getattr(one, name).timestamp() for one in windows] for name in ("begins", "closes")
        )
        return np.array(begins, dtype=np.float64), np.array(closes, dtype=np.float64)

    def turnout(self, at: int) -> Turnout | None:
        """How one went; None of one that has not begun."""
        if not self.held[at]:
            return None
        before = int(self.before[at])
        return Turnout(
            said=int(self.going[at]),
            came=int(self.came[at]),
            kept=int(self.kept[at]),
            kept_seat=int(self.kept_seat[at]),
            no_shows=int(self.no_shows[at]),
            walk_ins=int(self.came[at] - self.kept[at]),
            early=int(self.early[at]),
            first_timers=int(self.first[at]),
            came_last=int(self.came[before]) if before >= 0 else None,
            again=int(self.again[at]) if before >= 0 else None,
        )

    def rows_of(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The comings to the events that are chosen by position."""
        return chosen[self.came_at] if len(self.came_at) else np.zeros(0, dtype=np.bool_)

    def people_of(self, at: int) -> NDArray[np.int32]:
        """Who came to one of them."""
        found: NDArray[np.int32] = self.came_no[self.came_at == at]
        return found

    def _positions(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        if not self.size or not len(ids):
            return np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=np.bool_)
        ordered = self._ids[self._order]
        found = np.minimum(np.searchsorted(ordered, ids), self.size - 1)
        return self._order[found], ordered[found] == ids

    def _count(self, at: NDArray[Any]) -> NDArray[np.int64]:
        return np.bincount(at, minlength=self.size).astype(np.int64)

    def _firsts(self) -> NDArray[np.bool_]:
        """Of all comings, those of somebody who had come to no event before."""
        order = np.lexsort((self.came_at, self.came_no))
        who = self.came_no[order]
        new = np.ones(len(who), dtype=np.bool_)
        new[1:] = who[1:] != who[:-1]
        found = np.zeros(len(who), dtype=np.bool_)
        found[order[new]] = True
        return found

    def _before(self) -> NDArray[np.int64]:
        """The position of the one before in its series that took place; -1 where there is none."""
        found = np.full(self.size, -1, dtype=np.int64)
        last: dict[int, int] = {}
        for at, event in enumerate(self.events):
            if event.series is None:
                continue
            found[at] = last.get(event.series, -1)
            if event.took_place:
                last[event.series] = at
        return found

    def _again(self) -> NDArray[np.int64]:
        """Of each, how many came who also came to the one before."""
        before = self.before[self.came_at] if len(self.came_at) else np.zeros(0, dtype=np.int64)
        at, who = self.came_at[before >= 0], self.came_no[before >= 0]
        return self._count(at[self.came_to(keys(before[before >= 0], who))])

    def came_to(self, wanted: Keys) -> NDArray[np.bool_]:
        """Who of these came to that event."""
        return _among(self._keys, wanted)


def _among(ordered: Keys, wanted: Keys) -> NDArray[np.bool_]:
    """Which of these are among them: looked up in order, a quarter of what `isin` takes that makes both
    unique."""
    if not len(ordered):
        return np.zeros(len(wanted), dtype=np.bool_)
    found = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    there: NDArray[np.bool_] = ordered[found] == wanted
    return there


def keys(at: NDArray[Any], member_no: NDArray[Any]) -> Keys:
    """One number for each row."""
    found: Keys = (at.astype(np.int64) << 32) + member_no
    return found


def _last_part(window: Window, rules: AttendanceRules) -> datetime:
    return window.closes - (window.closes - window.begins) * rules.last_part
