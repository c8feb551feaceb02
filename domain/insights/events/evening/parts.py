"""One event in full: who said so, who came, when they were there, and who comes back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import attrs

from domain.insights.events.calendar import Choices
from domain.insights.events.lines import EventLine
from domain.insights.overview import Person
from domain.kernel.windows import Window

Group = Literal["kept", "walk_in", "no_show", "glanced", "awaited"]
"""Came and said so; came without a word; had a seat and stayed away; looked in, too briefly to have come;
has a seat, and is not there yet while it runs."""

Stay = tuple[datetime, datetime]
"""From when to when somebody was in its channels."""


@attrs.frozen(kw_only=True)
class Guest:
    """Somebody of an event that has begun: what they said, and what they did.

    `stays` are the times in its channels within its window; `here` says that they are there now, `early`
    that they came and were gone before its last part.
    """

    person: Person
    group: Group
    said: str | None
    early: bool
    host: bool
    seconds: int
    first_join: datetime | None
    last_leave: datetime | None
    here: bool
    stays: tuple[Stay, ...]
    first_time: bool
    """They had come to no event before."""


@attrs.frozen(kw_only=True)
class Reply:
    """Somebody's answer to an event; `waits` is their place in the queue where it is full."""

    person: Person
    answer: Literal["going", "interested", "not"]
    since: datetime
    waits: int | None = None


@attrs.frozen(kw_only=True)
class Course:
    """How many people were there, step by step: from each instant on so many; `peak` and when it was."""

    start: datetime
    end: datetime
    steps: tuple[tuple[datetime, int], ...]
    peak: int
    peak_at: datetime | None


@attrs.frozen(kw_only=True)
class Return:
    """Who of the event before in the series came to this one too, and who did not."""

    previous: EventLine
    again: tuple[Person, ...]
    missed: tuple[Person, ...]

    @property
    def share(self) -> float | None:
        """Of those who came to the one before, the share who came again."""
        count = len(self.again) + len(self.missed)
        return len(self.again) / count if count else None


@attrs.frozen(kw_only=True)
class Evening:
    """Everything that the page of one event shows."""

    guild: int
    guild_name: str
    window: Window | None
    """None: an evening is what it is, whatever time is looked at."""

    time_zone: str
    last_activity: datetime | None
    line: EventLine
    description: str
    before_minutes: int
    minimum_minutes: int
    planned: tuple[datetime, datetime]
    """As it is drawn; without a planned end until it closes."""

    planned_ends: tuple[datetime, datetime | None]
    """As it was decided."""

    actual: tuple[datetime | None, datetime | None]
    """When it truly began and ended, as far as it has."""

    opens: datetime
    """From when on being there counts."""

    closes: datetime
    """Until when it counts; of one that runs the moment of reading."""

    covered: float
    """The share of it in which somebody listened to voice."""

    guests: tuple[Guest, ...]
    replies: tuple[Reply, ...]
    course: Course | None
    returned: Return | None
    choices: Choices
    channels: tuple[int, ...]
    place: str
    usual: float | None
    """How many come to one of its series, or of its type, on average."""

    earlier: EventLine | None
    later: EventLine | None
    """Its neighbours in the series."""

    others: tuple[EventLine, ...] = ()
    """The latest ones of its series or type, oldest first, itself among them."""

    discord: int | None = None
    """Its own id in Discord, where it is shown there."""

    version: int = 0
    ended: bool = False
    """Somebody ended it; one that nobody ever started is over without that."""

    def of(self, *groups: Group) -> tuple[Guest, ...]:
        """The guests of these groups."""
        return tuple(guest for guest in self.guests if guest.group in groups)

    @property
    def came(self) -> tuple[Guest, ...]:
        """Everybody who was there for long enough."""
        return self.of("kept", "walk_in")

    @property
    def minutes(self) -> float | None:
        """How long one of them stayed on average; None where nobody came."""
        came = self.came
        return sum(guest.seconds for guest in came) / 60 / len(came) if came else None

    def share(self, guests: Sequence[Guest]) -> float | None:
        """How many these are of all who came or had answered; who only looked in is none of them."""
        whole = len(self.guests) - len(self.of("glanced"))
        return len(guests) / whole if whole else None


def course(stays: Sequence[Stay], start: datetime, end: datetime) -> Course:
    """How many were there at each moment of [start, end), from when everybody was."""
    change: dict[datetime, int] = {}
    for came, left in stays:
        since, until = max(came, start), min(left, end)
        if since < until:
            change[since] = change.get(since, 0) + 1
            change[until] = change.get(until, 0) - 1
    there = peak = change.pop(start, 0)
    peak_at = start if there else None
    steps = [(start, there)]
    for at in sorted(change):
        there += change[at]
        if change[at]:
            steps.append((at, there))
        if there > peak:
            peak, peak_at = there, at
    return Course(start=start, end=end, steps=tuple(steps), peak=peak, peak_at=peak_at)
