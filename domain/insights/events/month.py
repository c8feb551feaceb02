"""A month of events as a wall calendar shows it: whole weeks, Monday first."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import attrs

from domain.insights.events.lines import EventLine
from domain.kernel.windows import FIRST_DAY, LAST_DAY

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@attrs.frozen(kw_only=True)
class Month:
    """The month that `first` begins; `days` are those of its whole weeks, `events` what begins on each."""

    first: date
    today: date
    days: tuple[date, ...]
    events: Mapping[date, tuple[EventLine, ...]] = attrs.field(hash=False)

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def shown(self) -> tuple[EventLine, ...]:
        """Every event of the month itself, in order."""
        return tuple(line for day, lines in sorted(self.events.items()) if self.holds(day) for line in lines)

    def holds(self, day: date) -> bool:
        """Whether a day is of this month, and not of the weeks around it."""
        return (day.year, day.month) == (self.first.year, self.first.month)


def month_named(text: str | None, today: date) -> date:
    """The first day of the month `2026-03`; this month where the text names none."""
    found = _MONTH.fullmatch(text or "")
    try:
        asked = date(int(found.group(1)), int(found.group(2)), 1) if found else today.replace(day=1)
    except ValueError:
        return today.replace(day=1)
    return asked if FIRST_DAY <= asked <= LAST_DAY else today.replace(day=1)


def weeks_of(first: date) -> tuple[date, ...]:
    """The days of every week that the month touches, Monday first."""
    start = first - timedelta(days=first.weekday())
    after = (first + timedelta(days=31)).replace(day=1)
    count = -(-(after - start).days // 7) * 7
    return tuple(start + timedelta(days=at) for at in range(count))


def month(first: date, today: date, lines: Iterable[EventLine]) -> Month:
    """The calendar of that month from the events that touch it; of a day they are in order of their start."""
    days = weeks_of(first)
    found: dict[date, list[EventLine]] = {}
    for line in sorted(lines, key=lambda line: (line.starts_at, line.event_id)):
        if days[0] <= line.day <= days[-1]:
            found.setdefault(line.day, []).append(line)
    return Month(
        first=first, today=today, days=days, events={day: tuple(lines) for day, lines in found.items()}
    )
