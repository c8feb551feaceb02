"""Cohorts: people put together by how they began, each with the week in which they did."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.invites import invite_code
from domain.insights.kpis.events.groups import NONE
from domain.insights.kpis.events.programme import Programme, programme
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.retention.weeks import weeks_of, window_of
from domain.insights.sheet import NEVER
from domain.kernel.instants import day_number, day_of_number

CohortKind = Literal["join", "invite", "event", "series", "event_type"]
COHORTS: Final[dict[CohortKind, str]] = {
    "join": "Week of joining",
    "invite": "Invite",
    "event": "First event",
    "series": "Series of the first event",
    "event_type": "Type of the first event",
}
"""How people can be put together."""

OF_JOINS: Final = ("join", "invite")
"""For these it matters whether somebody listened to who joined."""

NO_WEEK: Final = int(NEVER)


@attrs.frozen(kw_only=True, eq=False)
class Cohorts:
    """People put together in one way; arrays of shape (members,).

    `began` is the week in which each member number began, NO_WEEK of whoever did not; `place` is where they
    are in `keys` and `titles`. `guessed` are those of whom only the day is known on which they were first
    seen.
    """

    kind: CohortKind
    began: NDArray[np.int64]
    place: NDArray[np.int64]
    guessed: NDArray[np.bool_]
    keys: Sequence[str]
    titles: Sequence[str]


def cohorts(facts: KpiFacts, kind: CohortKind) -> Cohorts | None:
    """Everybody put together so; None where the events are not known."""
    return _KINDS[kind](facts)


def first_joins(facts: KpiFacts) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """The day on which everybody had joined first, NEVER of whoever had not; whether that is the day of
    their first activity, since nobody knows their join; and by which invite they came, 0 if unknown."""
    end = day_number(facts.as_of.last_day) + 1
    return facts.once_for_all(("first joins", end), lambda: _first_joins(facts, end))


def _first_joins(facts: KpiFacts, end: int) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    told = facts.members
    begun = (told.joined < end) | ((told.joined == NEVER) & (told.left < end))
    who = told.member_no[begun][::-1]  # of a repeated index numpy keeps the last value: the first membership
    day = np.full(facts.size, NEVER, dtype=np.int64)
    day[who] = told.joined[begun][::-1]
    invite = np.zeros(facts.size, dtype=np.int64)
    invite[who] = told.invite[begun][::-1]
    seen = np.where(facts.census.seen < end, facts.census.seen, NEVER)
    guessed = day == NEVER
    day = np.where(guessed, seen, day)
    day[~facts.census.people] = NEVER
    return day, guessed & (day < NEVER), invite


def _by_join(facts: KpiFacts) -> Cohorts:
    day, guessed, _ = first_joins(facts)
    began = np.where(day < NEVER, weeks_of(day), NO_WEEK)
    known = began[began < NO_WEEK]
    first, last = (int(known.min()), int(known.max())) if len(known) else (0, -1)
    names = [window_of(week) for week in range(first, last + 1)]
    return Cohorts(
        kind="join",
        began=began,
        place=began - first,
        guessed=guessed,
        keys=[one.label for one in names],
        titles=[f"{one.first.day} {one.first:%b %Y}" for one in names],
    )


def _by_invite(facts: KpiFacts) -> Cohorts:
    day, guessed, invite = first_joins(facts)
    numbers, place = np.unique(invite, return_inverse=True)
    codes = [invite_code(number) for number in numbers.tolist()]
    return Cohorts(
        kind="invite",
        began=np.where(day < NEVER, weeks_of(day), NO_WEEK),
        place=place.astype(np.int64),
        guessed=guessed,
        keys=[_invite_key(*one) for one in zip(numbers.tolist(), codes, strict=True)],
        titles=["Invite not known" if code == "" else code or "A longer invite" for code in codes],
    )


def _invite_key(number: int, code: str | None) -> str:
    return NONE if number == 0 else code or f"longer{number}"


def _by_event(facts: KpiFacts) -> Cohorts | None:
    def name(calendar: Programme, at: int) -> tuple[str, str]:
        event = calendar.facts.events[at]
        day = day_of_number(int(calendar.day[at]))
        return str(event.event_id), f"{event.plan.title}, {day.day} {day:%b %Y}"

    return _first_event("event", facts, name)


def _by_series(facts: KpiFacts) -> Cohorts | None:
    events = facts.events.events if facts.events else ()
    called = {event.series: event.plan.title for event in events}  # as the last of them is

    def name(calendar: Programme, at: int) -> tuple[str, str]:
        series = calendar.facts.events[at].series
        return (NONE, "Of no series") if series is None else (str(series), called[series])

    return _first_event("series", facts, name)


def _by_type(facts: KpiFacts) -> Cohorts | None:
    def name(calendar: Programme, at: int) -> tuple[str, str]:
        found = calendar.facts.events[at].plan.type
        return (found, found) if found else (NONE, "Without a type")

    return _first_event("event_type", facts, name)


def _first_event(
    kind: CohortKind, facts: KpiFacts, name: Callable[[Programme, int], tuple[str, str]]
) -> Cohorts | None:
    """Everybody by the first event that they attended: they began in its week."""
    calendar = programme(facts)
    if calendar is None:
        return None
    ledger = calendar.ledger
    at, who = ledger.came_at[ledger.firsts], ledger.came_no[ledger.firsts]
    kept = facts.census.people[who]
    at, who = at[kept], who[kept]
    titles: dict[str, str] = {}
    places: dict[str, int] = {}
    of_event = np.zeros(ledger.size, dtype=np.int64)
    for position in np.unique(at).tolist():
        key, title = name(calendar, position)
        titles.setdefault(key, title)
        of_event[position] = places.setdefault(key, len(places))
    began = np.full(facts.size, NO_WEEK, dtype=np.int64)
    place = np.zeros(facts.size, dtype=np.int64)
    began[who], place[who] = weeks_of(calendar.day[at]), of_event[at]
    return Cohorts(
        kind=kind,
        began=began,
        place=place,
        guessed=facts.nobody(),
        keys=list(titles),
        titles=list(titles.values()),
    )


_KINDS: Final[dict[CohortKind, Callable[[KpiFacts], Cohorts | None]]] = {
    "join": _by_join,
    "invite": _by_invite,
    "event": _by_event,
    "series": _by_series,
    "event_type": _by_type,
}
