"""When a rule of RFC 5545 occurs, in wall time."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import Any, Final

from application.community.events.ports import ReadRule
from domain.kernel.errors import Invalid

MOST_OCCURRENCES: Final = 1000
"""Of one look, and of a rule that ends: twenty years of every week."""

_EACH: Final = "FREQ INTERVAL COUNT UNTIL WKST"
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "DAILY": frozenset(_EACH.split()),
    "WEEKLY": frozenset(f"{_EACH} BYDAY".split()),
    "MONTHLY": frozenset(f"{_EACH} BYDAY BYMONTHDAY".split()),
    "YEARLY": frozenset(f"{_EACH} BYMONTH BYMONTHDAY".split()),
}
"""What people repeat events by. For a rule that never occurs the library looks as far as the year 9999, so
its first occurrence is held against the parts of the rule before it is asked."""

_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    "INTERVAL": re.compile(r"[1-9][0-9]?"),
    "COUNT": re.compile(r"[1-9][0-9]{0,2}|1000"),
    "UNTIL": re.compile(r"2[0-9]{7}(T[0-9]{6}Z?)?"),
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*"),
    "BYMONTHDAY": re.compile(r"-?([1-9]|[12][0-9]|3[01])(,-?([1-9]|[12][0-9]|3[01]))*"),
    "BYMONTH": re.compile(r"([1-9]|1[0-2])(,([1-9]|1[0-2]))*"),
}
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERED: Final = re.compile(r"[0-9][A-Z]")


class DateutilRules:
    """Rules as python-dateutil reads them."""

    def read(self, rule: str, first: datetime) -> ReadRule:
        """The rule in its normal form without its end, and its last occurrence if it ends."""
        parts = _parts(rule)
        ends = parts.pop("COUNT", None), parts.pop("UNTIL", None)
        endless = ";".join(f"{name}={value}" for name, value in parts.items())
        if not _on(parts, first, first):
            year = (first + timedelta(days=days) for days in range(1, 367))
            begins = next((day for day in year if _on(parts, day, first)), None)
            when = f"on {begins:%A, %Y-%m-%d}: let it start then" if begins else "not within a year"
            raise Invalid(f"repeats: by that rule the first one is {when}")
        if ends == (None, None):
            return ReadRule(rule=endless, last=None)
        return ReadRule(rule=endless, last=_last(endless, first, *ends))

    def occurrences(
        self, rule: str, first: datetime, after: datetime, before: datetime
    ) -> Sequence[datetime]:
        """Wall times of [after, before) at which it occurs."""
        found = (at for at in _occurrences(rule, first) if at >= after)
        return list(islice(takewhile(lambda at: at < before, found), MOST_OCCURRENCES))


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule, each in its form; Invalid names the one that is wrong."""
    text = rule.strip().upper().removeprefix("RRULE:").rstrip(";")
    pairs = [part.partition("=") for part in text.split(";")]
    parts = {name: value for name, _, value in pairs}
    allowed = _PARTS.get(parts.get("FREQ", ""))
    if allowed is None or len(parts) != len(pairs):
        raise Invalid(
            f"repeats: {rule!r} is no rule such as FREQ=WEEKLY;BYDAY=TU (or DAILY, MONTHLY, YEARLY)"
        )
    for name, value in parts.items():
        wrong = name not in allowed or not (name == "FREQ" or _FORMS[name].fullmatch(value))
        if wrong or (name == "BYDAY" and parts["FREQ"] == "WEEKLY" and _NUMBERED.search(value)):
            raise Invalid(f"repeats: {name}={value} has no place in a {parts['FREQ']} rule of events")
    return parts


def _on(parts: Mapping[str, str], day: datetime, first: datetime) -> bool:
    """Whether the parts of a rule let it occur on that day; where they name no day, it is that of `first`."""
    any_day = "BYDAY" in parts or parts["FREQ"] in ("DAILY", "WEEKLY")
    usual = day.day if any_day else first.day
    length = monthrange(day.year, day.month)[1]
    weekday = _WEEKDAYS[day.weekday()]
    nth = {"", f"{(day.day - 1) // 7 + 1}", f"-{(length - day.day) // 7 + 1}"}
    named = {part.removeprefix("+") for part in parts.get("BYDAY", weekday).split(",")}
    days = {int(part) for part in parts.get("BYMONTHDAY", f"{usual}").split(",")}
    months = {int(part) for part in parts.get("BYMONTH", f"{day.month}").split(",")}
    on_weekday = any(f"{place}{weekday}" in named for place in nth)
    return on_weekday and bool(days & {day.day, day.day - length - 1}) and day.month in months


def _last(rule: str, first: datetime, count: str | None, until: str | None) -> datetime:
    if count is not None and until is not None:
        raise Invalid("repeats: a rule ends by COUNT or by UNTIL, not by both")
    if count is not None:
        return list(islice(_occurrences(rule, first), int(count)))[-1]
    end = _until(str(until))
    ending = takewhile(lambda at: at <= end, _occurrences(rule, first))
    held = list(islice(ending, MOST_OCCURRENCES + 1))
    if not held:
        raise Invalid("repeats: it would end before it begins")
    if len(held) > MOST_OCCURRENCES:
        raise Invalid(f"repeats: that are more than {MOST_OCCURRENCES} occurrences; end it earlier, or never")
    return held[-1]


def _until(text: str) -> datetime:
    """A day means its end; times are local, whatever letter they end with."""
    stamp = text.removesuffix("Z") if "T" in text else f"{text}T235959"
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall time
    except ValueError:
        raise Invalid(f"repeats: UNTIL={text} is no date such as 20261231") from None


def _occurrences(rule: str, first: datetime) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr

    try:
        found: Any = rrulestr(rule, dtstart=first)
    except (ValueError, KeyError) as problem:
        raise Invalid(f"repeats: {rule!r} cannot be read: {problem}") from None
    return iter(found)
