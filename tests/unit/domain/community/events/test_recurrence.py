"""Wall time of a series: what the clocks of a guild show, also where they change."""

# ruff: noqa: DTZ001 - wall times have no zone

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.events.recurrence import A_MOMENT, AHEAD, Recurrence
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.builders.events import a_plan

ZONES = ["UTC", "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]


def a_series(zone: str = "Europe/Rome", **changes: object) -> Recurrence:
    usual = {"series_id": 1, "rule": "FREQ=WEEKLY", "time_zone": zone, "plan": a_plan()}
    return Recurrence(**(usual | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (datetime(2026, 3, 28, 20), datetime(2026, 3, 28, 19, tzinfo=UTC)),
        (datetime(2026, 3, 29, 20), datetime(2026, 3, 29, 18, tzinfo=UTC)),
        (datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # skipped: it is 3:30 then
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the first one
        (datetime(2026, 10, 25, 20), datetime(2026, 10, 25, 19, tzinfo=UTC)),
    ],
)
def test_a_wall_time_is_one_instant_also_on_the_days_when_the_clocks_change(
    wall: datetime, instant: datetime
) -> None:
    assert a_series().instant(wall) == instant


@given(st.sampled_from(ZONES), st.integers(0, 3 * 366 * 48))
def test_the_clock_at_an_instant_shows_its_wall_time(zone: str, half_hours: int) -> None:
    series, at = a_series(zone), TIME_ZERO + half_hours * timedelta(minutes=30)
    again = series.instant(series.wall(at))
    assert again == at or (at - again <= HOUR and series.wall(again) == series.wall(at))


def test_events_are_ahead_for_weeks_and_never_beyond_the_end_of_their_series() -> None:
    now = TIME_ZERO + DAY
    assert a_series().horizon(now) == now + AHEAD
    assert a_series(until=now + DAY).horizon(now) == now + DAY
    later = a_series(plan=a_plan(TIME_ZERO + 300 * DAY))
    assert later.horizon(now) == TIME_ZERO + 300 * DAY + A_MOMENT
    assert later.lacks(now) and not a_series(plan=later.plan, made_through=later.horizon(now)).lacks(now)


def test_once_a_day_is_enough_to_look_but_the_last_ones_are_not_forgotten() -> None:
    now = TIME_ZERO + DAY
    made = a_series(made_through=now + AHEAD)
    assert not made.lacks(now) and not made.lacks(now + 23 * HOUR) and made.lacks(now + DAY)
    ending = a_series(made_through=now + AHEAD, until=now + AHEAD + HOUR)
    assert ending.lacks(now + HOUR) and not a_series(made_through=now, until=now).lacks(now + DAY)
