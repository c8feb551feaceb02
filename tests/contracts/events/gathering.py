"""Every way to attendance leads to the same: sessions and changes of events may come in any order."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import attrs
from hypothesis import strategies as st

from application.community.ports import Store
from application.community.replay import ReplayLog
from domain.community.events.event import Event, Status
from domain.community.log.activity import VOICE_JOINED, VOICE_LEFT, Activity
from tests.builders.activities import DAY, MINUTE, TIME_ZERO, a_person, an_activity
from tests.builders.events import an_event
from tests.contracts import a_guild
from tests.contracts.events.attendance import happens
from tests.contracts.front_door import KEYS, a_door, cut, live_in
from tests.contracts.front_door.recount import recounted
from tests.contracts.strategies import CHANNELS, of_guild

COMINGS = st.lists(
    st.builds(
        lambda kind, minute, who, channel, number, inferred: an_activity(
            kind,
            TIME_ZERO + minute * MINUTE,
            person=a_person(who),
            channel=channel,
            natural_id=str(number),
            inferred=inferred,
        ),
        kind=st.sampled_from([VOICE_JOINED, VOICE_JOINED, VOICE_LEFT]),
        minute=st.integers(0, 5 * 60) | st.integers(0, 60 * 60),
        who=st.integers(0, 2),
        channel=st.sampled_from(CHANNELS),
        number=st.integers(0, 12),
        inferred=st.booleans(),
    ),
    min_size=1,
    max_size=16,
)
"""Three people come and go, mostly within one evening; some of it is told twice and differently."""

CALENDARS = st.lists(
    st.builds(
        lambda number, start, length, before, channels, status: attrs.evolve(
            an_event(
                number,
                starts_at=TIME_ZERO + start * MINUTE,
                ends_at=TIME_ZERO + (start + length) * MINUTE,
                channels=channels,
                before_minutes=before,
            ),
            status=status,
            started_at=TIME_ZERO + (start + 5) * MINUTE if status in ("started", "completed") else None,
            ended_at=TIME_ZERO + (start + 65) * MINUTE if status in ("completed", "cancelled") else None,
        ),
        number=st.integers(1, 3),
        start=st.integers(0, 4 * 60),
        length=st.sampled_from([1, 60, 36 * 60]),
        before=st.sampled_from([0, 15, 24 * 60]),
        channels=st.sampled_from([(), (CHANNELS[0],), tuple(CHANNELS)]),
        status=st.sampled_from(list(Status)),
    ),
    min_size=1,
    max_size=5,
)
"""What becomes of three events, one version after the other."""


async def check_attendance(
    store: Store, history: list[Activity], events: list[Event], zone: str, draw: Random
) -> None:
    """Sessions in any order, between versions of events in theirs: the last versions have who was in them."""
    guild = a_guild()
    await live_in(store, guild, zone)
    told = of_guild(history, guild)
    draw.shuffle(told)
    steps: list[Any] = cut([*told, *draw.sample(told, draw.randint(0, len(told)))], draw)
    for place, event in zip(sorted(draw.choices(range(len(steps) + 1), k=len(events))), events, strict=True):
        steps.insert(place + events.index(event), event)
    door = a_door(store)
    for step in steps:
        await (happens(store, guild, step) if isinstance(step, Event) else door(step))
    last = {step.event_id: step for step in steps if isinstance(step, Event)}
    await _check(store, guild, told, list(last.values()), zone)


async def _check(store: Store, guild: int, told: list[Activity], events: list[Event], zone: str) -> None:
    sessions = {
        who: found for (who, family), found in recounted(told, zone, KEYS).spans.items() if family == "voice"
    }
    now = TIME_ZERO + 4 * DAY
    wanted = {
        (event.event_id, who): minutes
        for event in events
        for who, found in sessions.items()
        if (minutes := _minutes(event, found, now))
    }
    found: dict[tuple[int, str], int] = {}
    async with store.reading(guild) as work:
        numbers = {
            number: f"{source}:{external}"
            for source in ("discord", "webhook")
            for number, external in (await work.members.outside_ids(source=source)).items()
        }
        for event in events:
            for row in await work.attendance.of_event(event.event_id):
                until = min(now, row.open_until) if row.open_until else None
                lasting = until - row.open_since if until and row.open_since else timedelta()
                found[event.event_id, numbers[row.member_no]] = row.seconds // 60 + lasting // MINUTE
    assert found == wanted
    assert (await ReplayLog(store=store)(guild, check=True)).differences == ()


def _minutes(event: Event, sessions: list[tuple[Any, ...]], now: datetime) -> int:
    """Minute by minute: how many of them somebody was in a channel of an event while it counted."""
    plan, began = event.plan, event.started_at or event.plan.starts_at
    since = min(began, plan.starts_at) - plan.before_minutes * MINUTE
    until = {
        "planned": plan.ends_at,
        "started": max(plan.ends_at or began, began + DAY),
        "completed": event.ended_at,
        "cancelled": since,
    }[event.status]
    assert until is not None
    minutes = 0
    for start, end, _, _, channel in sessions:
        at = start
        while channel in plan.channels and at < (end or min(now, start + DAY)):
            minutes += since <= at < until
            at += MINUTE
    return minutes
