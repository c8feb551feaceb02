"""What the segments are decided by: when everybody joined, and when they did something that qualifies."""

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.settings import GuildSettings
from domain.insights.activity import acted
from domain.insights.directory import roll_call
from domain.insights.sheet import NEVER, DayTable, MemberColumns


@attrs.frozen(kw_only=True, eq=False)
class Standing:
    """One entry for each member number, arrays of shape (members,); days are day numbers, NEVER is unknown.

    `people` are humans who were met and not erased: everybody else is in no segment. `last` is the last
    day with qualifying activity, `active_days` and `events` are counted in the days looked at for core.
    """

    day: int
    people: NDArray[np.bool_]
    left: NDArray[np.bool_]
    joined: NDArray[np.int64]
    last: NDArray[np.int64]
    active_days: NDArray[np.int64]
    events: NDArray[np.int64]


def standing(
    sheet: DayTable, members: MemberColumns, settings: GuildSettings, day: int, *, size: int = 0
) -> Standing:
    """How everybody stands at the end of day number `day`; `size` is at least the number of members."""
    until = day + 1
    roll = roll_call(sheet, members, settings, (until, until), until, size=size)
    size = len(roll.left)
    known = sheet.between((0, until))
    mask = acted(known, settings.qualifying)
    who, when = known["member_no"][mask], known["day"][mask]
    last = np.full(size, NEVER, dtype=np.int64)
    last[who] = when  # rows are ordered by day, and of a repeated index numpy keeps the last value
    looked_at = (until - settings.core_window_days, until)
    recent = known.between(looked_at)
    return Standing(
        day=day,
        people=roll.groups["everyone"],
        left=roll.left,
        joined=roll.joined,
        last=last,
        active_days=np.bincount(who[when >= looked_at[0]], minlength=size).astype(np.int64),
        events=_events(recent, size),
    )


def _events(days: DayTable, size: int) -> NDArray[np.int64]:
    """Events that each attended on these days."""
    if "events" not in days.columns:
        return np.zeros(size, dtype=np.int64)
    return np.bincount(days["member_no"], weights=days["events"], minlength=size).astype(np.int64)
