"""The calendar: what becomes of events, and who says that they will come."""

from datetime import timedelta
from typing import Any

import attrs
import pytest

from application.community.hearing.told import EventSeen, Told
from domain.community.events.event import Status
from domain.community.events.following import Shown
from domain.community.log.activity import Activity, Person
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import milliseconds
from tests.unit.frames.sent.listener import ARRIVED, Listener, activities, tells
from tests.unit.frames.sent.talk import (
    BEN,
    CLEO,
    EVENT,
    GUILD,
    STAGE,
    STARTS,
    Json,
    event,
    rsvp,
    stamp,
    user,
)


def _event(kind: str, natural_id: str | None = None, **parts: Any) -> Activity:
    called = natural_id or f"{EVENT}:{milliseconds(STARTS)}:{kind.removeprefix('event_')}"
    given = {"person": Person(id=str(CLEO)), "channel": STAGE, "subject": EVENT, **parts}
    return tells(kind, called, details={"starts": "2026-03-02T14:00:00Z"}, **given)


TELLS: list[tuple[str, Json, list[Activity]]] = [
    (
        "GUILD_SCHEDULED_EVENT_CREATE",
        event(),
        [_event("event_scheduled", occurred_at=snowflake_instant(EVENT))],
    ),
    ("GUILD_SCHEDULED_EVENT_UPDATE", event(), [_event("event_updated", "abc:1")]),
    ("GUILD_SCHEDULED_EVENT_UPDATE", event(2), [_event("event_started")]),
    ("GUILD_SCHEDULED_EVENT_UPDATE", event(3), [_event("event_completed")]),
    ("GUILD_SCHEDULED_EVENT_UPDATE", event(4), [_event("event_cancelled")]),
    ("GUILD_SCHEDULED_EVENT_DELETE", event(), [_event("event_cancelled")]),
    ("GUILD_SCHEDULED_EVENT_DELETE", event(2), [_event("event_completed")]),
    ("GUILD_SCHEDULED_EVENT_DELETE", event(3), []),
    ("GUILD_SCHEDULED_EVENT_DELETE", event(4), []),
    (
        "GUILD_SCHEDULED_EVENT_UPDATE",
        event(2, channel_id=None, creator_id=None),
        [_event("event_started", channel=None, person=None)],
    ),
    # Whom nobody has seen before says that they will come: the frame has all that is needed.
    (
        "GUILD_SCHEDULED_EVENT_USER_ADD",
        rsvp(),
        [tells("rsvp_added", "abc:1", person=Person(id=str(BEN)), subject=EVENT, channel=None)],
    ),
    (
        "GUILD_SCHEDULED_EVENT_USER_REMOVE",
        rsvp(),
        [tells("rsvp_removed", "abc:1", person=Person(id=str(BEN)), subject=EVENT, channel=None)],
    ),
]


@pytest.mark.parametrize(("name", "data", "expected"), TELLS)
def test_a_frame_of_the_calendar_tells_what_becomes_of_an_event(
    name: str, data: Json, expected: list[Activity]
) -> None:
    assert activities(Listener().hears(name, data)) == expected


def test_an_event_that_recurs_ends_and_is_planned_anew_under_the_same_id() -> None:
    listener = Listener()
    later = event(scheduled_start_time=stamp(STARTS + timedelta(days=7)))
    told: list[Activity] = []
    for name, data in (("CREATE", event()), ("UPDATE", event(2)), ("UPDATE", later)):
        told += activities(listener.hears(f"GUILD_SCHEDULED_EVENT_{name}", data))
    first, second = milliseconds(STARTS), milliseconds(STARTS + timedelta(days=7))
    assert [one.natural_id for one in told] == [
        f"{EVENT}:{first}:scheduled",
        f"{EVENT}:{first}:started",
        f"{EVENT}:{first}:completed",
        f"{EVENT}:{second}:scheduled",
    ]
    assert {one.subject for one in told} == {EVENT}


def test_an_event_that_is_changed_while_it_goes_on_begins_once() -> None:
    listener = Listener()
    first, *_ = activities(listener.hears("GUILD_SCHEDULED_EVENT_UPDATE", event(2)))
    again, *_ = activities(listener.hears("GUILD_SCHEDULED_EVENT_UPDATE", event(2, description="?")))
    assert first.natural_id == again.natural_id
    assert first.occurred_at < again.occurred_at  # the earlier counts


def shown(told: list[Told]) -> list[EventSeen]:
    return [one for one in told if isinstance(one, EventSeen)]


AS_SHOWN = EventSeen(
    guild=GUILD,
    at=ARRIVED,
    event=Shown(
        discord_id=EVENT,
        at=ARRIVED,
        status=Status.PLANNED,
        title="Trivia night",
        description="Bring a pen.",
        channel=STAGE,
        place="The usual table",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=1),
    ),
    by=Person(id=str(CLEO)),
    by_bot=False,
)


@pytest.mark.parametrize(
    ("name", "data", "changes"),
    [
        ("CREATE", event(), {}),
        ("UPDATE", event(), {}),
        ("UPDATE", event(2), {"status": Status.STARTED}),
        ("UPDATE", event(3), {"status": Status.COMPLETED}),
        ("UPDATE", event(4), {"status": Status.CANCELLED}),
        ("UPDATE", event(9), {}),
        ("DELETE", event(1), {"status": Status.CANCELLED}),
        ("DELETE", event(2), {"status": Status.COMPLETED}),
        ("UPDATE", event(scheduled_end_time=None, channel_id=None), {"ends_at": None, "channel": None}),
        ("UPDATE", event(entity_metadata=None, description=None), {"place": "", "description": ""}),
        ("UPDATE", event(recurrence_rule={"frequency": 2, "interval": 1}), {"recurs": True}),
    ],
)
def test_a_frame_of_the_calendar_shows_the_event(name: str, data: Json, changes: dict[str, Any]) -> None:
    told = shown(Listener().hears(f"GUILD_SCHEDULED_EVENT_{name}", data))
    assert told == [attrs.evolve(AS_SHOWN, event=attrs.evolve(AS_SHOWN.event, **changes))]


def test_who_made_an_event_is_a_bot_or_not_or_not_said() -> None:
    made = [
        event(creator=user(CLEO) | {"bot": True}),
        event(),
        {name: value for name, value in event().items() if name != "creator"},
    ]
    told = [shown(Listener().hears("GUILD_SCHEDULED_EVENT_CREATE", data)) for data in made]
    assert [one.by_bot for [one] in told] == [True, False, None]


def test_an_event_that_ended_already_and_is_deleted_shows_nothing_new() -> None:
    for status in (3, 4):
        assert Listener().hears("GUILD_SCHEDULED_EVENT_DELETE", event(status)) == []


def test_an_event_that_recurs_is_shown_ended_and_then_planned_again() -> None:
    listener = Listener()
    later = event(scheduled_start_time=stamp(STARTS + timedelta(days=7)))
    listener.hears("GUILD_SCHEDULED_EVENT_UPDATE", event(2))
    told = shown(listener.hears("GUILD_SCHEDULED_EVENT_UPDATE", later))
    assert [(one.event.status, one.event.starts_at) for one in told] == [
        (Status.COMPLETED, STARTS),
        (Status.PLANNED, STARTS + timedelta(days=7)),
    ]


def test_what_an_older_version_kept_of_an_event_shows_no_plan() -> None:
    assert shown(Listener().hears("GUILD_SCHEDULED_EVENT_UPDATE", event(name=""))) == []
