"""Windows of local days, half-open, read at an `as_of` (DEFINITIONS: window, as_of)."""

import re
from datetime import date, datetime, timedelta
from typing import Final

import attrs

from domain.kernel.errors import Invalid
from domain.kernel.instants import day_number, midnight, utc, zone
from domain.kernel.words import counted

_RELATIVE = re.compile(r"([0-9]{1,4})d")
_LONGEST: Final = 3660
ALL = "all"
FIRST_DAY = date(2015, 1, 1)
"""Discord did not exist before: nothing true happened earlier."""

LAST_DAY = date(2083, 12, 31)
"""Discord's 64-bit ids run out in 2084: a later day is a slip of the pen."""


@attrs.frozen(kw_only=True)
class AsOf:
    """The moment a question is asked for: an exclusive instant, and the last local day that it sees.

    A date means the end of that day in the guild's zone; a date and time means itself.
    """

    instant: datetime = attrs.field(converter=utc)
    last_day: date

    @classmethod
    def parse(cls, text: str, zone_name: str) -> "AsOf":
        """Read `2026-03-14` or `2026-03-14T18:00+01:00`; a time without offset is local to the guild."""
        tz = zone(zone_name)
        try:
            if len(text) <= len("2026-03-14"):
                return cls.end_of(date.fromisoformat(text), zone_name)
            at = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            raise Invalid(
                f"as-of {text!r} is not a date: write 2026-03-14 or 2026-03-14T18:00+01:00"
            ) from None
        return cls.at(at if at.tzinfo else at.replace(tzinfo=tz), zone_name)

    @classmethod
    def end_of(cls, day: date, zone_name: str) -> "AsOf":
        """The end of a local day: the next midnight, exclusive."""
        _in_range(day)
        return cls(instant=midnight(day + timedelta(days=1), zone(zone_name)), last_day=day)

    @classmethod
    def at(cls, instant: datetime, zone_name: str) -> "AsOf":
        """An instant as itself; its last day is the local day that it falls on (or just ended)."""
        try:
            local = (utc(instant) - timedelta(microseconds=1)).astimezone(zone(zone_name))
        except OverflowError:
            raise Invalid(f"{instant.isoformat()} is out of range") from None
        _in_range(local.date())
        return cls(instant=instant, last_day=local.date())

    def seen(self, span: tuple[int, int]) -> tuple[int, int]:
        """The part of a half-open range of day numbers that has begun at this moment."""
        return span[0], max(span[0], min(span[1], day_number(self.last_day) + 1))


def _in_range(*days: date) -> None:
    for day in days:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise Invalid(
                f"{day.isoformat()} is out of range: only {FIRST_DAY.isoformat()} to {LAST_DAY.isoformat()} "
                "can be asked for"
            )


@attrs.frozen(kw_only=True)
class Window:
    """Local days `first` to `last`, both included; `open` when the last one is not over at `as_of`."""

    first: date
    last: date
    label: str = ""
    open: bool = False

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise Invalid(f"the window ends ({self.last}) before it starts ({self.first})")

    @property
    def days(self) -> int:
        """How many local days it has."""
        return (self.last - self.first).days + 1

    @property
    def span(self) -> tuple[int, int]:
        """Half-open range of day numbers [first, last + 1)."""
        return day_number(self.first), day_number(self.last) + 1

    def instants(self, zone_name: str) -> tuple[datetime, datetime]:
        """Half-open range of instants in that zone."""
        tz = zone(zone_name)
        return midnight(self.first, tz), midnight(self.last + timedelta(days=1), tz)

    @property
    def everything(self) -> bool:
        """It begins with the first day on record: nothing lies before it to be compared with."""
        return self.label == ALL

    @property
    def month(self) -> bool:
        """It is a whole month of the calendar."""
        return self.first.day == 1 and self.last == _end_of_month(self.first)

    def preceding(self) -> "Window":
        """The period before: of a whole month the month before, else as many days."""
        if not self.month:
            return self.previous()
        last = self.first - timedelta(days=1)
        return Window(first=last.replace(day=1), last=last, label=f"{last:%Y-%m}")

    def previous(self) -> "Window":
        """The window of the same length that ends the day before this one begins."""
        length = timedelta(days=self.days)
        return Window(
            first=self.first - length, last=self.last - length, label=f"previous {counted(self.days, 'day')}"
        )


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def window(text: str, as_of: AsOf, *, since: date | None = None, zone_name: str = "UTC") -> Window:
    """Read `7d`, `30d`, `90d`, `all` or `FROM..TO` as seen at `as_of`.

    `since` is the first day with data, used by `all`. Raises Invalid for anything else.
    """
    last = as_of.last_day
    is_open = midnight(last + timedelta(days=1), zone(zone_name)) > as_of.instant
    if text == ALL:
        return Window(first=min(since or last, last), last=last, label=ALL, open=is_open)
    if match := _RELATIVE.fullmatch(text):
        days = int(match.group(1))
        if not 1 <= days <= _LONGEST:
            raise Invalid(f"window {text!r}: between 1d and {_LONGEST}d")
        return Window(first=last - timedelta(days=days - 1), last=last, label=text, open=is_open)
    return _explicit(text, as_of, is_open=is_open)


def _explicit(text: str, as_of: AsOf, *, is_open: bool) -> Window:
    try:
        first, last = (date.fromisoformat(part) for part in text.split(".."))
    except ValueError:
        raise Invalid(
            f"window {text[:40]!r}: write 7d (1d to {_LONGEST}d), all, or FROM..TO "
            "such as 2026-03-01..2026-03-31"
        ) from None
    if last < first:
        raise Invalid(f"window {text!r} ends before it starts: swap the two days")
    _in_range(first, last)
    unfinished = last > as_of.last_day or (last == as_of.last_day and is_open)
    return Window(first=first, last=last, label=text, open=unfinished)
