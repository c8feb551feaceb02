"""When the next backup is due, which older ones may go, and when somebody has to look."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

import attrs

from domain.kernel.instants import zone

_NAME: Final = re.compile(r"community-os-\d{8}T\d{6}Z\.zip")


@attrs.frozen(kw_only=True)
class Rota:
    """A backup a day at a quiet hour of the machine's own time."""

    hour: int = 4
    day: timedelta = timedelta(hours=24)
    """An older one is made up for soon after the start: nobody was there at the hour."""

    apart: timedelta = timedelta(hours=12)
    """No nearer to the last one, such as one that was made by hand or made up for."""

    close: timedelta = timedelta(hours=1)
    """One that was made by hand so shortly before a named hour serves for it."""

    retry: timedelta = timedelta(hours=1)
    stale: timedelta = timedelta(days=2)
    """From here on somebody should look: a day was missed."""


ROTA: Final = Rota()


class NamedHour(NamedTuple):
    """An hour of the day at which a guild wants a backup, in its own zone."""

    zone_name: str
    hour: int


def due(
    last: datetime | None,
    now: datetime,
    *,
    minute: int,
    rota: Rota = ROTA,
    hours: Collection[NamedHour] = (),
) -> datetime:
    """When to make the next backup; `now` is in the machine's own zone, where the rota's hour is meant.

    Where hours are named it is made at each of them, and the rota's own hour is nothing to go by; one that
    was slept through is made up for at once.
    """
    if last is not None and hours:
        return max(now, min(_following(last + rota.close, named, minute) for named in hours))
    if last is None or now - last > rota.day:
        return now
    there = last.astimezone(now.tzinfo)
    at = there.replace(hour=rota.hour, minute=minute, second=0, microsecond=0)
    while at - there < rota.apart:
        at += timedelta(days=1)
    return at


def _following(after: datetime, named: NamedHour, minute: int) -> datetime:
    """The first time after an instant that a clock there shows the hour."""
    there = zone(named.zone_name)
    day = after.astimezone(there).date()
    while True:
        at = datetime(day.year, day.month, day.day, named.hour, minute, tzinfo=there).astimezone(UTC)
        if at > after:
            return at
        day += timedelta(days=1)


def name_of(made_at: datetime) -> str:
    """The file of a backup; names in order are backups in order."""
    return f"community-os-{made_at:%Y%m%dT%H%M%SZ}.zip"


def is_named_so(name: str) -> bool:
    """Whether a file in the folder is called as our backups are; any other is somebody else's."""
    return _NAME.fullmatch(name) is not None


def superfluous(names: Iterable[str], whole: Iterable[str], *, kept: int) -> list[str]:
    """Of these files those that may go: older than the last `kept` whole ones. A whole one always stays."""
    newest = sorted(whole, reverse=True)[: max(kept, 1)]
    if len(newest) < max(kept, 1):
        return []
    return sorted(name for name in names if is_named_so(name) and name < newest[-1])
