"""Who came to an event, of 5,000 people: read, and held against another window."""

import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import attrs

from adapters.system.clock import SystemClock
from application.community.attendance.attending import refold_attendance
from application.community.ports import Store
from application.community.record import RecordActivities
from application.insights.events import Gathering, ShowEvent
from application.insights.linked import LinkedFacts
from application.insights.sheets import Sheets
from bench.report.lines import Line, say
from bench.scene import Scene
from domain.community.coverage import GATEWAY, CoverageSpan
from domain.community.events.event import Event, Status
from domain.community.events.plan import Plan
from domain.community.log.activity import RSVP_ADDED, VOICE_JOINED, VOICE_LEFT, Activity, Person
from domain.community.log.keys import Keyring

PEOPLE: Final = 5_000
PROMISE: Final = 300.0
GUILD: Final = 3
STAGE: Final = 4
_ROUNDS: Final = 9
_STARTS: Final = datetime(2026, 3, 2, 18, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)


async def run(scene: Scene) -> list[Line]:
    """A guild of its own: everybody answers, most come, in two sessions each."""
    store = scene.store
    event = _event()
    record = RecordActivities(store=store, clock=SystemClock(), keys=Keyring(b"a secret of the benchmark"))
    async with store.writing(GUILD) as work:
        await work.events.put([event])
        await refold_attendance(work, event)
        hours = {"start": _STARTS - timedelta(hours=1), "end": _STARTS + timedelta(hours=3)}
        await work.listening.add([CoverageSpan(family="voice", source=GATEWAY, **hours)])
    told = [one for number in range(PEOPLE) for one in _evening(number)]
    started = time.perf_counter()
    for start in range(0, len(told), 5_000):
        await record(told[start : start + 5_000])
    spent = time.perf_counter() - started
    sheets = Sheets(LinkedFacts(scene.facts, store), time.monotonic)
    show = ShowEvent(gathering=Gathering.over(store, sheets, SystemClock()))
    read = await _median(lambda: _read(show, event))
    ends = [_STARTS + (60 + number) * _MINUTE for number in range(_ROUNDS + 1)]
    moved = [attrs.evolve(event, ended_at=end) for end in ends]
    again = await _median(lambda: _refold(store, moved.pop()))
    return [
        say(Line(name=f"{PEOPLE:,} people answer and come to an event: recorded", value=len(told) / spent,
                 unit="records/s")),
        say(Line(name=f"attendance of an event with {PEOPLE:,} people", value=read, unit="ms",
                 target=f"< {PROMISE:g} ms", met=read < PROMISE)),
        say(Line(name="the same, held against another window", value=again, unit="ms")),
    ]  # fmt: skip


async def _read(show: ShowEvent, event: Event) -> None:
    read = await show(GUILD, event.event_id, "7d", f"{_STARTS + timedelta(days=1):%Y-%m-%d}")
    groups = Counter(guest.group for guest in read.guests)
    assert groups["kept"] > PEOPLE * 0.3 and groups["walk_in"] == 0 and groups["no_show"] > 0


async def _refold(store: Store, event: Event) -> None:
    async with store.writing(GUILD) as work:
        await work.events.put([event])
        await refold_attendance(work, event)


async def _median(work: Callable[[], Awaitable[None]]) -> float:
    """Milliseconds, after a warm-up."""
    await work()
    taken = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def _event() -> Event:
    plan = Plan(title="The great arena", channels=(STAGE,), starts_at=_STARTS, capacity=PEOPLE // 2)
    return Event(
        event_id=7,
        plan=plan,
        status=Status.COMPLETED,
        started_at=_STARTS,
        ended_at=_STARTS + timedelta(hours=2),
    )


def _evening(number: int) -> list[Activity]:
    """Every fifth stays away; the others come within half an hour, go out once and come back."""
    who = Person(id=str(10**17 + number), name=f"Person {number}")
    told = [_one(RSVP_ADDED, who, -60, number, subject=7, details={"answer": "going"})]
    if number % 5 == 0:
        return told
    come = number % 30
    for kind, minute in ((VOICE_JOINED, 0), (VOICE_LEFT, 20), (VOICE_JOINED, 25), (VOICE_LEFT, 80)):
        told.append(_one(kind, who, come + minute, number, channel=STAGE))
    return told


def _one(kind: str, who: Person, minute: int, number: int, **parts: object) -> Activity:
    plain = Activity(
        guild=GUILD,
        kind=kind,
        natural_id=f"{kind}:{number}:{minute}",
        occurred_at=_STARTS + minute * _MINUTE + timedelta(milliseconds=number),
        source="bench",
        namespace="bench",
        person=who,
    )
    return attrs.evolve(plain, **parts)
