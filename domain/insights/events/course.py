"""What worked and who comes back: events of a time taken together."""

from datetime import date
from typing import Final

import attrs

from domain.insights.overview import Person


@attrs.frozen(kw_only=True)
class Sums:
    """The events of a time together; `people` are different people, `comings` each of their evenings.

    `again` are those of `before`, the people of the time before, who came in this one too; both are None
    where there is no time before.
    """

    held: int
    called_off: int
    people: int
    comings: int
    said: int
    kept: int
    newcomers: int
    """Who had never come to an event before."""

    before: int | None = None
    again: int | None = None

    @property
    def average(self) -> float | None:
        """People at an event, on average."""
        return self.comings / self.held if self.held else None

    @property
    def kept_share(self) -> float | None:
        """Of those who said that they would come, the share who came."""
        return self.kept / self.said if self.said else None

    @property
    def again_share(self) -> float | None:
        """Of those who came in the time before, the share who came again."""
        return self.again / self.before if self.before and self.again is not None else None


@attrs.frozen(kw_only=True)
class Format:
    """Events of one kind together: a series, or single events of a type."""

    name: str
    series: int | None
    held: int
    came: tuple[int, ...]
    """People at each of them, oldest first."""

    average: float
    kept_share: float | None
    again_share: float | None
    """Of the people of one, those who came to the next one."""

    last_event: int
    last_day: date


HEAVY_SHARE: Final = 0.6
HEAVY_EVENTS: Final = 3
"""Of fewer events nobody can tell yet on whom they lie."""


@attrs.frozen(kw_only=True)
class Regular:
    """Somebody who comes; `stamps` say of each of the last events whether they did, oldest first."""

    person: Person
    events: int
    stamps: tuple[bool, ...]
    seconds: int


@attrs.frozen(kw_only=True)
class HostLoad:
    """Somebody who hosts: how much of it lies on them, and how many come to it."""

    person: Person
    events: int
    share: float
    average: float | None
    ahead: int
    """Events yet to come that they host."""

    @property
    def heavy(self) -> bool:
        """So much lies on them that the events hang on one person."""
        return self.share > HEAVY_SHARE and self.events >= HEAVY_EVENTS
