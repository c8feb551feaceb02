"""Windows and the moment they are read at: local days, half-open, never beyond what Python's dates hold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.errors import Invalid
from domain.kernel.instants import zone
from domain.kernel.windows import FIRST_DAY, LAST_DAY, AsOf, Window, window

SATURDAY = date(2026, 3, 14)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "zone_name", "instant", "last_day"),
    [
        # A date is the end of that day in the guild's zone.
        ("2026-03-14", "UTC", "2026-03-15T00:00Z", "2026-03-14"),
        ("2026-03-14", "Asia/Kolkata", "2026-03-14T18:30Z", "2026-03-14"),
        ("2026-03-14", "Asia/Kathmandu", "2026-03-14T18:15Z", "2026-03-14"),
        ("2026-03-14", "Pacific/Kiritimati", "2026-03-14T10:00Z", "2026-03-14"),
        ("2026-03-14", "America/New_York", "2026-03-15T04:00Z", "2026-03-14"),
        # The day on which clocks go forward has 23 hours, the one on which they go back has 25.
        ("2026-03-28", "Europe/Rome", "2026-03-28T23:00Z", "2026-03-28"),
        ("2026-03-29", "Europe/Rome", "2026-03-29T22:00Z", "2026-03-29"),
        ("2026-10-25", "Europe/Rome", "2026-10-25T23:00Z", "2026-10-25"),
        # Clocks that change at midnight itself: the day begins where the calendar says so.
        ("2018-11-03", "America/Sao_Paulo", "2018-11-04T03:00Z", "2018-11-03"),
        ("2018-02-17", "America/Sao_Paulo", "2018-02-18T03:00Z", "2018-02-17"),
        # A date and time is itself, local when it has no offset.
        ("2026-03-14T18:00+01:00", "UTC", "2026-03-14T17:00Z", "2026-03-14"),
        ("2026-03-14T18:00Z", "Asia/Kolkata", "2026-03-14T18:00Z", "2026-03-14"),
        ("2026-03-14T18:00", "Asia/Kolkata", "2026-03-14T12:30Z", "2026-03-14"),
        ("2026-03-14T23:00Z", "Asia/Kolkata", "2026-03-14T23:00Z", "2026-03-15"),
        # An instant is exclusive: at midnight sharp the day before has just ended.
        ("2026-03-15T00:00", "Asia/Kolkata", "2026-03-14T18:30Z", "2026-03-14"),
        ("2026-03-15T00:00:00.000001", "UTC", "2026-03-15T00:00:00.000001Z", "2026-03-15"),
    ],
)
def test_a_moment_is_an_exclusive_instant_and_the_last_day_it_sees(
    text: str, zone_name: str, instant: str, last_day: str
) -> None:
    read = AsOf.parse(text, zone_name)
    assert (read.instant, read.last_day) == (at(instant), date.fromisoformat(last_day))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "yesterday", "2026-13-01", "2026-02-30", "14.03.2026", "2026-03-14T25:00", "9" * 10_000),
        *("0001-01-01", "9999-12-31", "2014-12-31", "0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59"),
        *("9999-12-31T23:59", "0001-01-01T00:00Z", "2026-03-14\x00", "\ud800", "1970-01-01T00:00Z", "NaN"),
    ],
)
@pytest.mark.parametrize("zone_name", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_moment_that_is_none_or_out_of_reach_is_refused(text: str, zone_name: str) -> None:
    with pytest.raises(Invalid):
        AsOf.parse(text, zone_name)


@given(st.text(alphabet="0123456789-T:+Z.Wd ", max_size=30) | st.text(max_size=40), st.text(max_size=40))
def test_no_text_gives_anything_but_a_moment_and_a_window_or_a_refusal(moment: str, days: str) -> None:
    for zone_name in ("Pacific/Kiritimati", "America/St_Johns"):
        try:
            read = AsOf.parse(moment, zone_name)
        except Invalid:
            read = AsOf.end_of(SATURDAY, zone_name)
        assert FIRST_DAY <= read.last_day <= LAST_DAY
        for text in (days, moment, "7d", "3660d", "all", f"{moment}..{moment}"):
            try:
                found = window(text, read, zone_name=zone_name)
            except Invalid:
                continue
            assert found.previous().days == found.days
            found.instants(zone_name), found.previous().instants(zone_name)


@pytest.mark.parametrize(
    ("text", "first", "last", "days"),
    [
        ("1d", "2026-03-14", "2026-03-14", 1),
        ("7d", "2026-03-08", "2026-03-14", 7),
        ("30d", "2026-02-13", "2026-03-14", 30),
        ("90d", "2025-12-15", "2026-03-14", 90),
        ("3660d", "2016-03-07", "2026-03-14", 3660),
        ("2026-03-01..2026-03-31", "2026-03-01", "2026-03-31", 31),
        ("2026-03-01..2026-03-01", "2026-03-01", "2026-03-01", 1),
        ("2015-01-01..2015-01-02", "2015-01-01", "2015-01-02", 2),
        ("all", "2024-01-05", "2026-03-14", 800),
    ],
)
def test_a_window_includes_both_of_its_days(text: str, first: str, last: str, days: int) -> None:
    found = window(text, AsOf.end_of(SATURDAY, "UTC"), since=date(2024, 1, 5))
    assert (found.first.isoformat(), found.last.isoformat(), found.days) == (first, last, days)
    assert found.span[1] - found.span[0] == days
    before = found.previous()
    assert (before.days, before.last) == (days, found.first - timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03-01..2026-03-31", "2026-02-01", "2026-02-28"),
        ("2024-03-01..2024-03-31", "2024-02-01", "2024-02-29"),
        ("2026-01-01..2026-01-31", "2025-12-01", "2025-12-31"),
        ("2026-03-01..2026-03-30", "2026-01-30", "2026-02-28"),
        ("2026-03-02..2026-03-31", "2026-01-31", "2026-03-01"),
        ("2026-02-01..2026-03-31", "2025-12-04", "2026-01-31"),
    ],
)
def test_a_month_is_preceded_by_the_month_before_and_any_other_window_by_as_many_days(
    text: str, first: str, last: str
) -> None:
    before = window(text, AsOf.end_of(SATURDAY, "UTC")).preceding()
    assert (before.first.isoformat(), before.last.isoformat()) == (first, last)


def test_everything_of_a_guild_without_data_before_the_moment_is_the_moments_own_day() -> None:
    for since in (None, SATURDAY, SATURDAY + timedelta(days=100)):
        found = window("all", AsOf.end_of(SATURDAY, "UTC"), since=since)
        assert (found.first, found.last) == (SATURDAY, SATURDAY)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "7",
            "d",
            "0d",
            "3661d",
            "99999d",
            "-7d",
            "7D",
            " 7d",
            "7d ",
            "7d\n",
            "٧d",
            "7.5d",
            "7w",
            "ALL",
        ),
        *("2026-03-01", "2026-03-01..", "..2026-03-01", "..", "2026-03-01...2026-03-02", "2026-03-01..x"),
        *(
            "2026-03-02..2026-03-01",
            "2014-12-31..2015-01-02",
            "2026-01-01..9990-01-01",
            "0001-01-01..0001-01-02",
        ),
        *("2026-03-01..2026-03-02..2026-03-03", "2026-02-30..2026-03-01", "2015-01-01..9999-12-31"),
    ],
)
def test_a_window_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        window(text, AsOf.end_of(SATURDAY, "UTC"))


@pytest.mark.parametrize(
    ("text", "moment", "is_open"),
    [
        ("7d", "2026-03-14", False),
        ("7d", "2026-03-14T18:00", True),
        ("7d", "2026-03-15T00:00", False),
        ("all", "2026-03-14T00:01", True),
        ("2026-03-01..2026-03-13", "2026-03-14T18:00", False),
        ("2026-03-01..2026-03-14", "2026-03-14T18:00", True),
        ("2026-03-01..2026-03-14", "2026-03-14", False),
        ("2026-03-01..2026-03-15", "2026-03-14", True),
    ],
)
@pytest.mark.parametrize("zone_name", ["UTC", "Asia/Kolkata", "America/St_Johns"])
def test_a_window_is_open_while_its_last_day_is_not_over(
    text: str, moment: str, is_open: bool, zone_name: str
) -> None:
    assert window(text, AsOf.parse(moment, zone_name), zone_name=zone_name).open is is_open


@pytest.mark.parametrize(
    ("day", "zone_name", "hours"),
    [
        ("2026-03-28", "Europe/Rome", 24),
        ("2026-03-29", "Europe/Rome", 23),
        ("2026-10-25", "Europe/Rome", 25),
        ("2026-04-05", "Australia/Lord_Howe", 24.5),
        ("2026-10-04", "Australia/Lord_Howe", 23.5),
        ("2018-11-04", "America/Sao_Paulo", 23),
        ("2018-02-17", "America/Sao_Paulo", 25),
        ("2026-11-01", "America/Havana", 25),
        ("2026-03-08", "America/Havana", 23),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(day: str, zone_name: str, hours: float) -> None:
    only = Window(first=date.fromisoformat(day), last=date.fromisoformat(day))
    start, end = only.instants(zone_name)
    assert end - start == timedelta(hours=hours)
    assert start.astimezone(zone(zone_name)).date() == only.first
    assert (start - timedelta(microseconds=1)).astimezone(zone(zone_name)).date() < only.first


def test_a_window_cannot_end_before_it_starts() -> None:
    with pytest.raises(Invalid):
        Window(first=SATURDAY, last=SATURDAY - timedelta(days=1))
