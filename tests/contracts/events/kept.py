"""What calendars that are kept promise: whatever becomes of events and answers reaches the next reading, and
what was told of other things makes nobody list them again."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import attrs
import numpy as np

from application.community.ports import Store
from application.insights.events import Gathering
from application.insights.ports import Facts
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED, Activity, Person
from domain.community.spans import ANSWER, ROLE, Mark
from domain.insights.events.facts import EventFacts
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import (
    DAY,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    enters_voice,
    leaves_voice,
    of_event,
)
from tests.builders.events import ADA, BO, GUEST, VOICE_CHANNEL, Calendar, an_event
from tests.builders.house import House
from tests.contracts import Contract
from tests.contracts.members import named

MOMENTS = (None, TIME_ZERO + 30 * MINUTE, TIME_ZERO + 90 * MINUTE, TIME_ZERO + 2 * DAY)
"""As of which it is looked at: now, before, while and after the evening was."""

ELSEWHERE = Person(id="bo", source="github", name="Bo")

Step = Callable[[], Awaitable[object]]


class KeptCalendarsContract(Contract):
    """A gathering that was asked before every change, beside one that never was."""

    async def test_whatever_becomes_of_events_and_answers_reaches_the_next_reading(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        evening = await Evening.of(store, facts, guild)
        for name, step in evening.steps():
            await evening.read()
            await step()
            for moment, (kept, new) in zip(MOMENTS, await evening.both(), strict=True):
                assert kept == new, f"{name}, as of {moment}"

    async def test_what_is_told_of_other_things_makes_nobody_list_the_events_again(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        evening = await Evening.of(store, facts, guild)
        for _, step in evening.steps()[:6]:
            await step()
        first = await evening.calendars()
        for told in (a_message(TIME_ZERO + MINUTE, a_person(1)), enters_voice(TIME_ZERO, a_person(1), 99)):
            await evening.tell(told)
            kept = await evening.calendars()
            assert all(one is other for one, other in zip(first, kept, strict=True))

    async def test_an_event_and_an_answer_are_news_of_their_own_even_where_nobody_says_so(
        self, store: Store, facts: Facts, guild: int
    ) -> None:
        answer = Mark(0, ANSWER, TIME_ZERO, bytes(16), "going", 4711, False)
        for change in ("event", ANSWER, ROLE):
            since = (await facts.revisions(guild, 0)).latest
            async with store.writing(guild) as work:
                await work.members.numbers([named("Ada")])
                if change == "event":
                    await work.events.put([an_event()])
                else:
                    await work.spans.mark([answer._replace(family=change)], [])
                    await work.counters.touch((), members=False, last_activity=None)
            news = await facts.revisions(guild, since)
            assert (news.events, news.answers) == (change == "event", change == ANSWER)
            assert news.latest > since


@attrs.frozen(kw_only=True)
class Evening:
    """A game night of which everything becomes that can."""

    guild: int
    house: House
    calendar: Calendar

    @classmethod
    async def of(cls, store: Store, facts: Facts, guild: int) -> "Evening":
        house = House.built(store=store, facts=facts)
        calendar = attrs.evolve(await Calendar.of(store, guild, people=5), clock=house.clock)
        house.clock.at = TIME_ZERO
        return cls(guild=guild, house=house, calendar=calendar)

    def steps(self) -> list[tuple[str, Step]]:
        calendar, guild, house, start = self.calendar, self.guild, self.house, TIME_ZERO + HOUR

        async def first() -> int:
            return (await calendar.events())[0].event_id

        async def twin() -> None:
            event = (await calendar.events())[0]
            async with house.store.writing(guild) as work:
                await work.events.put([attrs.evolve(event, discord_id=4711)])

        async def rebuild() -> None:
            async with house.store.writing(guild) as work:
                await work.counters.rebuild(await work.counters.snapshot())

        return [
            ("an event is planned", lambda: calendar.planned(hosts=[0], capacity=1)),
            ("somebody comes", self._act(calendar.answer, first, "going", GUEST)),
            ("somebody waits", self._act(calendar.answer, first, "going", BO)),
            ("it has room", self._act(calendar.edit, first, {"capacity": 9, "hosts": [1]}, ADA)),
            (
                "a second is planned",
                lambda: calendar.planned(start + DAY, title="Cup", repeats="FREQ=WEEKLY"),
            ),
            ("it becomes longer", self._act(calendar.edit, first, {"ends_at": start + 3 * HOUR}, ADA)),
            ("it has a twin", twin),
            ("the twin is answered", lambda: self._says(RSVP_ADDED, TIME_ZERO, 1, 4711)),
            ("no longer", lambda: self._says(RSVP_REMOVED, TIME_ZERO + MINUTE, 1, 4711)),
            ("somebody wrote", lambda: self.tell(a_message(start, a_person(2)))),
            ("it begins", self._at(start, self._act(calendar.start, first, ADA))),
            (
                "somebody is there",
                self._at(
                    start + 40 * MINUTE, lambda: self.tell(enters_voice(start, a_person(3), VOICE_CHANNEL))
                ),
            ),
            ("and goes", lambda: self.tell(leaves_voice(start + 20 * MINUTE, a_person(3)))),
            ("it ends", self._at(start + HOUR, self._act(calendar.end, first, ADA))),
            ("an answer comes late", lambda: self._says(RSVP_ADDED, TIME_ZERO + 2 * MINUTE, 4)),
            ("its channel is mended", self._act(calendar.edit, first, {"channels": [99]}, ADA)),
            ("another zone", lambda: house.change_settings(guild, {"time_zone": "Asia/Tokyo"}, COMMAND_LINE)),
            ("an account from elsewhere says so", lambda: self._says(RSVP_ADDED, TIME_ZERO, ELSEWHERE)),
            ("accounts are one", self._link),
            ("somebody is forgotten", lambda: house.forget(guild, a_person(3).id, COMMAND_LINE)),
            ("one of the series is called off", self._cancel_last),
            ("all is folded again", rebuild),
        ]

    def _act(self, act: Any, event: Callable[[], Awaitable[int]], *rest: Any) -> Step:
        async def done() -> None:
            await act(self.guild, await event(), *rest)

        return done

    def _at(self, at: datetime, step: Step) -> Step:
        async def done() -> None:
            self.house.clock.at = at
            await step()

        return done

    async def _says(self, kind: str, at: datetime, who: int | Person, event: int | None = None) -> None:
        subject = event or (await self.calendar.events())[0].event_id
        person = a_person(who) if isinstance(who, int) else who
        await self.tell(of_event(kind, at, person, subject=subject, details={"answer": "going"}))

    async def _link(self) -> None:
        await self.house.link_account(self.guild, a_person(5).id, "github", "bo", COMMAND_LINE)

    async def _cancel_last(self) -> None:
        await self.calendar.cancel(self.guild, (await self.calendar.events())[-1].event_id, ADA)

    async def tell(self, *activities: Activity) -> None:
        await self.house.record([attrs.evolve(one, guild=self.guild) for one in activities])

    async def calendars(self) -> list[Any]:
        """The very calendars that are kept."""
        await self.read()
        zone, calendars = "UTC", self.house.gathering.calendars
        return [await calendars.read(self.guild, zone, moment, None) for moment in MOMENTS]

    async def read(self) -> None:
        await self.both(new=False)

    async def both(self, *, new: bool = True) -> list[tuple[Any, Any]]:
        """What is read by the one that keeps, and by one that keeps nothing."""
        house = self.house
        found = []
        for moment in MOMENTS:
            as_of = None if moment is None else moment.isoformat()
            asked = await house.gathering.ask(self.guild, "7d", as_of)
            kept = told(await house.gathering.everything(asked, as_of))
            fresh = Gathering.over(house.store, house.sheets, house.clock)
            found.append((kept, told(await fresh.everything(asked, as_of)) if new else kept))
        return found


def told(facts: EventFacts) -> dict[str, Any]:
    ledger, said, came = facts.ledger(), facts.said, facts.came
    rows = zip(said.event.tolist(), said.member_no.tolist(), said.standing.tolist(), strict=True)
    there = zip(came.event.tolist(), came.member_no.tolist(), came.seconds.tolist(), strict=True)
    counts = {
        name: column.tolist() for name, column in vars(ledger).items() if isinstance(column, np.ndarray)
    }
    rowwise = ("said_at", "said_no", "standing", "said_came")
    return {
        "events": list(facts.events),
        "windows": list(facts.windows),
        "days": [] if facts.days is None else facts.days.tolist(),
        "said": sorted(rows),
        "came": sorted(there),
        "counts": {name: column for name, column in counts.items() if name not in rowwise},
    }
