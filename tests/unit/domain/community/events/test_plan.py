"""What can be planned, and what would be a slip of the pen."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from domain.community.events.plan import FIELDS, Plan
from domain.kernel.errors import Invalid
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.builders.events import a_plan


def test_a_title_and_a_start_are_enough() -> None:
    plan = Plan.of({"title": "  Game night ", "starts_at": TIME_ZERO}, before_minutes=20, minimum_minutes=9)
    assert plan == Plan(title="Game night", starts_at=TIME_ZERO, before_minutes=20, minimum_minutes=9)
    assert (plan.ends_at, plan.capacity, plan.hosts) == (None, None, ())


@pytest.mark.parametrize(
    ("wishes", "named"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 101}, "title"),
        ({"title": "two\nlines"}, "title"),
        ({"title": 7}, "title"),
        ({"title": "\u200b\u202e\u2003"}, "title"),
        ({"description": "a\0b"}, "description"),
        ({"description": "a\ud800b"}, "description"),
        ({"hosts": [2**31]}, "hosts"),
        ({"starts_at": TIME_ZERO.replace(year=9998)}, "starts_at"),
        ({"ends_at": datetime.max.replace(tzinfo=timezone(-timedelta(hours=23)))}, "ends_at"),
        ({"starts_at": datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=23)))}, "starts_at"),
        ({"type": "x" * 33}, "type"),
        ({"description": "x" * 1001}, "description"),
        ({"place": "x" * 101}, "place"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": True}, "capacity"),
        ({"capacity": 100_001}, "capacity"),
        ({"before_minutes": -1}, "before_minutes"),
        ({"minimum_minutes": 1441}, "minimum_minutes"),
        ({"hosts": range(2)}, "hosts"),
        ({"hosts": [-1]}, "hosts"),
        ({"hosts": list(range(26))}, "hosts"),
        ({"channels": ["31"]}, "channels"),
        ({"channels": [2**63]}, "channels"),
        ({"starts_at": None}, "start"),
        ({"starts_at": "tomorrow"}, "starts"),
        ({"starts_at": TIME_ZERO.replace(tzinfo=None)}, "time zone"),
        ({"ends_at": TIME_ZERO}, "ends_at"),
        ({"ends_at": TIME_ZERO - HOUR}, "ends_at"),
        ({"ends_at": TIME_ZERO + 367 * DAY}, "ends_at"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_by_name(wishes: dict[str, Any], named: str) -> None:
    good = {"title": "Game night", "starts_at": TIME_ZERO}
    with pytest.raises(Invalid, match=named):
        Plan.of({**good, **wishes})
    with pytest.raises(Invalid, match=named):
        Plan.of(good).changed(wishes)


def test_a_host_named_twice_is_one_host() -> None:
    assert a_plan(hosts=[3, 1, 3]).hosts == (3, 1)


def test_a_description_may_have_lines() -> None:
    assert a_plan(description="One.\nTwo.").description == "One.\nTwo."


def test_an_event_that_is_moved_stays_as_long_as_it_was() -> None:
    moved = a_plan().changed({"starts_at": TIME_ZERO + DAY})
    assert moved.ends_at == TIME_ZERO + DAY + timedelta(hours=2)
    assert moved.differs(a_plan()) == ["starts_at", "ends_at"]


def test_an_end_that_is_wished_with_the_start_holds() -> None:
    wishes = {"starts_at": TIME_ZERO, "ends_at": TIME_ZERO + 5 * HOUR}
    assert a_plan().changed(wishes).ends_at == TIME_ZERO + 5 * HOUR
    assert a_plan().changed({"ends_at": None}).ends_at is None


def test_every_field_of_a_plan_can_be_wished() -> None:
    whole = a_plan(type="game", description="d", hosts=(1,), place="p", capacity=3)
    assert a_plan(TIME_ZERO).changed({name: getattr(whole, name) for name in FIELDS}) == whole
