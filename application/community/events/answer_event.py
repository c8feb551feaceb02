"""Saying whether one comes to an event."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

import attrs

from application.clock import Clock
from application.community.events.keeping import allowed
from application.community.ports import GuildWork, Store
from application.community.record.landing import Done, record_within
from domain.community.events.answers import (
    GOING,
    NOT,
    TAKEN_BACK,
    Answer,
    answers,
    mark_kind,
    of_event,
    seats,
)
from domain.community.events.event import PRODUCT, Event
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED, Activity, Person
from domain.community.log.keys import Keyring
from domain.community.log.words import ANSWERS
from domain.community.members import Sighting
from domain.community.spans import ANSWER, Mark
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, Invalid, Refused

_LEAST: Final = timedelta(microseconds=1)


@attrs.frozen(kw_only=True)
class Answered:
    """What an answer led to.

    `standing` is a word of `Seats.of`, `place_in_line` the place from 1 of who waits. `moved_up` are those
    who waited and have a place now. An answer that somebody had given already has `changed` nothing.
    """

    event: Event
    standing: str | None
    place_in_line: int | None
    changed: bool
    moved_up: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class AnswerEvent:
    """A member says that they go, are interested or do not come, or takes back what they said.

    Answers are taken one after the other, so that nobody who was told of a place loses it to somebody
    else's click. Who said so already keeps their place in line.
    """

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(
        self, guild: int, event_id: int, answer: str | None, actor: Actor, *, who: Person | None = None
    ) -> Answered:
        """`answer` is going, interested or not; None takes it back. `who` is the actor as Discord names them,
        for one whom the log has never met. Raises Conflict once the event is over."""
        if answer is not None and answer not in ANSWERS:
            raise Invalid(f"answer: {answer!r} is none of {', '.join(ANSWERS)}")
        async with self.store.writing(guild) as work:
            now = self.clock.now()
            event = await allowed(work, guild, event_id, actor, now, "answer_event")
            if event.over:
                raise Conflict(f"“{event.plan.title}” is {event.status}: nobody answers to it any more")
            member_no = await self._number(work, actor, who, now)
            event_wide = None if event.plan.capacity is not None else member_no
            marks = of_event(event, await work.spans.about(ANSWER, event.subjects, member_no=event_wide))
            said = {each.member_no: each for each in answers(marks)}
            held = said.get(member_no)
            pressed = held.answer if held is not None and held.proved else None
            if pressed == answer:
                return _answered(event, said, said, member_no, changed=False)
            told = _telling(event, member_no, answer, pressed, _after(marks, now))
            await record_within(work, guild, [Done(activity=told, member_no=member_no)], self.keys, now)
            own = [mark for mark in marks if mark.member_no == member_no]
            after = {each.member_no: each for each in answers([*own, self._mark(told, member_no)])}
            others = {number: each for number, each in said.items() if number != member_no}
            return _answered(event, said, others | after, member_no, changed=True)

    def _mark(self, told: Activity, member_no: int) -> Mark:
        """What the log makes of it: who has a place is known without reading everybody again."""
        kind = mark_kind(told.kind, str(told.details["answer"]))
        key = self.keys.key(told)
        return Mark(member_no, ANSWER, told.occurred_at, key, kind, told.subject, told.inferred)

    async def _number(self, work: GuildWork, actor: Actor, who: Person | None, now: datetime) -> int:
        if actor.member_no is not None:
            return actor.member_no
        if who is None:
            raise Refused("Only members of this community can answer, and you are not known as one yet.")
        met = Sighting(hash=self.keys.person(who.source, who.id), person=who, named_at=now)
        return (await work.members.numbers([met]))[met.hash]


async def give_up_places(
    work: GuildWork, guild: int, numbers: Collection[int], keys: Keyring, now: datetime
) -> None:
    """Whoever is forgotten is not coming: the places that they had are free for those who wait."""
    for event in await work.events.alive():
        for number in numbers:
            marks = of_event(event, await work.spans.about(ANSWER, event.subjects, member_no=number))
            if any(one.answer == GOING for one in answers(marks)):
                told = _telling(event, number, None, GOING, _after(marks, now))
                await record_within(work, guild, [Done(activity=told, member_no=number)], keys, now)


def _after(marks: Iterable[Mark], now: datetime) -> datetime:
    """Later than every button before it, also where the clock was set back or stood still."""
    buttons = [mark.at + _LEAST for mark in marks if mark.kind in (*ANSWERS, TAKEN_BACK)]
    return max([now, *buttons])


def _telling(event: Event, member_no: int, answer: str | None, before: str | None, at: datetime) -> Activity:
    """The guild is named by who records it."""
    taken_back = answer is None or answer == NOT
    return Activity(
        guild=0,
        kind=RSVP_REMOVED if taken_back else RSVP_ADDED,
        natural_id=f"{event.event_id}:{member_no}:{at.timestamp():.6f}",
        occurred_at=at,
        source=PRODUCT,
        namespace=PRODUCT,
        subject=event.event_id,
        details={"answer": answer or before},
    )


def _answered(
    event: Event,
    before: Mapping[int, Answer],
    after: Mapping[int, Answer],
    member_no: int,
    *,
    changed: bool,
) -> Answered:
    """Where there is room for everybody, nobody else need be known."""
    had, has = (seats(said.values(), event.plan.capacity) for said in (before, after))
    waited = {each.member_no for each in had.waiting} - {member_no}
    return Answered(
        event=event,
        standing=has.of(member_no),
        place_in_line=has.place_in_line(member_no),
        changed=changed,
        moved_up=tuple(each.member_no for each in has.going if each.member_no in waited),
    )
