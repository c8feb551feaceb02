"""What everybody said of events, and who has a place, as columns."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import numpy as np

from application.community.ports import GuildWork
from domain.community.events.answers import Seats, answers, of_event, seats
from domain.community.events.event import Event
from domain.community.identity.aliases import Aliases
from domain.community.spans import ANSWER, Mark
from domain.insights.events.columns import GOING, INTERESTED, NOT, WAITING, Said


class Heard(NamedTuple):
    """Who said what of an event and who has a place, and when somebody first and last said anything of it."""

    seats: Seats
    first: datetime
    last: datetime


async def seats_of_all(
    work: GuildWork, events: Collection[Event], aliases: Aliases, until: datetime | None
) -> dict[int, Seats]:
    """Who said what of each of these events, and who has a place, as `heard_of_all` has it."""
    heard = await heard_of_all(work, events, aliases, until)
    return {event: one.seats for event, one in heard.items()}


async def heard_of_all(
    work: GuildWork, events: Collection[Event], aliases: Aliases, until: datetime | None
) -> dict[int, Heard]:
    """Of each of these events of which anything was said; accounts of one person speak as one.

    `until` is a past moment: what was said then or later is not known.
    """
    subjects = {subject for event in events for subject in event.subjects}
    marks = await work.spans.about(ANSWER, list(subjects)) if subjects else []
    return await asyncio.to_thread(_seats, events, marks, aliases, until)


def _seats(
    events: Collection[Event], told: Iterable[Mark], aliases: Aliases, until: datetime | None
) -> dict[int, Heard]:
    to: dict[int | None, list[Mark]] = {}
    marks = persons(told, aliases)
    for mark in marks if until is None else [mark for mark in marks if mark.at < until]:
        to.setdefault(mark.channel, []).append(mark)
    found = {}
    for event in events:
        of_it = of_event(event, [mark for one in event.subjects for mark in to.get(one, ())])
        if of_it:
            at = [mark.at for mark in of_it]
            found[event.event_id] = Heard(seats(answers(of_it), event.plan.capacity), min(at), max(at))
    return found


def persons(marks: Iterable[Mark], aliases: Aliases) -> list[Mark]:
    """Marks of linked accounts as those of their person."""
    if not len(aliases):
        return list(marks)
    people = dict(zip(aliases.member_no.tolist(), aliases.canonical_no.tolist(), strict=True))
    return [mark._replace(member_no=people.get(mark.member_no, mark.member_no)) for mark in marks]


def said_of(said: Mapping[int, Heard]) -> Said:
    """The same as columns."""
    events: list[int] = []
    members: list[int] = []
    standings: list[int] = []
    for event_id, (found, _, _) in said.items():
        for standing, people in (
            (NOT, found.declined),
            (INTERESTED, found.interested),
            (WAITING, found.waiting),
            (GOING, found.going),
        ):
            events += [event_id] * len(people)
            members += [one.member_no for one in people]
            standings += [standing] * len(people)
    return Said.of(events, members, np.array(standings, dtype=np.int8))
