"""The Events page: what is next, what worked, and who comes back."""

from datetime import date, datetime

import attrs

from domain.insights.events.course import Format, HostLoad, Regular, Sums
from domain.insights.events.lines import EventLine
from domain.insights.events.month import Month
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Filter:
    """Which events are shown: of a type, of a host (by member number), whose title holds a text."""

    type: str | None = None
    host: int | None = None
    search: str = ""

    @property
    def narrows(self) -> bool:
        """Whether something is left out."""
        return bool(self.type or self.host is not None or self.search)


@attrs.frozen(kw_only=True)
class Choices:
    """What somebody who plans an event can choose from, and what is usual here."""

    types: tuple[str, ...]
    channels: tuple[tuple[int, str], ...]
    before_minutes: int
    minimum_minutes: int


@attrs.frozen(kw_only=True)
class Events:
    """Everything that the page shows of one guild, month and window.

    `running` and `coming` know no window: they are now, and from now on. `past` are those of the window that
    are over or were called off, latest first.
    """

    guild: int
    guild_name: str
    window: Window
    time_zone: str
    last_activity: datetime | None
    opened_at_last_day: bool
    now: datetime = attrs.field(repr=False)
    today: date
    begun: bool
    """Whether there was ever an event, also one that is left out."""

    asked: Filter
    choices: Choices
    hosts: tuple[HostLoad, ...]
    running: tuple[EventLine, ...]
    coming: tuple[EventLine, ...]
    usual: float | None
    """How many come to events like the next one, on average."""

    month: Month
    past: tuple[EventLine, ...]
    sums: Sums
    before: Sums | None
    series: tuple[float | None, ...]
    """People at each event of the window, oldest first."""

    formats: tuple[Format, ...]
    regulars: tuple[Regular, ...]
    stamped: tuple[EventLine, ...]
    """The last events, oldest first: the stamps of the regulars are of these."""

    covered: float
    """The share of the events' time in which somebody listened to voice."""
