"""A connection that still answers but tells nothing for far longer than usual is taken for deaf."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.kernel.instants import utc

HOURS: Final = 24
_HOUR: Final = timedelta(hours=1)


@attrs.frozen(kw_only=True)
class DeafnessRules:
    """How much longer than usual a silence has to be before the connection is distrusted."""

    times: float = 3.0
    """A gap of three times the mean is rare where people talk (5 % of gaps, by chance)."""

    least: timedelta = timedelta(minutes=5)
    """Reconnecting more often than this tells nothing new."""

    def more_patient(self, sessions: int) -> "DeafnessRules":
        """After so many sessions that told nothing either: then it is rather a quiet time."""
        factor = 2 ** min(sessions, 10)
        return DeafnessRules(times=self.times * factor, least=self.least * factor)


@attrs.frozen(kw_only=True)
class Bustle:
    """How much is told in each hour of the day (UTC): `told[h]` things in `hours[h]` hours of listening."""

    told: tuple[float, ...] = (0.0,) * HOURS
    hours: tuple[float, ...] = (0.0,) * HOURS

    @classmethod
    def of_days(cls, counts: Iterable[tuple[int, int, int]], offset: timedelta) -> "Bustle":
        """From counts by (day, local hour, how many), where local time is so much later than UTC.

        Days without any count are left out: perhaps nobody listened.
        """
        told, days = [0.0] * HOURS, set()
        for day, hour, count in counts:
            told[(hour - round(offset / _HOUR)) % HOURS] += count
            days.add(day)
        return cls(told=tuple(told), hours=(float(len(days)),) * HOURS)

    def with_told(self, at: datetime, count: int = 1) -> "Bustle":
        """So many more things were told in the hour of that moment."""
        hour = utc(at).hour
        return attrs.evolve(self, told=_added(self.told, hour, count))

    def with_listened(self, start: datetime, end: datetime) -> "Bustle":
        """It was listened from `start` to `end`."""
        hours = list(self.hours)
        at = utc(start)
        while at < end:
            until = min(at.replace(minute=0, second=0, microsecond=0) + _HOUR, utc(end))
            hours[at.hour] += (until - at) / _HOUR
            at = until
        return attrs.evolve(self, hours=tuple(hours))

    def with_bustle(self, other: "Bustle") -> "Bustle":
        """Both together, one after the other, such as the last weeks and this run."""
        return Bustle(
            told=tuple(a + b for a, b in zip(self.told, other.told, strict=True)),
            hours=tuple(a + b for a, b in zip(self.hours, other.hours, strict=True)),
        )

    def with_neighbour(self, other: "Bustle") -> "Bustle":
        """Both together at the same time, such as two guilds of one connection."""
        return Bustle(
            told=tuple(a + b for a, b in zip(self.told, other.told, strict=True)),
            hours=tuple(max(a, b) for a, b in zip(self.hours, other.hours, strict=True)),
        )

    def usual_gap(self, hour: int) -> timedelta | None:
        """The mean time between two things told in that hour of the day; None where nothing was ever told."""
        if not self.told[hour] or not self.hours[hour]:
            return None
        return _HOUR * (self.hours[hour] / self.told[hour])


def patience(bustle: Bustle, since: datetime, now: datetime, rules: DeafnessRules) -> timedelta | None:
    """How long a silence that began at `since` may last; None where silence says nothing.

    Of the hours that the silence touches, the quietest decides.
    """
    gaps: list[timedelta] = []
    at = utc(since).replace(minute=0, second=0, microsecond=0)
    for _ in range(HOURS):
        if at > now:
            break
        gap = bustle.usual_gap(at.hour)
        if gap is None:
            return None
        gaps.append(gap)
        at += _HOUR
    return max(rules.least, max(gaps) * rules.times) if gaps else None


def is_deaf(bustle: Bustle, since: datetime, now: datetime, rules: DeafnessRules) -> bool:
    """Whether nothing was told since `since` for longer than can be trusted."""
    allowed = patience(bustle, since, now, rules)
    return allowed is not None and now - since > allowed


def _added(values: tuple[float, ...], place: int, more: float) -> tuple[float, ...]:
    return (*values[:place], values[place] + more, *values[place + 1 :])
