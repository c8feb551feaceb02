"""How much of each day of a chart was heard: silence is not zero, and a chart says which is which."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import CoverageSpan, Family, course
from domain.community.missed import NotedGap
from domain.insights.data_quality.gaps import Gap, of_family, together
from domain.kernel.instants import midnight, zone
from domain.kernel.windows import Window

MOST_STRETCHES: Final = 400
"""A strip is a few hundred pixels wide: beyond so many days, neighbours share a piece of it."""


@attrs.frozen(kw_only=True)
class Stretch:
    """A run of days that were heard alike: `first` counts from 0, `share` is 0 to 1.

    Of days that have not begun there is no share.
    """

    first: int
    days: int
    share: float | None


@attrs.frozen(kw_only=True)
class HeardDays:
    """What was heard of a window for a chart that needs these families.

    The share of each day is that of its least heard family, and so is the share of the whole time, which
    `least` names (DESIGN, Coverage). Days that have not begun have none.
    """

    first: date
    families: tuple[Family, ...]
    least: Family
    share: float
    shares: tuple[float | None, ...]
    gaps: tuple[Gap, ...]

    @property
    def full(self) -> bool:
        """All of it was heard."""
        return self.share >= 1

    @property
    def alike(self) -> bool:
        """All of these families were heard at the same times."""
        return all(set(gap.families) == set(self.families) for gap in self.gaps)

    def stretches(self, most: int = MOST_STRETCHES) -> tuple[Stretch, ...]:
        """The days in runs of equal share, in order and without a hole; at most about so many."""
        size = -(-len(self.shares) // most) or 1
        edges = [*range(0, len(self.shares), size), len(self.shares)]
        found: list[Stretch] = []
        for since, until in pairwise(edges):
            share = _mean(self.shares[since:until])
            if found and found[-1].share == share:
                found[-1] = attrs.evolve(found[-1], days=found[-1].days + until - since)
            else:
                found.append(Stretch(first=since, days=until - since, share=share))
        return tuple(found)


def heard_days(
    spans: Sequence[CoverageSpan],
    families: Collection[Family],
    window: Window,
    zone_name: str,
    until: datetime,
    noted: Sequence[NotedGap] = (),
) -> HeardDays:
    """What was heard of the window's local days up to an instant (see `settled`), of at least one family."""
    edges = day_edges(window, zone_name, until)
    start, end = window.instants(zone_name)
    end = max(start, min(end, until))
    courses = {family: course(spans, family) for family in families}
    daily = np.array([heard.daily(edges) for heard in courses.values()]).min(axis=0)
    shares = {family: heard.coverage(start, end).share for family, heard in courses.items()}
    least = min(courses, key=lambda family: shares[family])
    return HeardDays(
        first=window.first,
        families=tuple(courses),
        least=least,
        share=shares[least],
        shares=tuple(
            share if begun else None
            for share, begun in zip(daily.tolist(), (np.diff(edges) > 0).tolist(), strict=True)
        ),
        gaps=together(
            of_family(spans, family, heard, start, end, noted) for family, heard in courses.items()
        ),
    )


def day_edges(window: Window, zone_name: str, until: datetime) -> NDArray[np.float64]:
    """The instants between the days of a window, in seconds since 1970, none later than `until`.

    Shape (days + 1,), as `daily_coverage` takes them: a day that has not begun has no length.
    """
    tz = zone(zone_name)
    midnights = [midnight(window.first + timedelta(days=n), tz).timestamp() for n in range(window.days + 1)]
    return np.minimum(midnights, max(midnights[0], until.timestamp()))


def of_channel(spans: Sequence[CoverageSpan], channel: int) -> list[CoverageSpan]:
    """The spans that tell of one channel: its own, and those of all channels."""
    return [span for span in spans if span.channel is None or span.channel == channel]


def _mean(days: Sequence[float | None]) -> float | None:
    """What a few days have in common; equal ones are not blurred by adding them up."""
    known = [share for share in days if share is not None]
    if not known or min(known) == max(known):
        return known[0] if known else None
    return sum(known) / len(known)
