"""Instants are aware and in UTC; days are days of the guild's own time zone."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.kernel.errors import Invalid

EPOCH_DAY = date(1970, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OF_THE_MACHINE = frozenset({"localtime", "posixrules", "Factory"})
_WITH_LEAP_SECONDS = ("right/", "posix/")
_QUARTER_HOUR = 900
_MILLISECOND = timedelta(milliseconds=1)
_MICROSECOND = timedelta(microseconds=1)


def utc(at: datetime) -> datetime:
    """The same instant in UTC; a naive datetime is refused, since nobody knows when it was."""
    if at.tzinfo is None:
        raise Invalid(f"{at.isoformat()} has no time zone: write an offset, such as {at.isoformat()}Z")
    return at.astimezone(UTC)


def milliseconds(at: datetime) -> int:
    """Whole milliseconds since 1970: as exact as Discord is."""
    return (at - _EPOCH) // _MILLISECOND


def microseconds(at: datetime) -> int:
    """Microseconds since 1970: an instant as a number that says exactly the same."""
    return (at - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name."""
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(name)
    raise Invalid(f"unknown time zone {name!r}: use an IANA name such as Europe/Rome")


def chosen_zone(name: str) -> ZoneInfo:
    """The zone, to be counted by from now on: some names mean another one on each machine, and some count
    leap seconds, which no day and no hour of ours does."""
    if name in _OF_THE_MACHINE or name.startswith(_WITH_LEAP_SECONDS):
        raise Invalid(f"time zone {name!r} cannot be counted by: use an IANA name such as Europe/Rome")
    return zone(name)


def day_number(day: date) -> int:
    """Days since 1970-01-01: how sheets hold a day."""
    return (day - EPOCH_DAY).days


def day_of_number(number: int) -> date:
    """The day that a sheet holds as this number."""
    return EPOCH_DAY + timedelta(days=number)


def midnight(day: date, in_zone: ZoneInfo) -> datetime:
    """The instant at which that local day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=in_zone).astimezone(UTC)


def midnights(span: tuple[int, int], zone_name: str) -> tuple[datetime, datetime]:
    """When the days from day number `span[0]` up to `span[1]` begin and are over in that zone."""
    tz = zone(zone_name)
    first, end = (midnight(day_of_number(number), tz) for number in span)
    return first, end


class LocalCalendar:
    """Which local day and hour an instant falls on, remembered by quarter hours.

    Every offset in use is a multiple of 15 minutes, so one answer serves its whole quarter hour; and most
    instants that are asked for fall into the same one as the instant before.
    """

    def __init__(self, zone_name: str) -> None:
        self._zone = zone(zone_name)
        self._known: dict[int, tuple[datetime, datetime, tuple[int, int]]] = {}
        self._since = self._until = _EPOCH
        self._found = (0, 0)

    def day_hour(self, at: datetime) -> tuple[int, int]:
        """Day number and hour 0-23 of the instant, in the guild's zone."""
        if not self._since <= at < self._until:
            self._since, self._until, self._found = self._quarter(int(at.timestamp() // _QUARTER_HOUR))
        return self._found

    def _quarter(self, number: int) -> tuple[datetime, datetime, tuple[int, int]]:
        found = self._known.get(number)
        if found is None:
            if len(self._known) > 100_000:
                self._known.clear()
            since = _EPOCH + timedelta(seconds=number * _QUARTER_HOUR)
            local = since.astimezone(self._zone)
            until = since + timedelta(seconds=_QUARTER_HOUR)
            found = self._known[number] = (since, until, (day_number(local.date()), local.hour))
        return found

    def split(self, start: datetime, end: datetime) -> list[tuple[int, int]]:
        """Seconds of [start, end) by local day: (day number, seconds), whole seconds, sum preserved."""
        parts: list[tuple[int, int]] = []
        total = int((end - start).total_seconds())
        used, cursor = 0, start
        while used < total:
            day = cursor.astimezone(self._zone).date()
            until = min(midnight(day + timedelta(days=1), self._zone), end)
            through = total if until >= end else int((until - start).total_seconds())
            if through > used:
                parts.append((day_number(day), through - used))
            used, cursor = through, until
        return parts
