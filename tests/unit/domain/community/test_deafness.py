"""When a silent connection is taken for deaf: by how busy that hour usually is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.deafness import HOURS, Bustle, DeafnessRules, is_deaf, patience

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RULES = DeafnessRules()


def busy(each_hour: float, hours: float = 1.0) -> Bustle:
    return Bustle(told=(each_hour * hours,) * HOURS, hours=(hours,) * HOURS)


@pytest.mark.parametrize(
    ("each_hour", "allowed"),
    [
        (3600, 5 * MINUTE),
        (36, 5 * MINUTE),
        (20, 9 * MINUTE),
        (6, 30 * MINUTE),
        (0.25, timedelta(hours=12)),
    ],
)
def test_a_silence_may_last_three_times_the_usual_gap_and_at_least_five_minutes(
    each_hour: float, allowed: timedelta
) -> None:
    assert patience(busy(each_hour), NOON, NOON + MINUTE, RULES) == allowed
    assert not is_deaf(busy(each_hour), NOON, NOON + allowed, RULES)
    assert is_deaf(busy(each_hour), NOON, NOON + allowed + timedelta(seconds=1), RULES)


def test_where_nothing_was_ever_told_silence_says_nothing() -> None:
    assert patience(Bustle(), NOON, NOON + timedelta(days=3), RULES) is None
    assert not is_deaf(Bustle(), NOON, NOON + timedelta(days=3), RULES)


def test_of_the_hours_that_a_silence_touches_the_quietest_decides() -> None:
    told = [60.0] * HOURS
    told[13] = 2.0
    evening = Bustle(told=tuple(told), hours=(1.0,) * HOURS)
    assert patience(evening, NOON + 50 * MINUTE, NOON + 59 * MINUTE, RULES) == 5 * MINUTE
    assert patience(evening, NOON + 50 * MINUTE, NOON + 70 * MINUTE, RULES) == 90 * MINUTE


def test_each_session_that_told_nothing_either_doubles_the_patience() -> None:
    twice = RULES.more_patient(1)
    assert patience(busy(6), NOON, NOON + MINUTE, twice) == 60 * MINUTE
    assert patience(busy(3600), NOON, NOON + MINUTE, RULES.more_patient(3)) == 40 * MINUTE


def test_the_last_weeks_are_counted_in_utc_and_days_without_anything_are_left_out() -> None:
    counts = [(1, 20, 40), (2, 20, 20), (2, 23, 2)]
    bustle = Bustle.of_days(counts, timedelta(hours=2))
    assert bustle.usual_gap(18) == timedelta(hours=2) / 60
    assert bustle.usual_gap(21) == timedelta(hours=1)
    assert bustle.usual_gap(20) is None


def test_guilds_of_one_connection_are_busy_at_the_same_time() -> None:
    both = busy(10).with_neighbour(busy(20))
    assert both.usual_gap(12) == timedelta(hours=1) / 30
    assert busy(10).with_bustle(busy(20)).usual_gap(12) == timedelta(hours=1) / 15


@given(st.integers(0, 2 * 86_400), st.integers(0, 3 * 86_400))
def test_the_hours_listened_are_as_long_as_the_time_listened(later: int, seconds: int) -> None:
    start = NOON + timedelta(seconds=later)
    bustle = Bustle().with_listened(start, start + timedelta(seconds=seconds))
    assert sum(bustle.hours) == pytest.approx(seconds / 3600)
    assert bustle.with_told(start, 3).told[start.hour] == 3
