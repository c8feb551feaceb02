"""Events as they are read from a calendar, from who said so, and from who was there."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import numpy as np

from domain.community.coverage import CoverageSpan
from domain.community.events.answers import Answer, Seats, seats
from domain.community.events.attendance import Presence, Window
from domain.community.events.event import Event, Status
from domain.community.events.plan import Plan
from domain.community.guild import ChannelName
from domain.community.settings import GuildSettings
from domain.community.spans import Span
from domain.insights.directory import MemberNames
from domain.insights.events.calendar import Events, Filter
from domain.insights.events.columns import STANDINGS, Came, Said
from domain.insights.events.evening.parts import Evening
from domain.insights.events.evening.reading import EveningFacts, read_evening
from domain.insights.events.facts import EventFacts
from domain.insights.events.month import month_named
from domain.insights.events.reading import read_events
from domain.kernel.instants import day_number, microseconds
from domain.kernel.windows import AsOf
from domain.kernel.windows import window as window_of_text
from tests.builders.overview import GUILD, LAST_DAY, NAMES

NOW = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 20, tzinfo=UTC)
HALL, ARENA = GUILD + 101, GUILD + 102
EVERYTHING = Filter()
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@attrs.frozen(kw_only=True)
class Night:
    """An event, who said what of it, and from which minute to which somebody was in its channel."""

    event: Event
    said: Mapping[int, str] = attrs.field(factory=dict)
    stays: Mapping[int, tuple[tuple[int, int], ...]] = attrs.field(factory=dict)


def an_event(number: int, starts: datetime = NOW, *, hours: float = 2, **changes: Any) -> Event:
    """An event by its own number; `changes` are of the plan or of the event itself."""
    own = {field.name for field in attrs.fields(Event)} - {"event_id", "plan"}
    mine = {name: changes.pop(name) for name in list(changes) if name in own}
    plan = {"title": f"Evening {number}", "channels": (HALL,), "ends_at": starts + timedelta(hours=hours)}
    event = Event(event_id=GUILD + 1000 + number, plan=Plan(**({"starts_at": starts} | plan | changes)))
    status = mine.get("status", Status.PLANNED)
    if status in (Status.STARTED, Status.COMPLETED):
        mine.setdefault("started_at", starts)
    if status is Status.COMPLETED:
        mine.setdefault("ended_at", starts + timedelta(hours=hours))
    return attrs.evolve(event, **mine)


def attendance_window(event: Event) -> Window:
    """As the rule has it."""
    begins = min(filter(None, (event.plan.starts_at, event.started_at)))
    closes = event.ended_at or event.plan.ends_at or begins + timedelta(hours=24)
    return Window(
        event=event.event_id,
        channels=frozenset(event.plan.channels),
        opens=begins - event.plan.before_minutes * MINUTE,
        begins=begins,
        closes=max(closes, begins),
        minimum=event.plan.minimum_minutes * MINUTE,
    )


def event_facts(
    nights: Sequence[Night],
    *,
    names: Sequence[str] = NAMES,
    text: str = "30d",
    now: datetime = NOW,
    **changes: Any,
) -> EventFacts:
    nights = sorted(nights, key=lambda night: (night.event.plan.starts_at, night.event.event_id))
    as_of = AsOf.at(now, "UTC")
    came = [row for night in nights for row in _came(night)]
    said = [
        (night.event.event_id, one.member_no, STANDINGS.index(words))
        for night in nights
        for words, people in _words(_seats(night))
        for one in people
    ]
    values: dict[str, Any] = {
        "guild": GUILD,
        "name": "Ludus Magnus",
        "settings": GuildSettings(),
        "window": window_of_text(text, as_of, since=LONG_AGO.date()),
        "as_of": as_of,
        "now": now,
        "resting": False,
        "last_activity": now,
        "spans": [CoverageSpan(family="voice", start=LONG_AGO, end=now + HOUR, source="gateway")],
        "channels": {
            HALL: ChannelName(channel=HALL, name="Event stage", seen_at=LONG_AGO),
            ARENA: ChannelName(channel=ARENA, name="Arena One", seen_at=LONG_AGO),
        },
        "names": MemberNames.of(dict(enumerate(names)), {}),
        "erased": np.zeros(0, dtype=np.bool_),
        "events": [night.event for night in nights],
        "windows": [attendance_window(night.event) for night in nights],
        "came": Came.of(*(list(zip(*came, strict=True)) or [[]] * 4)),
        "said": Said.of(*(list(zip(*said, strict=True)) or [[]] * 3)),
        "problems": {},
    }
    return EventFacts(**(values | changes))


def events_of(
    nights: Sequence[Night], *, asked: Filter = EVERYTHING, month: str | None = None, **changes: Any
) -> Events:
    facts = event_facts(nights, **changes)
    return read_events(facts, month_named(month, facts.now.date()), asked)


def evening_of(nights: Sequence[Night], at: int = -1, **changes: Any) -> Evening:
    """The page of one of them."""
    mine = nights[at]
    own = EveningFacts(
        event_id=mine.event.event_id,
        seats=_seats(mine),
        presences=[_presence(mine, who) for who in mine.stays],
        sessions={who: _spans(mine, who) for who in mine.stays},
    )
    return read_evening(event_facts(nights, **changes), own)


def _seats(night: Night) -> Seats:
    asked = night.event.plan.starts_at - timedelta(days=2)
    told = [
        Answer(who, words, asked + at * MINUTE, who.to_bytes(8), True)
        for at, (who, words) in enumerate(night.said.items())
    ]
    return seats(told, night.event.plan.capacity)


def _words(found: Seats) -> list[tuple[str, Sequence[Answer]]]:
    return [
        ("going", found.going),
        ("waiting", found.waiting),
        ("interested", found.interested),
        ("not", found.declined),
    ]


def _spans(night: Night, who: int) -> list[Span]:
    start = night.event.plan.starts_at
    return [
        Span(start + since * MINUTE, start + until * MINUTE, False, False, HALL)
        for since, until in night.stays[who]
    ]


def _presence(night: Night, who: int) -> Presence:
    spans = _spans(night, who)
    seconds = sum(int((span.end - span.start).total_seconds()) for span in spans if span.start and span.end)
    first = min(span.start for span in spans if span.start)
    last = max(span.end for span in spans if span.end)
    day = day_number(first.date())
    return Presence(night.event.event_id, who, day, first, last, seconds, None, None)


def _came(night: Night) -> list[tuple[int, int, int, int]]:
    found = (_presence(night, who) for who in night.stays)
    return [(one.event, one.member_no, one.seconds, microseconds(one.last_leave or NOW)) for one in found]


def a_season(*, people: int = 10, titles: Sequence[str] = ("Inhouse League", "Grand Cup")) -> list[Night]:
    """Ten evenings of a series, some single events, one that runs, and some ahead."""
    weekly = [
        _evening(
            at, NOW - timedelta(days=7 * (10 - at), hours=2), people, title=titles[0], series=7, type="League"
        )
        for at in range(10)
    ]
    single = [
        _evening(
            20 + at,
            NOW - timedelta(days=30 * at + 4, hours=3),
            people,
            title=f"{titles[-1]} {3 - at}",
            type="Cup",
        )
        for at in range(3)
    ]
    off = Night(
        event=an_event(30, NOW - timedelta(days=9), title="Quiz night", status=Status.CANCELLED, hosts=(2,)),
        said={1: "going", 4: "interested"},
    )
    runs = Night(
        event=an_event(31, NOW - HOUR, title="Open practice", status=Status.STARTED, hosts=(1,), hours=3),
        said=dict.fromkeys(range(0, people, 2), "going"),
        stays={who: ((who, 60),) for who in range(1, people, 2)},
    )
    ahead = [
        Night(
            event=an_event(
                40 + at,
                NOW + timedelta(days=3 + 7 * at),
                title=titles[0],
                type="League",
                series=7,
                hosts=(1,),
                capacity=6,
                description="Bring a friend.\nTeams are drawn at the start.",
            ),
            said={who: "going" if who < 8 else "interested" for who in range(people - 3 * at)},
        )
        for at in range(3)
    ]
    late = Night(event=an_event(50, NOW + timedelta(days=3, hours=1), title="Fan art night", type="Art"))
    return sorted([*weekly, *single, off, runs, *ahead, late], key=lambda night: night.event.plan.starts_at)


def _evening(number: int, starts: datetime, people: int, **changes: Any) -> Night:
    said = {who: "going" for who in range(people) if (who + number) % 3}
    stays = {
        who: ((-5 + who, 30), (35, 118 - (70 if who % 4 == 3 else 0)))
        for who in range(people)
        if (who * 7 + number) % 5
    }
    if people > 3:
        stays[3] = ((10, 12),)
    return Night(
        event=an_event(number, starts, status=Status.COMPLETED, hosts=(1 + number % 2,), **changes),
        said=said,
        stays=stays,
    )


def a_reading(
    *, names: Sequence[str] = NAMES, titles: Sequence[str] = ("Inhouse League", "Grand Cup"), **changes: Any
) -> Events:
    return attrs.evolve(events_of(a_season(people=len(names), titles=titles), names=names), **changes)


def an_evening(
    *,
    names: Sequence[str] = NAMES,
    number: int = 9,
    titles: Sequence[str] = ("Inhouse League", "Grand Cup"),
    **changes: Any,
) -> Evening:
    """By its number; 31 runs, 40 is ahead."""
    season = a_season(people=len(names), titles=titles)
    at = next(at for at, night in enumerate(season) if night.event.event_id == GUILD + 1000 + number)
    return attrs.evolve(evening_of(season, at, names=names), **changes)


NUMBERS = {night.event.event_id: night.event.event_id - GUILD - 1000 for night in a_season()}
"""The events of a season by their ids."""


def no_events(**changes: Any) -> Events:
    return events_of([], **changes)
