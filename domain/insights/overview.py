"""The overview: how a guild did in a window, in the few numbers that a manager reads first."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Literal

import attrs

from domain.insights.data_quality import HeardDays
from domain.insights.leaderboard import Leaderboard
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Tile:
    """One number of a window beside the same number of the window before.

    `change` is the relative change, None when there is nothing to compare with. `series` has one
    value for each day of the window (None where nothing was heard). `unavailable` says in plain
    words why there is no number; `note` says what to know about the number there is.
    """

    key: str
    title: str
    question: str
    unit: Literal["count", "hours"]
    better: Literal["up", "down"]
    value: float | None
    previous: float | None = None
    change: float | None = None
    series: tuple[float | None, ...] = ()
    covered: float = 1.0
    unavailable: str | None = None
    note: str | None = None


@attrs.frozen(kw_only=True)
class DayPoint:
    """One day of the activity chart; `covered` is the share of the day that was heard.

    `reactions_covered` is the share of it in which it was told who reacted: of a history file without
    reactors none, and then no reactions are unknown and not zero.
    """

    day: date
    messages: int
    reactions: int
    active: int
    covered: float = 1.0
    reactions_covered: float = 1.0

    @property
    def silent(self) -> bool:
        """Nothing was heard of that day, and nothing told: its numbers are unknown."""
        return self.covered <= 0 and not (self.messages or self.reactions)


@attrs.frozen(kw_only=True)
class Together:
    """Some days of the chart taken together: what is not known of a day is no zero of it."""

    days: tuple[DayPoint, ...]

    @property
    def covered(self) -> float:
        """The share of them that was heard."""
        return sum(day.covered for day in self.days) / len(self.days)

    @property
    def reactions(self) -> int | None:
        """All of them; None where nobody told who reacted."""
        count = sum(day.reactions for day in self.days)
        return count if count or any(day.reactions_covered > 0 for day in self.days) else None

    def usual(self, of: Callable[[DayPoint], float]) -> float | None:
        """Of the average day of those that were heard; None where none was."""
        heard = [of(day) for day in self.days if not day.silent]
        return sum(heard) / len(heard) if heard else None


@attrs.frozen(kw_only=True)
class ChannelRow:
    """A channel of the window, busiest first."""

    channel: int
    name: str
    messages: int
    reactions: int
    share: float


@attrs.frozen(kw_only=True)
class Person:
    """How a page shows a member."""

    member_no: int
    name: str
    initials: str


@attrs.frozen(kw_only=True)
class Overview:
    """Everything that the Overview page shows of one guild and window."""

    guild: int
    guild_name: str
    window: Window
    time_zone: str
    opened_at_last_day: bool
    """True when nothing is listening: the page opened at the last day with activity."""

    first_day: date | None
    last_day: date | None
    last_activity: datetime | None
    covered: float
    """Share of the window in which messages were heard."""

    gaps: tuple[tuple[datetime, datetime], ...]
    heard: HeardDays
    """What was heard for the charts of days and of hours."""

    tiles: tuple[Tile, ...]
    days: tuple[DayPoint, ...]
    top: Leaderboard
    people: dict[int, Person]
    heat: tuple[tuple[int, ...], ...]
    """Messages and reactions by weekday (Monday first) and hour of the guild's zone."""

    channels: tuple[ChannelRow, ...]

    @property
    def empty(self) -> bool:
        """Nothing was ever recorded for this guild."""
        return self.last_activity is None


def relative_change(value: float | None, previous: float | None) -> float | None:
    """(value - previous) / previous; None without a baseline above zero."""
    if value is None or previous is None or previous <= 0:
        return None
    return (value - previous) / previous


def opening(last_activity: datetime | None, heard_until: datetime | None, now: datetime) -> datetime:
    """The instant at which a page opens: now while something listens, else the guild's last activity.

    `heard_until` is how far a live source (anything but history files) has listened. A guild is
    still listening when that, or its last activity, is less than a day ago.
    """
    latest = max((at for at in (last_activity, heard_until) if at is not None), default=None)
    if latest is None or last_activity is None or now - latest < timedelta(days=1):
        return now
    return last_activity
