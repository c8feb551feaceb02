"""Answers: what each person last said of an event, and whom a limited event has room for."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final, NamedTuple

import attrs

from domain.community.events.event import Event
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED
from domain.community.log.words import ANSWERS
from domain.community.spans import Mark

GOING, INTERESTED, NOT = ANSWERS

WAITING: Final = "waiting"
"""Said to be going, and there is no place."""

TAKEN_BACK: Final = "taken_back"
"""A mark of somebody who withdrew what they had said: what Discord tells of their interest counts again."""


class Answer(NamedTuple):
    """What a person says of an event, since when without a break, and the key of what said so.

    `proved` is False where it is known from Discord's own interest only.
    """

    member_no: int
    answer: str
    since: datetime
    key: bytes
    proved: bool


def of_event(event: Event, marks: Iterable[Mark]) -> list[Mark]:
    """The marks that speak of an event, of those that bear its own id or that of its twin in Discord.

    An event that Discord repeats has one twin for all of its times: interest in it is in each that is not
    over yet, a button is of the one that it was pressed for.
    """
    own, ended = event.event_id, event.ended_at
    said = [mark for mark in marks if mark.channel == own or mark.kind in (RSVP_ADDED, RSVP_REMOVED)]
    return said if ended is None else [mark for mark in said if mark.at <= ended]


def mark_kind(kind: str, answer: str | None) -> str:
    """What an activity marks: its kind where it is Discord's own interest, else the answer itself."""
    if answer is None:
        return kind
    return TAKEN_BACK if kind == RSVP_REMOVED and answer != NOT else answer


def answers(marks: Iterable[Mark]) -> list[Answer]:
    """What everybody says, from all marks of one event in any order; who says nothing is left out.

    A person's answer is the last of their buttons, else Discord's interest.
    """
    people: dict[int, list[Mark]] = {}
    for mark in marks:
        people.setdefault(mark.member_no, []).append(mark)
    found = (_answer(number, mine) for number, mine in sorted(people.items()))
    return [one for one in found if one is not None]


def interested(marks: Iterable[Mark]) -> set[int]:
    """Whom Discord itself lists as interested, whatever their buttons say, from all marks of one event."""
    last: dict[int, Mark] = {}
    for mark in sorted(marks, key=_in_order):
        if mark.kind in (RSVP_ADDED, RSVP_REMOVED):
            last[mark.member_no] = mark
    return {member_no for member_no, mark in last.items() if mark.kind == RSVP_ADDED}


def _answer(member_no: int, marks: list[Mark]) -> Answer | None:
    """Where a button is silent the interest speaks; a run of one answer begins where it first stood."""
    if len(marks) == 1:  # most people say it once, and thousands of them are read at once
        number, _, at, key, kind, _, _ = marks[0]
        if kind in (RSVP_REMOVED, TAKEN_BACK):
            return None
        by_button = kind != RSVP_ADDED
        return Answer(number, kind if by_button else INTERESTED, at, key, by_button)
    said: str | None = None
    interested = False
    run: Answer | None = None
    for mark in sorted(marks, key=_in_order) if len(marks) > 1 else marks:
        if mark.kind in (RSVP_ADDED, RSVP_REMOVED):
            interested = mark.kind == RSVP_ADDED
        else:
            said = None if mark.kind == TAKEN_BACK else mark.kind
        now = said or (INTERESTED if interested else None)
        if now is None:
            run = None
        elif run is None or run.answer != now:
            run = Answer(member_no, now, mark.at, mark.key, said is not None)
        else:
            run = run._replace(proved=said is not None)
    return run


def _in_order(mark: Mark) -> tuple[datetime, bool, bytes]:
    """Of one instant what is withdrawn comes first, and then the key decides."""
    return mark.at, mark.kind not in (RSVP_REMOVED, TAKEN_BACK), mark.key


@attrs.frozen(kw_only=True)
class Seats:
    """Who said what of an event: `going` have a place, `waiting` would come if one became free.

    Each list is in the order in which they said so.
    """

    going: tuple[Answer, ...] = ()
    waiting: tuple[Answer, ...] = ()
    interested: tuple[Answer, ...] = ()
    declined: tuple[Answer, ...] = ()

    def standings(self) -> dict[int, str]:
        """Where each stands who said anything: going, waiting, interested or not."""
        said = {GOING: self.going, WAITING: self.waiting, INTERESTED: self.interested, NOT: self.declined}
        return {one.member_no: name for name, people in said.items() for one in people}

    def of(self, member_no: int) -> str | None:
        """Where somebody stands; None where they said nothing."""
        return self.standings().get(member_no)

    def place_in_line(self, member_no: int) -> int | None:
        """The place from 1 of somebody who waits."""
        numbers = [one.member_no for one in self.waiting]
        return numbers.index(member_no) + 1 if member_no in numbers else None


def seats(said: Collection[Answer], capacity: int | None) -> Seats:
    """Those who go have places in the order in which they said so, as far as there are any; the rest wait."""
    ordered = sorted(said, key=lambda one: (one.since, one.key))
    going = [one for one in ordered if one.answer == GOING]
    room = len(going) if capacity is None else capacity
    return Seats(
        going=tuple(going[:room]),
        waiting=tuple(going[room:]),
        interested=tuple(one for one in ordered if one.answer == INTERESTED),
        declined=tuple(one for one in ordered if one.answer == NOT),
    )
