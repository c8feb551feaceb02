"""What stands out in somebody's time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.spans import Span
from domain.insights.profile.moments import SILENCE, longest_silence
from domain.insights.profile.reading import read_profile
from domain.kernel.windows import Window
from tests.builders.overview import a_window
from tests.builders.readings.profile import LAST_DAY, ME, at, listened, member_facts


def silence(course: str) -> tuple[int, int] | None:
    """a = active, . = silent and heard, x = not heard."""
    active = np.array([sign == "a" for sign in course], dtype=np.bool_)
    heard = np.array([sign != "x" for sign in course], dtype=np.bool_)
    return longest_silence(active, heard)


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ("", None),
        ("aaaa", None),
        ("a..a", None),
        ("a...a", (1, 4)),
        ("...a....a", (4, 8)),
        ("a...a...", (5, 8)),
        ("a..x..a", None),
        ("a..x...a", (4, 7)),
        ("xxxxxx", None),
        ("......", (0, 6)),
    ],
)
def test_the_longest_silence_is_a_run_of_days_that_somebody_listened_to(
    course: str, expected: tuple[int, int] | None
) -> None:
    assert silence(course) == expected


@given(st.text("a.x", max_size=30))
def test_no_run_of_silent_days_is_longer(course: str) -> None:
    runs = [len(run) for run in course.replace("x", "a").split("a")]
    found = silence(course)
    longest = max(runs, default=0)
    assert (found is None) == (longest < SILENCE)
    if found:
        assert found[1] - found[0] == longest
        assert set(course[slice(*found)]) == {"."}


def kinds(*rows: tuple[int, ...], **changes: object) -> dict[str, int]:
    """Kinds of moments with their first day, counted from the last one."""
    found = read_profile(member_facts(rows, **changes)).doings
    assert found is not None
    return {one.kind: (one.first - LAST_DAY).days for one in found.moments}


def test_the_first_message_on_record_stands_out_only_in_its_own_time() -> None:
    assert kinds((-9, ME, 1), (-5, ME, 1))["first_message"] == -9
    assert "first_message" not in kinds((-40, ME, 1), (-5, ME, 1))


def test_the_best_day_is_the_one_of_most_points_and_one_day_alone_is_not_best() -> None:
    assert kinds((-9, ME, 3), (-5, ME, 1, 9), (-4, ME, 2))["best_day"] == -5
    assert "best_day" not in kinds((-9, ME, 3))


def test_joins_returns_and_leaves_stand_out() -> None:
    memberships = [
        Span(at(20), at(15), False, False, None),
        Span(at(10), None, False, False, None),
    ]
    found = kinds((-20, ME, 1), memberships=memberships)
    assert (found["joined"], found["left"], found["came_back"]) == (-20, -15, -10)


def test_nobody_is_silent_before_they_came_or_after_they_left() -> None:
    gone = [Span(at(20), at(15), False, False, None)]
    assert "silence" not in kinds((-20, ME, 1), (-17, ME, 1), memberships=gone)
    assert kinds((-17, ME, 1))["silence"] == -16


def test_nobody_is_silent_while_nobody_listens() -> None:
    spans = [*listened(until=12), *listened(since=3)]
    assert "silence" not in kinds((-13, ME, 1), (-3, ME, 1), (-1, ME, 1), spans=spans)


def test_a_day_that_is_not_over_is_no_silence_yet() -> None:
    whole = a_window()
    still = Window(first=whole.first, last=whole.last, label="30d", open=True)
    assert "silence" in kinds((-3, ME, 1), window=whole)
    assert "silence" not in kinds((-3, ME, 1), window=still)
