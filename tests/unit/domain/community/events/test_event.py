"""What can become of an event: a state machine, held against a table of what may follow what."""

from datetime import datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.events.event import Event, Status, Transition, scheduled
from domain.community.log.activity import (
    EVENT_CANCELLED,
    EVENT_COMPLETED,
    EVENT_SCHEDULED,
    EVENT_STARTED,
    EVENT_UPDATED,
)
from domain.community.log.admission import AdmissionRules, Door, refusal
from domain.kernel.errors import Conflict
from tests.builders.activities import DAY, GUILD, HOUR, MINUTE, TIME_ZERO
from tests.builders.events import an_event

PLANNED, STARTED, COMPLETED, CANCELLED = Status

MAY: dict[tuple[Status, str], Status] = {
    (PLANNED, "edit"): PLANNED,
    (PLANNED, "start"): STARTED,
    (PLANNED, "cancel"): CANCELLED,
    (STARTED, "edit"): STARTED,
    (STARTED, "end"): COMPLETED,
    (COMPLETED, "edit"): COMPLETED,
}
"""Everything else is a conflict."""

KINDS = {
    "edit": EVENT_UPDATED,
    "start": EVENT_STARTED,
    "end": EVENT_COMPLETED,
    "cancel": EVENT_CANCELLED,
}


def ask(event: Event, what: str, at: datetime, by: int | None) -> Transition:
    if what == "edit":
        return event.edited({"title": f"At {at:%H:%M}"}, at, by)
    return {"start": event.start, "end": event.end, "cancel": event.cancel}[what](at, by)


ASKED = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.sampled_from([None, 0, 7])), max_size=12)


@given(ASKED)
def test_whatever_is_asked_in_whatever_order_an_event_only_becomes_what_it_may(
    asked: list[tuple[str, int | None]],
) -> None:
    event, told = an_event(5), [scheduled(an_event(5), TIME_ZERO).told]
    for minute, (what, by) in enumerate(asked):
        at = TIME_ZERO + minute * MINUTE
        becomes = MAY.get((event.status, what))
        if becomes is None:
            with pytest.raises(Conflict, match=r"“.+”"):
                ask(event, what, at, by)
            continue
        after = ask(event, what, at, by)
        assert (after.event.status, after.told.kind, after.by) == (becomes, KINDS[what], by)
        assert (after.event.version, after.event.changed_by) == (event.version + 1, by)
        assert after.told.occurred_at == at and after.told.subject == event.event_id
        event, told = after.event, [*told, after.told]
    assert len({one.natural_id for one in told}) == len(told) == event.version
    assert (event.started_at is not None) == (event.status in (STARTED, COMPLETED))
    assert (event.ended_at is not None) == event.over
    if event.started_at and event.ended_at:
        assert event.started_at <= event.ended_at
    door = Door.at(TIME_ZERO + DAY, AdmissionRules())
    assert [refusal(attrs.evolve(one, guild=GUILD), door) for one in told] == [None] * len(told)


def test_what_is_put_on_the_calendar_is_told_with_its_start() -> None:
    made = scheduled(an_event(5, created_by=7), TIME_ZERO)
    assert (made.told.kind, made.told.natural_id, made.by) == (EVENT_SCHEDULED, "5:1", 7)
    assert made.told.details == {"starts": "2026-03-02T13:00:00Z"}
    assert made.told.channel == made.event.plan.channels[0]


@pytest.mark.parametrize(
    ("status", "wishes", "named"),
    [
        (STARTED, {"starts_at": TIME_ZERO}, "starts_at"),
        (COMPLETED, {"ends_at": TIME_ZERO + 9 * HOUR}, "ends_at"),
        (COMPLETED, {"capacity": 4}, "capacity"),
        (CANCELLED, {"title": "On again"}, "cancelled"),
    ],
)
def test_what_is_past_is_not_planned_again(status: Status, wishes: dict[str, object], named: str) -> None:
    event = an_event(status=status, started_at=TIME_ZERO, ended_at=TIME_ZERO + HOUR)
    with pytest.raises(Conflict, match=named):
        event.edited(wishes, TIME_ZERO + DAY, 1)


def test_where_and_how_attendance_counts_is_mended_when_all_is_over() -> None:
    event = an_event(status=COMPLETED, started_at=TIME_ZERO, ended_at=TIME_ZERO + HOUR)
    wishes = {"channels": [77], "minimum_minutes": 30, "before_minutes": 0, "hosts": [3], "title": "It was"}
    plan = event.edited(wishes, TIME_ZERO + DAY, 1).event.plan
    assert (plan.channels, plan.minimum_minutes, plan.before_minutes) == ((77,), 30, 0)


def test_an_event_may_begin_before_its_time_and_end_after_it() -> None:
    begun = an_event().start(TIME_ZERO, 1).event
    ended = begun.end(TIME_ZERO + 9 * HOUR, 1).event
    assert (ended.started_at, ended.ended_at) == (TIME_ZERO, TIME_ZERO + 9 * HOUR)


def test_by_itself_an_event_begins_and_ends_when_it_was_planned_to() -> None:
    event = an_event()
    starts, ends = event.plan.starts_at, event.plan.ends_at
    assert ends is not None
    assert event.due(starts - MINUTE) is None
    begun = event.due(ends + DAY)
    assert begun is not None and begun.event.started_at == starts and begun.by is None
    assert begun.event.due(ends - MINUTE) is None
    ended = begun.event.due(ends + DAY)
    assert ended is not None and ended.event.ended_at == ends and ended.event.due(ends + DAY) is None


def test_an_event_without_an_end_goes_on_until_somebody_ends_it() -> None:
    event = an_event(ends_at=None, status=STARTED, started_at=TIME_ZERO)
    assert event.due(TIME_ZERO + 300 * DAY) is None


def test_an_event_is_told_of_under_its_own_id_and_that_of_its_twin() -> None:
    assert an_event(5).subjects == (5,)
    assert an_event(5, discord_id=6).subjects == (5, 6)
    assert an_event(6, discord_id=6).subjects == (6,)
