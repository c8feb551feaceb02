"""Reads the page of one event: everybody who was there or said so, the course of it, and its series."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs
import numpy as np

from domain.community.coverage import coverage
from domain.community.events.answers import Answer, Seats
from domain.community.events.attendance import Presence, Window, stay, verdict
from domain.community.events.attendance import Stay as Facts
from domain.community.spans import Span
from domain.insights.events.evening.parts import Evening, Group, Guest, Reply, Return, Stay, course
from domain.insights.events.facts import EventFacts
from domain.insights.events.ledger import Ledger
from domain.insights.events.reading import usual

_OTHERS = 10
"""Events of the series that stand beside each other."""


@attrs.frozen(kw_only=True, eq=False)
class EveningFacts:
    """What belongs to this one event alone, beside the facts of all."""

    event_id: int
    seats: Seats
    presences: Sequence[Presence]
    sessions: Mapping[int, Sequence[Span]]
    """Voice sessions of those who were there, by member number."""


def read_evening(facts: EventFacts, own: EveningFacts) -> Evening:
    """The page of one event; raises StopIteration for one that is not among the facts."""
    ledger = facts.ledger()
    at = next(index for index, event in enumerate(facts.events) if event.event_id == own.event_id)
    event, window = facts.events[at], facts.frame(at)
    closes = min(facts.now, window.closes)
    covered = coverage(facts.spans, "voice", window.begins, closes).share if window.begins < closes else 1.0
    begun = ledger.held[at]
    known = covered > 0 and facts.windows[at] is not None
    guests = tuple(_guests(facts, ledger, at, own, known=known)) if begun else ()
    stays = [one for guest in guests for one in guest.stays]
    before, after = _neighbours(facts, at)
    return Evening(
        guild=facts.guild,
        guild_name=facts.name,
        window=None,
        time_zone=facts.settings.time_zone,
        last_activity=facts.last_activity,
        line=facts.line(at, ledger, heard=covered > 0),
        description=event.plan.description,
        before_minutes=event.plan.before_minutes,
        minimum_minutes=event.plan.minimum_minutes,
        planned=(event.plan.starts_at, event.plan.ends_at or window.closes),
        opens=window.opens,
        closes=max(closes, window.opens),
        covered=covered,
        guests=guests,
        replies=tuple(_replies(facts, own.seats)),
        course=course(stays, window.opens, closes) if begun and window.opens < closes else None,
        returned=_returned(facts, ledger, at),
        actual=(event.started_at, event.ended_at if event.started_at is not None else None),
        planned_ends=(event.plan.starts_at, event.plan.ends_at),
        choices=facts.choices(),
        channels=event.plan.channels,
        place=event.plan.place,
        usual=usual(facts, ledger, own.event_id),
        earlier=None if before is None else facts.line(before, ledger),
        later=None if after is None else facts.line(after, ledger),
        others=tuple(facts.line(other, ledger) for other in _others(facts, ledger, at)),
        discord=event.discord_id,
        version=event.version,
        ended=event.ended_at is not None,
    )


def _guests(facts: EventFacts, ledger: Ledger, at: int, own: EveningFacts, *, known: bool) -> list[Guest]:
    """Those who were there, longest first, then those who had a seat and were not.

    Where nobody could be heard, nobody is `known` to have stayed away.
    """
    window, hosts = facts.frame(at), frozenset(facts.events[at].plan.hosts)
    standing = _standings(own.seats)
    first = set(ledger.came_no[ledger.firsts & (ledger.came_at == at)].tolist())
    found = []
    for presence in own.presences:
        member_no, seen = presence.member_no, stay(presence, facts.now)
        judged = verdict(seen, standing.get(member_no), window, facts.now)
        group: Group = "glanced" if not judged.attended else "walk_in" if judged.walk_in else "kept"
        if judged.no_show:
            group = "no_show"
        found.append(
            Guest(
                person=facts.person(member_no),
                group=group,
                said=standing.get(member_no),
                early=judged.left_early,
                host=member_no in hosts,
                seconds=seen.seconds,
                first_join=seen.first_join,
                last_leave=seen.last_leave,
                here=seen.there,
                stays=_stays(own.sessions.get(member_no, ()), window, facts.now, seen),
                first_time=member_no in first,
            )
        )
    found.sort(key=lambda guest: (-guest.seconds, guest.person.member_no))
    there = {presence.member_no for presence in own.presences}
    absent = [number for number, said in standing.items() if said == "going" and number not in there]
    if not known:
        return found
    missing: Group = "no_show" if ledger.events[at].phase == "over" else "awaited"
    return found + [_absent(facts, number, missing, host=number in hosts) for number in absent]


def _absent(facts: EventFacts, number: int, group: Group, *, host: bool) -> Guest:
    return Guest(
        person=facts.person(number),
        group=group,
        said="going",
        early=False,
        host=host,
        seconds=0,
        first_join=None,
        last_leave=None,
        here=False,
        stays=(),
        first_time=False,
    )


def _stays(sessions: Sequence[Span], window: Window, now: datetime, seen: Facts) -> tuple[Stay, ...]:
    """The parts of somebody's sessions within the event, in order; of one that lasts until now."""
    parts = (window.part(session) for session in sessions)
    found = sorted((since, min(until, now)) for since, until in filter(None, parts) if since < now)
    return tuple(found) or ((seen.first_join, seen.last_leave),)


def _standings(seats: Seats) -> dict[int, str]:
    told = (
        ("not", seats.declined),
        ("interested", seats.interested),
        ("waiting", seats.waiting),
        ("going", seats.going),
    )
    return {one.member_no: words for words, people in told for one in people}


def _replies(facts: EventFacts, seats: Seats) -> list[Reply]:
    def reply(one: Answer, waits: int | None = None) -> Reply:
        answer = one.answer if one.answer in ("going", "interested") else "not"
        return Reply(person=facts.person(one.member_no), answer=answer, since=one.since, waits=waits)  # type: ignore[arg-type]

    return [
        *(reply(one) for one in seats.going),
        *(reply(one, place) for place, one in enumerate(seats.waiting, start=1)),
        *(reply(one) for one in (*seats.interested, *seats.declined)),
    ]


def _returned(facts: EventFacts, ledger: Ledger, at: int) -> Return | None:
    """Of the people of the last one of the series, who came to this one."""
    before = int(ledger.before[at])
    if before < 0 or not ledger.held[at]:
        return None
    were, are = ledger.people_of(before), ledger.people_of(at)
    again = np.isin(were, are)
    return Return(
        previous=facts.line(before, ledger),
        again=tuple(facts.person(number) for number in np.sort(were[again]).tolist()),
        missed=tuple(facts.person(number) for number in np.sort(were[~again]).tolist()),
    )


def _alike(facts: EventFacts, at: int) -> list[int]:
    """Those of its series, else those of its type; itself among them."""
    mine = facts.events[at]
    return [
        index
        for index, event in enumerate(facts.events)
        if (
            event.series == mine.series
            if mine.series is not None
            else event.plan.type == mine.plan.type != ""
        )
    ]


def _neighbours(facts: EventFacts, at: int) -> tuple[int | None, int | None]:
    """The ones before and after it in its series."""
    if facts.events[at].series is None:
        return None, None
    alike = [index for index in _alike(facts, at) if facts.events[index].status != "cancelled" or index == at]
    place = alike.index(at)
    return (alike[place - 1] if place else None), (alike[place + 1] if place + 1 < len(alike) else None)


def _others(facts: EventFacts, ledger: Ledger, at: int) -> list[int]:
    """The latest ones alike that took place, up to this one."""
    return [index for index in _alike(facts, at) if ledger.held[index] and index <= at][-_OTHERS:]
