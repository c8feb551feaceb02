"""How numbers, days and spans of days read: the same everywhere, in plain English."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from domain.kernel import words
from domain.kernel.instants import zone
from domain.kernel.windows import Window

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = 86_400
counted = words.counted
_STEPS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


def number(value: float) -> str:
    """1,234 or 12.5: whole where it is whole, else one digit after the point."""
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def short_number(value: float) -> str:
    """3.4k or 1.2M, for narrow places; three digits are enough there."""
    for size, letter in _STEPS:
        if abs(value) >= size * 0.99995:
            scaled = value / size
            return (
                f"{scaled:.1f}".removesuffix(".0") + letter
                if abs(scaled) < 99.95
                else f"{scaled:.0f}{letter}"
            )
    return number(value)


def brief(count: int, one: str) -> str:
    """The same where there is little room: "20.3M messages"."""
    return counted(count, one) if count < 100_000 else f"{short_number(count)} {one}s"


def percent(share: float) -> str:
    """A share of 0 to 1 in whole percent; a little is never 0%, nor almost all 100%."""
    if 0 < share < 0.01:
        return "under 1%"
    if 0.99 < share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


def sentence(words: str) -> str:
    """The same as a sentence begins, whatever it begins with: "Under 1% of this time was heard"."""
    return words[:1].upper() + words[1:]


def change(relative: float) -> str:
    """A relative change: "12%", "3.1 times as much" from fourfold on, where percentages stop helping."""
    if relative >= 3:
        return f"{short_number(1 + relative)}\u00d7"
    return f"{abs(relative) * 100:.0f}%" if abs(relative) >= 0.01 else f"{abs(relative) * 100:.1f}%"


def day(at: date, *, weekday: bool = False) -> str:
    """14 Mar 2026, or Sat 14 Mar 2026."""
    return f"{at:%a} " * weekday + f"{at.day} {at:%b %Y}"


def moment(at: datetime, zone_name: str) -> str:
    """Sat 14 Mar 2026, 18:42, in that zone."""
    local = at.astimezone(zone(zone_name))
    return f"{day(local.date(), weekday=True)}, {local:%H:%M}"


def days(window: Window) -> str:
    """ "14 Mar 2026", "1 - 14 Mar 2026", "28 Feb - 14 Mar 2026", "20 Dec 2025 - 2 Jan 2026"."""
    first, last = window.first, window.last
    if first == last:
        return day(first, weekday=True)
    if first.year != last.year:
        return f"{day(first)} \u2013 {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%b} \u2013 {day(last)}"
    return f"{first.day} \u2013 {day(last)}"


def zone_words(zone_name: str) -> str:
    """ "Europe/Rome time": the zone that days and hours are of."""
    return f"{zone_name.replace('_', ' ')} time"


def spans(gaps: tuple[tuple[datetime, datetime], ...], zone_name: str, most: int = 3) -> str:
    """When nothing was heard, in words: the longest few, and how many more."""
    tz = zone(zone_name)
    longest = sorted(sorted(gaps, key=lambda gap: gap[0] - gap[1])[:most])
    told = []
    for start, end in longest:
        since, until = start.astimezone(tz), end.astimezone(tz)
        if until - since < timedelta(hours=24):
            told.append(f"{day(since.date())} {since:%H:%M}\u2013{until:%H:%M}")
        else:
            told.append(f"{day(since.date())} \u2013 {day((until - timedelta(microseconds=1)).date())}")
    more = len(gaps) - len(told)
    return "; ".join(told) + (f"; and {counted(more, 'shorter gap')}" if more else "")


def lasting(time: timedelta) -> str:
    """How long something lasted, in its two largest units: "2 days 4 hours", "35 minutes"."""
    left = max(0, round(time.total_seconds()))
    if left >= _DAY:
        left = round(left / 3600) * 3600
    elif left >= 3600:
        left = round(left / 60) * 60
    told: list[str] = []
    for size, unit in ((_DAY, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if left >= size and len(told) < 2:
            told.append(counted(left // size, unit))
            left %= size
    return " ".join(told) or "no time"


def listed(things: list[str]) -> str:
    """ "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"


def runs(flags: list[bool]) -> list[tuple[int, int]]:
    """Half-open index ranges over which a flag holds."""
    edges = [at for at, (one, other) in enumerate(pairwise([False, *flags, False])) if one != other]
    return list(zip(edges[::2], edges[1::2], strict=True))
