"""The retention triangle: person by person, week by week."""

import json
from collections import defaultdict

from domain.insights.kpis.retention.cohorts import CohortKind
from domain.insights.kpis.retention.triangle import WEEKS, Mode
from tests.integration.twin import hearing
from tests.integration.twin.answers.calendar import calendar_of
from tests.integration.twin.answers.staying import first_joined, monday
from tests.integration.twin.past import Past
from tests.integration.twin.question import COMPARABLE, Question, active

Cell = tuple[object, ...]
"""Size, kept and whether it is open; or why it is not known."""

Rows = dict[str, tuple[int, list[Cell]]]
Begun = dict[int, tuple[int, str]]
"""Member number -> the Monday of the week in which they began, and their cohort."""


def rows(asked: Question, kind: CohortKind, mode: Mode) -> Rows:
    """Cohort -> how many they are, and their cells."""
    past, cohorts = asked.past, defaultdict[str, dict[int, int]](dict)
    weeks = range(monday(asked.first), asked.end, 7) if asked.first < asked.end else range(0)
    of_joins = kind in ("join", "invite")
    for who, (week, key) in (_joined(asked, kind) if of_joins else _came(past, kind)).items():
        if week in weeks:
            cohorts[key][who] = week
    return {
        key: (len(people), [_cell(past, people, later, mode) for later in WEEKS])
        for key, people in cohorts.items()
    }


def _people(past: Past) -> set[int]:
    return set(past.numbers) - past.bots - past.erased


def _joined(asked: Question, kind: CohortKind) -> Begun:
    past = asked.past
    known = {who: day for who in _people(past) if (day := first_joined(asked, who)) is not None}
    begun = {who: monday(day) for who, day in known.items() if day <= past.last}
    return {who: (week, str(week) if kind == "join" else _invite(past, who)) for who, week in begun.items()}


def _invite(past: Past, who: int) -> str:
    marks = [mark for mark in past.log if mark.member_no == who and mark.kind.startswith("member_")]
    first = min(marks, key=lambda mark: (mark.occurred_at, mark.kind == "member_joined"), default=None)
    if first is None or first.kind != "member_joined" or first.occurred_at >= past.moment:
        return "none"
    return json.loads(first.details or "{}").get("invite") or "none"


def _came(past: Past, kind: CohortKind) -> Begun:
    """By the first event that each attended."""
    calendar, found = calendar_of(past), Begun()
    for at, event in enumerate(calendar.events):
        series = None if event.series is None else str(event.series)
        keys = {"event": str(event.event_id), "series": series, "event_type": event.plan.type}
        for who in calendar.came[at] & _people(past) - set(found):
            found[who] = monday(calendar.day(at)), keys[kind] or "none"
    return found


def _cell(past: Past, people: dict[int, int], later: int, mode: Mode) -> Cell:
    then = {who: week + 7 * later for who, week in people.items() if week + 7 * later <= past.last}
    if not then:
        return ("not_yet",)
    over = {who: week for who, week in then.items() if past.midnight(week + 7) <= past.moment}
    known = {who: week for who, week in (over or then).items() if _heard(past, week, mode)}
    if not known:
        return ("unheard", not over)
    kept = sum(who in active(past, week, _end(past, week, mode)) for who, week in known.items())
    return len(known), kept, not over


def _end(past: Past, week: int, mode: Mode) -> int:
    return past.last + 1 if mode == "on_or_after" else min(week + 7, past.last + 1)


def _heard(past: Past, week: int, mode: Mode) -> bool:
    """At least half of that week; and of each since, where any of them counts."""
    until = hearing.known_until(past.spans, past.moment)
    weeks = range(week, _end(past, week, mode), 7)
    return all(
        hearing.share(past.spans, "messages", past.midnight(one), min(past.midnight(one + 7), until))
        >= COMPARABLE
        for one in weeks
    )
