"""Rising or going quiet: one word from two scores."""

import pytest

from domain.insights.profile.course import course


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (None, 10.0, "unknown"),
        (10.0, None, "unknown"),
        (10.0, 0.0, "back"),
        (10.0, 10.0, "steady"),
        (5.0, 10.0, "steady"),
        (4.5, 10.0, "quieter"),
        (14.5, 10.0, "steady"),
        (15.0, 10.0, "rising"),
        (0.0, 10.0, "voice_only"),
        (1.0, 5.0, "steady"),
        (5.5, 1.0, "steady"),
        (6.0, 1.0, "rising"),
    ],
)
def test_half_as_much_is_going_quiet_and_half_as_much_again_is_rising(
    now: float | None, before: float | None, expected: str
) -> None:
    assert course(now, before, active=True, new=False) == expected


def test_whoever_came_in_this_time_is_new_whatever_the_score() -> None:
    assert course(10.0, 0.0, active=True, new=True) == "new"


def test_whoever_did_nothing_is_silent_even_if_they_were_so_before() -> None:
    assert course(0.0, 0.0, active=False, new=False) == "silent"
    assert course(None, 0.0, active=False, new=False) == "unknown", "nobody listened: no silence"
