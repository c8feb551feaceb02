"""The pages of events where 5,000 are on the calendar: what is next, and one event in full."""

import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import attrs

from application.clock import Clock
from application.community.attendance.attending import refold_attendance
from application.insights.events import Gathering, ShowEvent, ShowEvents
from application.insights.kpis.gathering import KpiGathering
from application.insights.kpis.read import ReadKpis
from application.insights.sheets import Sheets
from bench.report.lines import Line, say
from bench.scene import Scene
from domain.community.events.event import Event, Status
from domain.community.events.plan import Plan
from domain.community.log.activity import Person
from domain.community.members import Sighting
from domain.insights.kpis.events import EVENTS as KPIS
from domain.kernel.instants import day_number

GUILD: Final = 5
EVENTS, AHEAD, SERIES, PEOPLE = 5_000, 100, 20, 2_000
PROMISE: Final = 200.0
NOW: Final = datetime(2026, 6, 30, 12, tzinfo=UTC)
_ROUNDS: Final = 9
_EVERY: Final = timedelta(hours=6)

# Forty come to each, of whom every second said so; ten more said so and did not come.
_CAME = """
insert into community_os.attendance (guild_id, event_id, member_no, day, first_join, last_leave, seconds)
select event.guild_id, event.event_id, (event.event_id * 31 + number * 47) % $2,
       (event.starts_at at time zone 'UTC')::date - date '1970-01-01', event.starts_at,
       event.starts_at + interval '50 minutes', 3000
from community_os.events event cross join generate_series(1, 40) number
where event.guild_id = $1 and event.status = 'completed'
on conflict do nothing
"""
_SAID = """
insert into community_os.span_marks (guild_id, family, member_no, key, at, channel, kind, inferred)
select event.guild_id, 'answer', (event.event_id * 31 + number * 47) % $2, gen_random_uuid(),
       event.starts_at - interval '1 day', event.event_id, 'going', false
from community_os.events event cross join generate_series(21, 50) number
where event.guild_id = $1
"""


@attrs.frozen
class _At(Clock):
    at: datetime

    def now(self) -> datetime:
        return self.at


async def run(scene: Scene) -> list[Line]:
    """A guild of its own, four years old; the pages are asked as a browser asks them, again and again."""
    await _fill(scene)
    sheets, clock = Sheets(scene.facts, time.monotonic, fresh_for=0.0), _At(NOW)
    gathering = Gathering.over(scene.store, sheets, clock)
    show, one = ShowEvents(gathering=gathering), ShowEvent(gathering=gathering)
    event = EVENTS - AHEAD
    month = await _median(lambda: show(GUILD, "30d"))
    longer = await _median(lambda: show(GUILD, "90d"))
    whole = await _median(lambda: one(GUILD, event, "30d"))
    kpis = ReadKpis(gather=KpiGathering(store=scene.store, sheets=sheets, clock=clock, calendar=gathering))
    numbers = await _median(lambda: kpis(GUILD, KPIS, "30d"))
    anew = await _median(lambda: _after_news(scene, lambda: show(GUILD, "30d")))
    again = await _median(lambda: _after_news(scene, lambda: kpis(GUILD, KPIS, "30d")))
    calendar = f"of {EVENTS:,} events"
    return [
        say(Line(name=f"events: 30 days {calendar}", value=month, unit="ms", target=f"< {PROMISE:g} ms",
                 met=month < PROMISE)),
        say(Line(name=f"events: 90 days {calendar}", value=longer, unit="ms")),
        say(Line(name=f"one event {calendar}, beside the {EVENTS // SERIES} of its series", value=whole,
                 unit="ms")),
        say(Line(name=f"all {len(KPIS)} KPIs of events, beside the time before, {calendar}", value=numbers,
                 unit="ms", target=f"< {PROMISE:g} ms", met=numbers < PROMISE)),
        say(Line(name=f"events: 30 days {calendar}, after somebody wrote", value=anew, unit="ms")),
        say(Line(name="all KPIs of events, after somebody wrote", value=again, unit="ms")),
    ]  # fmt: skip


async def _after_news(scene: Scene, ask: Callable[[], Awaitable[object]]) -> None:
    """The calendar is read again, and so are the answers that may be others since."""
    async with scene.store.writing(GUILD) as work:
        await work.counters.touch({day_number(NOW.date())}, members=False, last_activity=NOW)
    await ask()


async def _fill(scene: Scene) -> None:
    events = [_event(number) for number in range(1, EVENTS + 1)]
    people = [
        Sighting(hash=number.to_bytes(16, "big"), person=Person(id=str(number), name=f"Person {number}"),
                 named_at=NOW)
        for number in range(1, PEOPLE + 1)
    ]  # fmt: skip
    async with scene.store.writing(GUILD) as work:
        await work.guild.rename("Four years of events", NOW)
        await work.members.numbers(people)
        await work.events.put(events)
        for event in events:
            await refold_attendance(work, event)
    await scene.connection.execute(_CAME, GUILD, PEOPLE)
    await scene.connection.execute(_SAID, GUILD, PEOPLE)
    await scene.connection.execute("analyze community_os.attendance, community_os.span_marks")
    days = {day_number(event.plan.starts_at.date()) for event in events}
    async with scene.store.writing(GUILD) as work:
        await work.counters.touch(days, members=True, last_activity=NOW)


def _event(number: int) -> Event:
    starts = NOW - (EVENTS - AHEAD - number) * _EVERY - timedelta(hours=3)
    over = starts < NOW - timedelta(hours=2)
    return Event(
        event_id=number,
        plan=Plan(
            title=f"Game night {number}",
            type=f"type {number % SERIES}",
            description="Bring snacks, and a friend. " * 10,
            hosts=(number % 7,),
            channels=(number % 5 + 1,),
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            capacity=25 if number % 3 == 0 else None,
        ),
        status=Status.COMPLETED if over else Status.PLANNED,
        started_at=starts if over else None,
        ended_at=starts + timedelta(hours=1) if over else None,
        series=number % SERIES + 1,
        occurrence=starts,
    )


async def _median(ask: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds, after a warm-up."""
    await ask()
    taken = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)
