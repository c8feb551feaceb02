"""The pieces of a profile: counts with the days behind them, days, moments, channels and stays."""

from datetime import date, datetime
from typing import Literal

import attrs

AmountKey = Literal["messages", "reactions", "received", "voice", "events"]
MomentKind = Literal["joined", "came_back", "first_message", "best_day", "silence", "left"]

Days = tuple[tuple[date, int], ...]
"""The days that a count is made of, with what each adds: only those that add something, oldest first."""


@attrs.frozen(kw_only=True)
class Amount:
    """What somebody did in a window, beside the window before it; it is the sum of its days.

    None stands for not known: nobody listened. `change` is None where there is nothing to compare with.
    """

    key: AmountKey
    total: int | None
    previous: int | None
    change: float | None
    days: Days


@attrs.frozen(kw_only=True)
class ProfileDay:
    """One day of the timeline; `covered` is the share of it in which messages were heard."""

    day: date
    messages: int
    reactions: int
    voice_seconds: int
    covered: float


@attrs.frozen(kw_only=True)
class Moment:
    """Something that stands out in the window: a day, or a run of days with both ends."""

    kind: MomentKind
    first: date
    last: date
    amount: float | None = None
    """Points of the best day, days of a silence."""


@attrs.frozen(kw_only=True)
class Place:
    """A channel in which somebody wrote, busiest first; `share` is of all that they wrote."""

    channel: int
    name: str
    messages: int
    share: float
    previous: int | None
    change: float | None
    days: Days


@attrs.frozen(kw_only=True)
class Session:
    """A stay in a voice channel; `end` is None while it lasts."""

    start: datetime
    end: datetime | None
    channel: str
    start_inferred: bool
    end_inferred: bool

    @property
    def seconds(self) -> int:
        """How long it lasted; 0 while it lasts."""
        return 0 if self.end is None else int((self.end - self.start).total_seconds())


@attrs.frozen(kw_only=True)
class Sessions:
    """The stays that touch the window, the latest `shown` of `count`, and the longest of them all."""

    shown: tuple[Session, ...]
    count: int
    longest: Session | None


@attrs.frozen(kw_only=True)
class Stay:
    """A membership: None as `joined` says that nobody saw it begin, None as `left` that it lasts."""

    joined: datetime | None
    left: datetime | None
    joined_inferred: bool
    left_inferred: bool
