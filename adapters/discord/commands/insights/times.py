"""The times that a number can be asked for: the usual ones, and whatever is typed as a date."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from adapters.discord.commands.members.windows import WINDOWS
from adapters.discord.commands.members.wording import counted, day
from domain.insights.kpis.kpi import Grain
from domain.insights.kpis.periods import period_of
from domain.kernel.errors import Invalid
from domain.kernel.windows import AsOf, Window, window

_ENDED: Final[tuple[Grain, ...]] = ("week", "month")


def windows(typed: str, now: datetime, in_zone: str) -> Iterator[tuple[str, str]]:
    """(what is shown, how it is asked for) of spans of days, the usual ones first."""
    at = AsOf.at(now, in_zone)
    usual = [(one.name, one.value) for one in WINDOWS]
    for grain in _ENDED:
        over = period_of(at.last_day, grain).preceding()
        usual.append((f"last {grain}: {_days(over)}", f"{over.first}..{over.last}"))
    yield from _fitting(usual, typed)
    try:
        meant = window(typed.strip(), at, zone_name=in_zone)
    except Invalid:
        return
    if typed.strip() not in [value for _, value in usual]:
        yield _days(meant), typed.strip()


def moments(typed: str, now: datetime, in_zone: str) -> Iterator[tuple[str, str]]:
    """The same of moments: the end of a day."""
    today = AsOf.at(now, in_zone).last_day
    ends = {"yesterday": today - timedelta(days=1), "a week ago": today - timedelta(days=7)}
    ends |= {f"the end of last {grain}": period_of(today, grain).preceding().last for grain in _ENDED}
    yield from _fitting([(f"{name}: {day(end)}", end.isoformat()) for name, end in ends.items()], typed)
    try:
        meant = AsOf.parse(typed.strip(), in_zone)
    except Invalid:
        return
    if meant.last_day not in ends.values():
        yield f"the end of {day(meant.last_day)}" if _a_day(typed) else typed.strip(), typed.strip()


def span_words(asked: Window, as_of: AsOf) -> str:
    """The days of a window, whether they are over, and the moment where that is not their end."""
    unfinished = (
        "" if not asked.open else ", the last one not over yet" if asked.days > 1 else ", not over yet"
    )
    moment = "" if asked.last == as_of.last_day else f", as it was known on {day(as_of.last_day)}"
    return f"{_days(asked)} ({counted(asked.days, 'day')}{unfinished}){moment}"


def _days(asked: Window) -> str:
    return day(asked.first) if asked.days == 1 else f"{day(asked.first)} to {day(asked.last)}"


def _fitting(choices: list[tuple[str, str]], typed: str) -> Iterator[tuple[str, str]]:
    wanted = typed.strip().casefold()
    return (one for one in choices if wanted in f"{one[0]} {one[1]}".casefold())


def _a_day(typed: str) -> bool:
    try:
        return bool(date.fromisoformat(typed.strip()))
    except ValueError:
        return False
