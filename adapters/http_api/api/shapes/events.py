"""Events as they are answered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from adapters.http_api.api.shapes.base import Community, Days, Person, Shape
from domain.insights.events.calendar import Events
from domain.insights.events.evening.parts import Evening, Guest, Reply
from domain.insights.events.evening.parts import Return as Returned
from domain.insights.events.lines import EventLine as Line
from domain.insights.events.lines import Turnout as Counted


class Turnout(Shape):
    """Who said that they would come to an event that has begun, and who came."""

    said: int
    came: int
    kept_seat: int
    kept_share: float | None
    no_shows: int
    walk_ins: int
    left_early: int
    first_timers: int
    again: int | None
    again_share: float | None

    @classmethod
    def of(cls, counted: Counted) -> Self:
        return cls(
            said=counted.said,
            came=counted.came,
            kept_seat=counted.kept_seat,
            kept_share=counted.kept_share,
            no_shows=counted.no_shows,
            walk_ins=counted.walk_ins,
            left_early=counted.early,
            first_timers=counted.first_timers,
            again=counted.again,
            again_share=counted.again_share,
        )


class EventLine(Shape):
    """One event; `turnout` is null before it began, and where nobody heard who was there.

    `phase` is ahead, due (its start passed without one), now, over or called_off. `ends_at` is null while it
    runs: `/events/{id}` has its planned end.
    """

    event: str
    title: str
    type: str
    phase: str
    starts_at: datetime
    ends_at: datetime | None
    day: date
    hosts: list[Person]
    where: list[str]
    series: str | None
    capacity: int | None
    going: int
    interested: int
    waiting: int
    turnout: Turnout | None

    @classmethod
    def of(cls, line: Line) -> Self:
        return cls(
            event=str(line.event_id),
            title=line.title,
            type=line.type,
            phase=line.phase,
            starts_at=line.starts_at,
            ends_at=None if line.phase in ("due", "now") else line.ends_at,
            day=line.day,
            hosts=[Person.of(host) for host in line.hosts],
            where=list(line.where),
            series=None if line.series is None else str(line.series),
            capacity=line.capacity,
            going=line.going,
            interested=line.interested,
            waiting=line.waiting,
            turnout=None if line.turnout is None else Turnout.of(line.turnout),
        )


class EventList(Shape):
    """A page of events, those that begin last first: of the window, and all that run or lie ahead."""

    guild: Community
    window: Days
    covered: float
    events: list[EventLine]
    next: str | None

    @classmethod
    def of(cls, found: Events, lines: Sequence[Line], following: str | None) -> Self:
        return cls(
            guild=Community.of(found),
            window=Days.of(found.window),
            covered=round(found.covered, 4),
            events=[EventLine.of(line) for line in lines],
            next=following,
        )


class EventGuest(Shape):
    """Somebody of an event that has begun. `group` is kept (came and had said so), walk_in, no_show, glanced
    (looked in, too briefly to have come) or awaited (has a seat, is not there yet).
    """

    person: Person
    group: str
    said: str | None
    left_early: bool
    host: bool
    seconds: int
    first_join: datetime | None
    last_leave: datetime | None
    first_time: bool

    @classmethod
    def of(cls, guest: Guest) -> Self:
        return cls(
            person=Person.of(guest.person),
            group=guest.group,
            said=guest.said,
            left_early=guest.early,
            host=guest.host,
            seconds=guest.seconds,
            first_join=guest.first_join,
            last_leave=guest.last_leave,
            first_time=guest.first_time,
        )


class EventReply(Shape):
    """Somebody's answer to an event; `waits` is their place in the queue where it is full."""

    person: Person
    answer: str
    since: datetime
    waits: int | None

    @classmethod
    def of(cls, reply: Reply) -> Self:
        return cls(person=Person.of(reply.person), answer=reply.answer, since=reply.since, waits=reply.waits)


class EventReturn(Shape):
    """Who of the event before in its series came again."""

    previous: str
    again: list[Person]
    missed: list[Person]
    share: float | None

    @classmethod
    def of(cls, returned: Returned) -> Self:
        return cls(
            previous=str(returned.previous.event_id),
            again=[Person.of(one) for one in returned.again],
            missed=[Person.of(one) for one in returned.missed],
            share=returned.share,
        )


class EventDetail(Shape):
    """One event in full: who said so, who came, how many were there at once, and who came again."""

    guild: Community
    event: EventLine
    description: str
    planned_start: datetime
    planned_end: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    covered: float
    peak: int | None
    peak_at: datetime | None
    guests: list[EventGuest]
    replies: list[EventReply]
    returned: EventReturn | None

    @classmethod
    def of(cls, evening: Evening) -> Self:
        course = evening.course
        return cls(
            guild=Community.of(evening),
            event=EventLine.of(evening.line),
            description=evening.description,
            planned_start=evening.planned_ends[0],
            planned_end=evening.planned_ends[1],
            started_at=evening.actual[0],
            ended_at=evening.actual[1],
            covered=round(evening.covered, 4),
            peak=None if course is None else course.peak,
            peak_at=None if course is None else course.peak_at,
            guests=[EventGuest.of(guest) for guest in evening.guests],
            replies=[EventReply.of(reply) for reply in evening.replies],
            returned=None if evening.returned is None else EventReturn.of(evening.returned),
        )
