"""Reads the Events page from a guild's facts: what is next, what worked, and who comes back."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from domain.insights.directory.names import fold
from domain.insights.events.calendar import Events, Filter
from domain.insights.events.facts import EventFacts
from domain.insights.events.ledger import Ledger
from domain.insights.events.lines import EventLine
from domain.insights.events.month import month, weeks_of
from domain.insights.events.when import heard_shares, local_days
from domain.insights.events.worth import formats, hosts, regulars, sums
from domain.kernel.instants import day_number, zone
from domain.kernel.windows import Window as Days

_STAMPS = 10
"""Events that the regulars are stamped for: more do not fit beside a name."""

_ELSEWHERE = timedelta(days=7)
"""The calendar has an event where it was planned, and so far from that it may have begun."""

Chosen = NDArray[np.bool_]


def read_events(facts: EventFacts, shown_month: date, asked: Filter) -> Events:
    """The page; the month is the one that the day begins."""
    ledger = facts.ledger()
    days = local_days(facts)
    wanted = _wanted(facts, asked)
    heard = heard_shares(facts, ledger)
    now, before = facts.window, facts.window.previous()
    phases = np.array([event.phase for event in ledger.events], dtype=object)
    took_place = (phases == "over") & wanted
    inside = took_place & _within(days, now)
    earlier = None if now.everything else took_place & _within(days, before)
    today = facts.now.astimezone(zone(facts.settings.time_zone)).date()
    weeks = weeks_of(shown_month)
    around = Days(first=weeks[0] - _ELSEWHERE, last=weeks[-1] + _ELSEWHERE)

    def lines(chosen: Chosen) -> list[EventLine]:
        return [facts.line(at, ledger, heard=heard[at] > 0) for at in np.flatnonzero(chosen).tolist()]

    coming = lines(wanted & np.isin(phases, ["ahead", "due"]))
    past = lines(wanted & _within(days, now) & np.isin(phases, ["over", "called_off"]))
    held = [line for line in past if line.phase == "over"]
    off = int(np.count_nonzero(wanted & _within(days, now) & (phases == "called_off")))
    stamped = np.flatnonzero(took_place & (days <= day_number(now.last)))[-_STAMPS:]
    return Events(
        guild=facts.guild,
        guild_name=facts.name,
        window=now,
        time_zone=facts.settings.time_zone,
        last_activity=facts.last_activity,
        opened_at_last_day=facts.resting,
        now=facts.now,
        today=today,
        begun=bool(facts.events),
        asked=asked,
        choices=facts.choices(),
        hosts=hosts(facts, ledger, inside, wanted),
        running=tuple(lines(wanted & (phases == "now"))),
        coming=tuple(coming),
        usual=_usual(facts, ledger, [*lines(wanted & (phases == "now")), *coming]),
        month=month(shown_month, today, lines(wanted & _within(days, around))),
        past=tuple(reversed(past)),
        sums=sums(ledger, inside, earlier, off),
        before=None if earlier is None else sums(ledger, earlier, None, 0),
        series=tuple(float(line.turnout.came) if line.turnout else None for line in held),
        formats=formats(facts, ledger, inside),
        regulars=regulars(facts, ledger, stamped),
        stamped=tuple(facts.line(at, ledger) for at in stamped.tolist()),
        covered=float(heard[inside].mean()) if inside.any() else 1.0,
    )


def _within(days: NDArray[np.int64], window: Days) -> Chosen:
    return (days >= day_number(window.first)) & (days <= day_number(window.last))


def _wanted(facts: EventFacts, asked: Filter) -> Chosen:
    """Those that the filter leaves."""
    text = fold(asked.search.strip())
    return np.array(
        [
            (asked.type is None or event.plan.type == asked.type)
            and (asked.host is None or asked.host in event.plan.hosts)
            and (not text or text in fold(event.plan.title))
            for event in facts.events
        ],
        dtype=np.bool_,
    )


def _usual(facts: EventFacts, ledger: Ledger, ahead: Sequence[EventLine]) -> float | None:
    return usual(facts, ledger, ahead[0].event_id) if ahead else None


def usual(facts: EventFacts, ledger: Ledger, event_id: int, most: int = 8) -> float | None:
    """How many came on average to the last ones before it of its series, else of its type, else of all."""
    at = next(index for index, event in enumerate(facts.events) if event.event_id == event_id)
    mine = facts.events[at]
    earlier = [index for index in range(at) if ledger.held[index]]
    series = [
        index for index in earlier if mine.series is not None and facts.events[index].series == mine.series
    ]
    typed = [index for index in earlier if mine.plan.type and facts.events[index].plan.type == mine.plan.type]
    chosen = (series or typed or earlier)[-most:]
    return float(ledger.came[chosen].mean()) if chosen else None
