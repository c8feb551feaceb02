"""The local calendar against zoneinfo itself, in every zone there is."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.errors import Invalid
from domain.kernel.instants import LocalCalendar, day_number, day_of_number, midnight, utc, zone

ZONES = sorted(available_timezones() - {"localtime"})
ODD_ZONES = (
    *("UTC", "Europe/Rome", "America/New_York", "America/Sao_Paulo", "America/Havana", "America/St_Johns"),
    *(
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Pacific/Apia",
        "Asia/Gaza",
    ),
    *("Africa/Casablanca", "Africa/Cairo", "Asia/Beirut", "Atlantic/Azores", "Antarctica/Troll"),
)
INSTANTS = st.datetimes(datetime(2015, 1, 2), datetime(2037, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


def transitions(zone_name: str) -> list[datetime]:
    """The instants from 2015 to 2037 at which the clocks of a zone are moved, found by halving."""
    tz, found = ZoneInfo(zone_name), []
    low = datetime(2015, 1, 1, tzinfo=UTC)
    while low.year < 2038:
        high = low + timedelta(days=10)
        if low.astimezone(tz).utcoffset() != high.astimezone(tz).utcoffset():
            before, after = low, high
            while after - before > timedelta(minutes=1):
                middle = before + (after - before) // 2
                same = middle.astimezone(tz).utcoffset() == before.astimezone(tz).utcoffset()
                before, after = (middle, after) if same else (before, middle)
            found.append(after.replace(second=0, microsecond=0))
        low = high
    return found


CHANGES = [(name, at) for name in ODD_ZONES for at in transitions(name)]
AROUND_CHANGES = st.tuples(st.sampled_from(CHANGES), st.integers(-90_000, 90_000)).map(
    lambda drawn: (drawn[0][0], drawn[0][1] + timedelta(seconds=drawn[1]))
)


@given(st.tuples(st.sampled_from(ZONES), INSTANTS) | AROUND_CHANGES)
def test_day_and_hour_are_those_of_zoneinfo(drawn: tuple[str, datetime]) -> None:
    zone_name, at = drawn
    local = at.astimezone(ZoneInfo(zone_name))
    assert LocalCalendar(zone_name).day_hour(at) == ((local.date() - date(1970, 1, 1)).days, local.hour)


def test_every_offset_since_discord_began_is_a_number_of_quarter_hours() -> None:
    """What the calendar remembers by; a zone that broke it would need another calendar."""
    moments = [datetime(2015, 1, 1, tzinfo=UTC) + timedelta(days=30 * n) for n in range(280)]
    for zone_name in ZONES:
        tz = ZoneInfo(zone_name)
        for at in moments:
            offset = at.astimezone(tz).utcoffset()
            assert offset is not None and offset % timedelta(minutes=15) == timedelta(0), zone_name


@pytest.mark.parametrize("zone_name", ODD_ZONES)
def test_one_calendar_remembers_rightly_on_both_sides_of_each_change_of_clocks(zone_name: str) -> None:
    calendar, tz = LocalCalendar(zone_name), ZoneInfo(zone_name)
    for change in transitions(zone_name):
        for minutes in (-61, -31, -16, -15, -1, 0, 1, 14, 15, 29, 30, 59, 60):
            for seconds in (0, 59):
                at = change + timedelta(
                    minutes=minutes, seconds=seconds, microseconds=999_999 * (seconds > 0)
                )
                local = at.astimezone(tz)
                assert calendar.day_hour(at) == (day_number(local.date()), local.hour)


@pytest.mark.parametrize("zone_name", ODD_ZONES)
def test_each_midnight_begins_its_day(zone_name: str) -> None:
    tz = zone(zone_name)
    for day in {at.astimezone(tz).date() for at in transitions(zone_name)}:
        for near in (day - timedelta(days=1), day, day + timedelta(days=1)):
            begins = midnight(near, tz)
            assert begins.astimezone(tz).date() == near
            assert (begins - timedelta(seconds=1)).astimezone(tz).date() == near - timedelta(days=1)


@given(AROUND_CHANGES, st.integers(0, 2000))
def test_minutes_are_split_as_a_slow_count_splits_them(drawn: tuple[str, datetime], minutes: int) -> None:
    zone_name, start = drawn[0], drawn[1].replace(second=0, microsecond=0)
    tz = ZoneInfo(zone_name)
    slow = Counter((start + timedelta(minutes=passed)).astimezone(tz).date() for passed in range(minutes))
    parts = LocalCalendar(zone_name).split(start, start + timedelta(minutes=minutes))
    assert {day_of_number(day): seconds for day, seconds in parts} == {
        day: 60 * count for day, count in slow.items()
    }
    assert len(parts) == len({day for day, _ in parts})


@given(st.sampled_from(ODD_ZONES), INSTANTS, st.timedeltas(timedelta(days=-1), timedelta(days=4)))
def test_split_keeps_every_whole_second_and_invents_none(
    zone_name: str, start: datetime, lasts: timedelta
) -> None:
    parts = LocalCalendar(zone_name).split(start, start + lasts)
    assert sum(seconds for _, seconds in parts) == max(0, int(lasts.total_seconds()))
    assert all(0 < seconds <= 26 * 3600 for _, seconds in parts)
    assert [day for day, _ in parts] == sorted({day for day, _ in parts})


@pytest.mark.parametrize(
    ("start", "end", "parts"),
    [
        ("2026-03-14T23:00", "2026-03-15T01:30", {"2026-03-14": 3600, "2026-03-15": 5400}),
        ("2026-03-14T23:00", "2026-03-15T00:00", {"2026-03-14": 3600}),
        ("2026-03-15T00:00", "2026-03-15T00:00", {}),
        ("2026-03-15T00:00", "2026-03-15T00:01", {"2026-03-15": 60}),
        # The night in which clocks go forward, and the one in which they go back.
        (
            "2026-03-28T23:00",
            "2026-03-30T01:00",
            {"2026-03-28": 3600, "2026-03-29": 23 * 3600, "2026-03-30": 3600},
        ),
        (
            "2026-10-24T23:00",
            "2026-10-26T01:00",
            {"2026-10-24": 3600, "2026-10-25": 25 * 3600, "2026-10-26": 3600},
        ),
    ],
)
def test_a_session_over_midnight_is_split_there(start: str, end: str, parts: dict[str, int]) -> None:
    rome = ZoneInfo("Europe/Rome")
    begun, ended = (
        datetime.fromisoformat(text).replace(tzinfo=rome).astimezone(UTC) for text in (start, end)
    )
    found = LocalCalendar("Europe/Rome").split(begun, ended)
    assert {day_of_number(day).isoformat(): seconds for day, seconds in found} == parts


def test_a_day_keeps_its_number_there_and_back() -> None:
    assert (day_number(date(1970, 1, 1)), day_number(date(2026, 3, 2))) == (0, 20514)
    assert day_of_number(20514) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Mars/Olympus",
        "../../etc/passwd",
        "/etc/localtime",
        "Europe",
        "UTC\x00",
        "\ud800",
        "x" * 10_000,
    ],
)
def test_a_zone_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="time zone"):
        zone(name)


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(Invalid, match="no time zone"):
        utc(datetime(2026, 3, 14))  # noqa: DTZ001
