"""An event as a page of many shows it: when, who hosts, how many said so, and how many came."""

from datetime import date, datetime
from typing import Literal

import attrs

from domain.insights.overview import Person

Phase = Literal["ahead", "due", "now", "over", "called_off"]
"""Where an event stands: yet to come, its start passed without one, running, over, called off."""


@attrs.frozen(kw_only=True)
class Turnout:
    """Who said that they would come to an event that has begun, and who came.

    `kept` came and had said something of coming, `early` were gone before its last part, `first_timers` had
    come to no event before; `again` are those of `came_last`, the people of the one before in its series, who
    came to this one too.
    """

    said: int
    came: int
    kept: int
    kept_seat: int
    """Of those who had a seat (`said`), those who came."""

    no_shows: int
    walk_ins: int
    early: int
    first_timers: int
    came_last: int | None = None
    again: int | None = None

    @property
    def kept_share(self) -> float | None:
        """Of those who said that they would come and had a seat, the share who came."""
        return self.kept_seat / self.said if self.said else None

    @property
    def again_share(self) -> float | None:
        """Of those who came to the one before, the share who came again."""
        return None if self.again is None or not self.came_last else self.again / self.came_last


@attrs.frozen(kw_only=True)
class EventLine:
    """One event; `where` are its channels, or the place elsewhere.

    Times are those planned; without a planned end it is when it ended, or until now. `turnout` is None before
    it began, and where nobody heard who was there.
    """

    event_id: int
    title: str
    type: str
    phase: Phase
    starts_at: datetime
    ends_at: datetime
    day: date
    """The local day on which it begins."""

    hosts: tuple[Person, ...]
    where: tuple[str, ...]
    series: int | None
    capacity: int | None
    going: int
    interested: int
    waiting: int
    turnout: Turnout | None
    problem: str | None = None
    """Why Discord does not show it as it is here, in plain words."""

    @property
    def full(self) -> bool:
        """Nobody more gets in."""
        return self.capacity is not None and self.going >= self.capacity
