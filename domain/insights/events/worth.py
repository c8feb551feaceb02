"""What events were worth: their sums, which formats worked, who comes back, and on whom they lie."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from domain.insights.events.course import Format, HostLoad, Regular, Sums
from domain.insights.events.facts import EventFacts
from domain.insights.events.ledger import Ledger
from domain.kernel.instants import zone

Chosen = NDArray[np.bool_]


def sums(ledger: Ledger, chosen: Chosen, earlier: Chosen | None, called_off: int) -> Sums:
    """The events that are chosen, together; `earlier` are those of the time before."""
    rows = ledger.rows_of(chosen)
    people = np.unique(ledger.came_no[rows])
    before = None if earlier is None else np.unique(ledger.came_no[ledger.rows_of(earlier)])
    return Sums(
        held=int(np.count_nonzero(chosen)),
        called_off=called_off,
        people=len(people),
        comings=int(np.count_nonzero(rows)),
        said=int(ledger.going[chosen].sum()),
        kept=int(ledger.kept_seat[chosen].sum()),
        newcomers=int(np.count_nonzero(rows & ledger.firsts)),
        before=None if before is None else len(before),
        again=None if before is None else int(np.count_nonzero(np.isin(before, people))),
    )


def formats(facts: EventFacts, ledger: Ledger, chosen: Chosen) -> tuple[Format, ...]:
    """Series, and single events by their type or, without one, by their title; the best attended first."""
    groups: dict[tuple[int | None, str], list[int]] = {}
    for at in np.flatnonzero(chosen).tolist():
        event = facts.events[at]
        name = event.plan.title if event.series is not None else event.plan.type or event.plan.title
        key = (event.series, "" if event.series is not None else name)
        groups.setdefault(key, []).append(at)
    found = [_format(facts, ledger, series, places) for (series, _), places in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.average, one.name)))


def _format(facts: EventFacts, ledger: Ledger, series: int | None, places: list[int]) -> Format:
    last = facts.events[places[-1]]
    came = ledger.came[places]
    said, kept = int(ledger.going[places].sum()), int(ledger.kept_seat[places].sum())
    after = [at for at in places if ledger.before[at] >= 0]
    earlier = int(ledger.came[ledger.before[after]].sum()) if after else 0
    started = last.begins
    return Format(
        name=last.plan.title if series is not None else last.plan.type or last.plan.title,
        series=series,
        held=len(places),
        came=tuple(came.tolist()),
        average=float(came.mean()),
        kept_share=kept / said if said else None,
        again_share=int(ledger.again[after].sum()) / earlier if earlier else None,
        last_event=last.event_id,
        last_day=started.astimezone(zone(facts.settings.time_zone)).date(),
    )


def regulars(
    facts: EventFacts, ledger: Ledger, stamped: NDArray[np.intp], most: int = 10
) -> tuple[Regular, ...]:
    """Who came to most of these events, of equals who stayed longer; the erased are not shown."""
    if not len(stamped):
        return ()
    place = np.full(ledger.size, -1, dtype=np.int64)
    place[stamped] = np.arange(len(stamped))
    rows = place[ledger.came_at] >= 0
    who, at, seconds = ledger.came_no[rows], place[ledger.came_at[rows]], ledger.seconds[rows]
    people, index = np.unique(who, return_inverse=True)
    shown = np.array([not _erased(facts, int(number)) for number in people], dtype=np.bool_)
    counts = np.bincount(index, minlength=len(people))
    long = np.bincount(index, weights=seconds, minlength=len(people))
    order = np.lexsort((people, -long, -counts, ~shown))[:most]
    stamps = np.zeros((len(people), len(stamped)), dtype=np.bool_)
    stamps[index, at] = True
    return tuple(
        Regular(
            person=facts.person(int(people[one])),
            events=int(counts[one]),
            stamps=tuple(stamps[one].tolist()),
            seconds=int(long[one]),
        )
        for one in order.tolist()
        if shown[one]
    )


def _erased(facts: EventFacts, number: int) -> bool:
    return number < len(facts.erased) and bool(facts.erased[number])


def hosts(facts: EventFacts, ledger: Ledger, chosen: Chosen, wanted: Chosen) -> tuple[HostLoad, ...]:
    """Who hosted the chosen events, and who hosts those ahead; who hosts most first."""
    held: dict[int, list[int]] = {}
    for at in np.flatnonzero(chosen).tolist():
        for number in facts.events[at].plan.hosts:
            held.setdefault(number, []).append(at)
    ahead = Counter(
        number
        for at in np.flatnonzero(wanted).tolist()
        if ledger.events[at].phase in ("ahead", "due", "now")
        for number in facts.events[at].plan.hosts
    )
    whole = max(1, int(np.count_nonzero(chosen)))
    found = [
        HostLoad(
            person=facts.person(number),
            events=len(held.get(number, ())),
            share=len(held.get(number, ())) / whole,
            average=float(ledger.came[held[number]].mean()) if number in held else None,
            ahead=ahead[number],
        )
        for number in {**held, **ahead}
    ]
    return tuple(sorted(found, key=lambda one: (-one.events, -one.ahead, one.person.member_no)))
