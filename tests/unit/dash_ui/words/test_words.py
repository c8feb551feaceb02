"""Numbers, days and spans of days read the same everywhere."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.dash_ui.words import (
    brief,
    change,
    counted,
    day,
    days,
    listed,
    moment,
    number,
    percent,
    runs,
    sentence,
    short_number,
    spans,
)
from domain.kernel.windows import Window


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, "0"), (7, "7"), (1234, "1,234"), (1234567, "1,234,567"), (12.5, "12.5"), (12.04, "12"), (-3, "-3")],
)
def test_a_number_has_commas_and_no_needless_digits(value: float, told: str) -> None:
    assert number(value) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (999, "999"),
        (1000, "1k"),
        (3412, "3.4k"),
        (34_120, "34.1k"),
        (341_200, "341k"),
        (999_999, "1M"),
        (1_250_000, "1.2M"),
        (7e9, "7B"),
        (2e12, "2T"),
    ],
)
def test_a_short_number_fits_a_narrow_place(value: float, told: str) -> None:
    assert short_number(value) == told


@given(st.floats(min_value=0, max_value=9.9e14))
def test_a_short_number_is_at_most_six_letters_long(value: float) -> None:
    assert len(short_number(value)) <= 6


@pytest.mark.parametrize(
    ("share", "told"),
    [(0, "0%"), (0.004, "under 1%"), (0.5, "50%"), (0.83, "83%"), (0.999, "over 99%"), (1, "100%")],
)
def test_a_little_is_never_nothing_and_almost_all_is_never_all(share: float, told: str) -> None:
    assert percent(share) == told


@pytest.mark.parametrize(
    ("relative", "told"),
    [(0.12, "12%"), (-0.5, "50%"), (0.004, "0.4%"), (2.9, "290%"), (3, "4×"), (120, "121×")],
)
def test_a_large_change_is_told_as_a_multiple(relative: float, told: str) -> None:
    assert change(relative) == told


def test_one_is_singular() -> None:
    assert counted(1, "message") == "1 message"
    assert counted(2, "message") == "2 messages"
    assert counted(1, "activity", "activities") == "1 activity"
    assert brief(20_300_000, "message") == "20.3M messages"


def test_a_day_reads_like_a_day() -> None:
    assert day(date(2026, 3, 4)) == "4 Mar 2026"
    assert day(date(2026, 3, 4), weekday=True) == "Wed 4 Mar 2026"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 3, 14), date(2026, 3, 14), "Sat 14 Mar 2026"),
        (date(2026, 3, 1), date(2026, 3, 14), "1 – 14 Mar 2026"),
        (date(2026, 2, 28), date(2026, 3, 14), "28 Feb – 14 Mar 2026"),
        (date(2025, 12, 20), date(2026, 1, 2), "20 Dec 2025 – 2 Jan 2026"),
    ],
)
def test_a_window_says_no_more_than_it_needs(first: date, last: date, told: str) -> None:
    assert days(Window(first=first, last=last)) == told


def test_a_moment_is_told_in_the_guilds_zone() -> None:
    assert moment(datetime(2026, 3, 14, 23, 30, tzinfo=UTC), "Europe/Rome") == "Sun 15 Mar 2026, 00:30"


def test_the_longest_gaps_are_told_in_order_and_the_rest_is_counted() -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    gaps = tuple(
        (start + timedelta(days=4 * at), start + timedelta(days=4 * at, hours=at + 1)) for at in range(5)
    )
    told = spans(gaps, "UTC")
    assert told == (
        "9 Mar 2026 00:00–03:00; 13 Mar 2026 00:00–04:00; 17 Mar 2026 00:00–05:00; and 2 shorter gaps"
    )


def test_a_gap_of_whole_days_ends_on_its_last_day() -> None:
    start = datetime(2026, 2, 24, tzinfo=UTC)
    assert spans(((start, start + timedelta(days=5)),), "UTC") == "24 Feb 2026 – 28 Feb 2026"


def test_a_list_ends_with_and() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    assert listed([]) == ""


@given(st.lists(st.booleans()))
def test_runs_cover_exactly_what_holds(flags: list[bool]) -> None:
    covered = [at for first, end in runs(flags) for at in range(first, end)]
    assert covered == [at for at, flag in enumerate(flags) if flag]


def test_a_sentence_begins_with_a_capital_whatever_it_begins_with() -> None:
    assert sentence(percent(0.001)) == "Under 1%"
    assert sentence(percent(0.5)) == "50%"
