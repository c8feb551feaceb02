"""The groups of events that a number can be taken apart by: every event is in one, or has several hosts."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

import numpy as np

from domain.community.events.event import Event
from domain.insights.kpis.events.programme import Programme, programme
from domain.insights.kpis.slice import Group, Slice

NONE: Final = "-"
"""The key of the events that have no type, series or host."""

Groups = tuple[tuple[Group, ...], bool]


def by_type(seen: Slice) -> Groups:
    """Events of a type."""
    return _grouped(
        seen, "event_type", lambda event: [event.plan.type or NONE], lambda _, key: key, "Without a type"
    ), False


def by_series(seen: Slice) -> Groups:
    """Events of a series, which is called as the last of them is."""

    def title(calendar: Programme, key: str) -> str:
        same = (event.plan.title for event in reversed(calendar.facts.events) if str(event.series) == key)
        return next(same)

    return _grouped(
        seen,
        "series",
        lambda event: [NONE if event.series is None else str(event.series)],
        title,
        "Of no series",
    ), False


def by_host(seen: Slice) -> Groups:
    """Events that somebody hosts, maybe with others."""
    return _grouped(
        seen,
        "host",
        lambda event: [str(number) for number in event.plan.hosts] or [NONE],
        lambda calendar, key: calendar.facts.person(int(key)).name,
        "Nobody named as host",
    ), True


def _grouped(
    seen: Slice,
    by: str,
    keys_of: Callable[[Event], Iterable[str]],
    title: Callable[[Programme, str], str],
    none: str,
) -> tuple[Group, ...]:
    """What the events of these days are: the most frequent first."""
    calendar = programme(seen.facts)
    if calendar is None:
        return ()
    events, counts = calendar.facts.events, Counter[str]()
    places: dict[str, list[int]] = {}
    inside = np.flatnonzero((calendar.over | calendar.called_off) & calendar.within(seen.span))
    for at in inside.tolist():
        for key in keys_of(events[at]):
            places.setdefault(key, []).append(at)
            counts[key] += 1
    found = []
    for key in sorted(places, key=lambda key: (key == NONE, -counts[key], key)):
        mask = np.zeros(len(events), dtype=np.bool_)
        mask[places[key]] = True
        name = none if key == NONE else title(calendar, key)
        found.append(Group(by=by, key=key, title=name, events=mask))
    return tuple(found)
