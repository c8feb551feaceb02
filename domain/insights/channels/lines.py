"""Lines of the list of channels: how alive each is, whether it wakes or fades, and when to be there."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import attrs
import numpy as np

from domain.insights.overview import Person

Course = Literal["new", "wakes", "fades", "steady"]
"""Where a channel is heading, against the window before."""

HOURS_AT_A_TIME = 3


@attrs.frozen(kw_only=True)
class CourseRules:
    """When the change of a channel is worth a word."""

    least: int = 20
    """Messages in the busier of both windows: below that, chance makes and breaks a channel."""

    wakes: float = 1.5
    """So many times as much as before, or more."""

    fades: float = 0.5
    """So many times as much as before, or less."""


@attrs.frozen(kw_only=True)
class Writer:
    """Somebody who wrote in a channel."""

    person: Person
    messages: int


@attrs.frozen(kw_only=True)
class ChannelLine:
    """A channel in which somebody wrote; without a `name` only its id is known.

    `previous` and `change` are None where the window before is no baseline, `people` where it is not known
    who wrote there. `reach` is the share of everybody who wrote in this time. `series` has a value for
    each day of the window, None where nothing was heard. `hours` are messages by hour of the guild's zone.
    """

    channel: int
    name: str | None
    messages: int
    share: float
    previous: int | None
    change: float | None
    course: Course
    people: int | None
    people_before: int | None
    reach: float | None
    series: tuple[float | None, ...]
    hours: tuple[int, ...]
    writers: tuple[Writer, ...]


@attrs.frozen(kw_only=True)
class SilentChannel:
    """A channel that was written in once, but not in this time: `last` is its last day with a message."""

    channel: int
    name: str | None
    last: date
    previous: int


RULES = CourseRules()


def course(
    messages: float, previous: float | None, *, known_before: bool, rules: CourseRules = RULES
) -> Course:
    """Where a channel is heading; both numbers are of equal time heard.

    A channel of which nothing was on record before (`known_before`) is new when enough was written.
    """
    if previous is None:
        return "steady"
    if not known_before:
        return "new" if messages >= rules.least else "steady"
    if max(messages, previous) < rules.least:
        return "steady"
    if messages >= previous * rules.wakes:
        return "wakes"
    return "fades" if messages <= previous * rules.fades else "steady"


def peak(hours: Sequence[int], length: int = HOURS_AT_A_TIME) -> tuple[int, float] | None:
    """The hour at which the busiest `length` hours in a row begin, and their share of the day; over midnight
    too. None where nothing was written.
    """
    counts = np.asarray(hours, dtype=np.int64)
    total = int(counts.sum())
    if not total:
        return None
    sums = np.array([np.roll(counts, -start)[:length].sum() for start in range(len(counts))])
    start = int(sums.argmax())
    return start, float(sums[start]) / total
