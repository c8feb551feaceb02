"""Events for tests: a game night an hour after the beginning of time, and whoever may decide about it."""

from datetime import datetime, timedelta
from typing import Any

import attrs

from adapters.recurrence.rules import DateutilRules
from application.community.attendance.attending import seats_of
from application.community.events.answer_event import AnswerEvent
from application.community.events.change_event import CancelEvent, EditEvent, EndEvent, StartEvent
from application.community.events.plan_event import PlanEvent
from application.community.events.tend_events import TendEvents
from application.community.ports import Store
from application.community.record import RecordActivities
from domain.community.events.answers import Seats
from domain.community.events.event import Event
from domain.community.events.plan import FIELDS, Plan
from domain.community.log.keys import Keyring
from domain.kernel.actors import Actor
from tests.builders.activities import GUILD, HOUR, SECRET, TIME_ZERO, StoppedClock, a_message, a_person

VOICE_CHANNEL = 31
ADA = Actor(kind="staff", name="Person 1", assurance="declared", guild=GUILD, member_no=0)
BO = Actor(kind="staff", name="Person 2", assurance="declared", guild=GUILD, member_no=1)
KEYS = Keyring(SECRET)


def a_guest(member_no: int) -> Actor:
    """A member who pressed a button in Discord."""
    name = f"Person {member_no + 1}"
    return Actor(kind="member", name=name, assurance="proved", guild=GUILD, member_no=member_no)


GUEST = a_guest(2)


def a_plan(starts_at: datetime = TIME_ZERO + HOUR, **wishes: Any) -> Plan:
    """Two hours in one voice channel."""
    usual = {"title": "Game night", "channels": (VOICE_CHANNEL,), "ends_at": starts_at + 2 * HOUR}
    return Plan(starts_at=starts_at, **(usual | wishes))


def an_event(event_id: int = 1, **wishes: Any) -> Event:
    """An event; wishes for its plan and for itself."""
    planned = {name: wishes.pop(name) for name in FIELDS if name in wishes}
    return Event(event_id=event_id, plan=a_plan(**planned), **wishes)


@attrs.frozen(kw_only=True)
class Calendar:
    """Every use case of events over one store, at a clock that stands still."""

    store: Store
    guild: int = GUILD
    clock: StoppedClock = attrs.field(factory=lambda: StoppedClock(TIME_ZERO))

    @classmethod
    async def of(cls, store: Store, guild: int = GUILD, people: int = 3) -> "Calendar":
        """A guild in which some people have written: they are the members 0, 1, 2 and so on."""
        calendar = cls(store=store, guild=guild)
        for number in range(people):
            message = a_message(TIME_ZERO - HOUR, by=a_person(number + 1), number=number)
            await calendar.record([attrs.evolve(message, guild=guild)])
        return calendar

    @property
    def record(self) -> RecordActivities:
        return RecordActivities(store=self.store, clock=self.clock, keys=KEYS)

    @property
    def plan(self) -> PlanEvent:
        return PlanEvent(store=self.store, clock=self.clock, keys=KEYS, rules=DateutilRules())

    @property
    def edit(self) -> EditEvent:
        return EditEvent(store=self.store, clock=self.clock, keys=KEYS, rules=DateutilRules())

    @property
    def start(self) -> StartEvent:
        return StartEvent(store=self.store, clock=self.clock, keys=KEYS)

    @property
    def end(self) -> EndEvent:
        return EndEvent(store=self.store, clock=self.clock, keys=KEYS)

    @property
    def cancel(self) -> CancelEvent:
        return CancelEvent(store=self.store, clock=self.clock, keys=KEYS)

    @property
    def answer(self) -> AnswerEvent:
        return AnswerEvent(store=self.store, clock=self.clock, keys=KEYS)

    @property
    def tend(self) -> TendEvents:
        return TendEvents(store=self.store, clock=self.clock, keys=KEYS, rules=DateutilRules())

    async def planned(self, starts_at: datetime = TIME_ZERO + HOUR, **wishes: Any) -> Event:
        """A game night, put on the calendar by Ada."""
        usual = {"title": "Game night", "channels": [VOICE_CHANNEL], "starts_at": starts_at}
        repeats = wishes.pop("repeats", None)
        lasting = {"ends_at": starts_at + timedelta(hours=2)}
        return await self.plan(self.guild, {**usual, **lasting, **wishes}, ADA, repeats=repeats)

    async def events(self) -> list[Event]:
        """Everything on the calendar."""
        async with self.store.reading(self.guild) as work:
            return await work.events.between(
                TIME_ZERO - timedelta(days=4000), TIME_ZERO + timedelta(days=4000)
            )

    async def seats(self, event: Event) -> Seats:
        """Who said what of an event as it stands now."""
        async with self.store.reading(self.guild) as work:
            [now] = (await work.events.of([event.event_id])).values()
            return await seats_of(work, now)

    async def told(self) -> list[tuple[str, int | None, int | None]]:
        """What the log was told of events: kind, event, and which member did it; in the order of time."""
        async with self.store.reading(self.guild) as work:
            entries = [entry async for page in work.log.pages() for entry in page]
        of_events = [entry for entry in entries if entry.kind.startswith(("event_", "rsvp_"))]
        ordered = sorted(of_events, key=lambda entry: (entry.occurred_at, entry.received_at))
        return [(entry.kind, entry.subject, entry.member_no) for entry in ordered]
