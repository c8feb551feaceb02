"""A time as people type it, read in the guild's own time zone, and what they may have meant so far."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from domain.kernel.errors import Invalid
from domain.kernel.instants import zone

EXAMPLES: Final = "2026-11-24 20:00, tomorrow 20:00, friday 8pm or in 2 hours"
FORMAT: Final = "%Y-%m-%d %H:%M"

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_USUAL: Final = (time(20), time(19), time(18), time(21))
"""When nothing but a day is said; the first is the likeliest."""

_YEARS: Final = 10
"""Nobody plans further ahead."""

_DAY: Final = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})?)")
_CLOCK: Final = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(am|pm)?")
_IN: Final = re.compile(r"in\s+(\d{1,4})\s*(minute|hour|day|week)s?")


def read(typed: str, now: datetime, in_zone: str) -> datetime:
    """The instant; raises Invalid where it is none, or one that the clocks skip that night."""
    found = _moment(typed, now, in_zone)
    if found is None:
        raise Invalid(f"when: {typed.strip()[:60]!r} is no time that I understand. Write {EXAMPLES}")
    return found


def suggestions(typed: str, now: datetime, in_zone: str) -> Iterator[tuple[str, str]]:
    """(what is shown, what it is read as) for what was typed so far, the likeliest first."""
    try:
        found = _moment(typed, now, in_zone) if typed.strip() else None
        day = _day(typed, now.astimezone(zone(in_zone))) if typed.strip() else None
    except Invalid:
        return
    if found is not None:
        yield _shown(found, in_zone)
        return
    local = now.astimezone(zone(in_zone))
    days = [day] if day else [local.date() + timedelta(days=n) for n in range(7)]
    for each in days:
        for clock in _USUAL if len(days) == 1 else _USUAL[:2]:
            at = _instant(each, clock, in_zone)
            if at is not None and at > now:
                yield _shown(at, in_zone)


def shown(at: datetime, in_zone: str) -> str:
    """How it would be typed."""
    return f"{at.astimezone(zone(in_zone)):{FORMAT}}"


def _shown(at: datetime, in_zone: str) -> tuple[str, str]:
    local = at.astimezone(zone(in_zone))
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({in_zone})", shown(at, in_zone)


def _moment(typed: str, now: datetime, in_zone: str) -> datetime | None:
    text = " ".join(typed.lower().replace(",", " ").split())
    if ahead := _IN.fullmatch(text):
        return (now + timedelta(**{f"{ahead[2]}s": int(ahead[1])})).replace(second=0, microsecond=0)
    local = now.astimezone(zone(in_zone))
    said_day, _, said_clock = text.rpartition(" ")
    if said_clock in ("am", "pm"):
        said_day, _, hour = said_day.rpartition(" ")
        said_clock = hour + said_clock
    clock = _clock(said_clock)
    if clock is None:
        return None
    if not said_day:
        day = local.date() if clock > local.time() else local.date() + timedelta(days=1)
        return _instant_or_gap(day, clock, in_zone)
    found = _day(said_day.removesuffix(" at"), local)
    return None if found is None else _instant_or_gap(found, clock, in_zone)


def _day(said: str, local: datetime) -> date | None:
    said = said.strip().lower()
    if said in ("today", "tomorrow"):
        return local.date() + timedelta(days=said == "tomorrow")
    named = [n for n, name in enumerate(_WEEKDAYS) if len(said) >= 3 and name.startswith(said)]
    if named:
        return local.date() + timedelta(days=(named[0] - local.weekday()) % 7 or 7)
    found = _DAY.fullmatch(said)
    if found is None:
        return None
    year, month, day = found[1] or found[6] or local.year, found[2] or found[5], found[3] or found[4]
    if int(year) < local.year:
        raise Invalid("when: that is over already; choose a time that lies ahead")
    if int(year) > local.year + _YEARS:
        raise Invalid(f"when: that is more than {_YEARS} years ahead; choose a time that is nearer")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _clock(said: str) -> time | None:
    found = _CLOCK.fullmatch(said)
    if found is None or not (found[2] or found[3]):
        return None
    hour = int(found[1])
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    try:
        return time(hour, int(found[2] or 0))
    except ValueError:
        return None


def _instant(day: date, clock: time, in_zone: str) -> datetime | None:
    """None where the clocks skip that time; of a time that comes twice it is the first."""
    local = datetime.combine(day, clock, zone(in_zone))
    at = local.astimezone(UTC)
    return at if at.astimezone(zone(in_zone)).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def _instant_or_gap(day: date, clock: time, in_zone: str) -> datetime:
    at = _instant(day, clock, in_zone)
    if at is None:
        raise Invalid(f"when: {day} {clock:%H:%M} does not exist in {in_zone}: the clocks go forward then")
    return at
