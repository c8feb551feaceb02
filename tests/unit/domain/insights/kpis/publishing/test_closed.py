"""Which days, weeks and months are over, in any zone, around every oddity of the calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.kpi import GRAINS
from domain.insights.kpis.publishing.closed import (
    GROUPED,
    Period,
    PublishingRules,
    closed_periods,
    groups_published,
)
from domain.kernel.instants import midnight, zone
from domain.kernel.windows import AsOf

ZONES = (
    "UTC",
    "Europe/Rome",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "America/St_Johns",
)


def at(text: str, zone_name: str = "UTC") -> AsOf:
    return AsOf.at(datetime.fromisoformat(text).replace(tzinfo=UTC), zone_name)


def labels(found: list[Period], grain: str) -> list[str]:
    return [one.window.label for one in found if one.grain == grain]


def test_a_guild_without_any_activity_has_nothing_to_publish() -> None:
    assert closed_periods(None, at("2026-03-02T12:00"), "UTC") == []


def test_what_goes_on_is_not_over_and_the_newest_comes_first() -> None:
    found = closed_periods(date(2026, 2, 20), at("2026-03-04T12:00"), "UTC")
    assert labels(found, "day")[:2] == ["2026-03-03", "2026-03-02"]
    assert labels(found, "week") == ["2026-W09", "2026-W08"]
    assert labels(found, "month") == ["2026-02"]
    assert found == sorted(found, key=lambda one: one.window.last, reverse=True)


def test_at_midnight_the_day_is_over_and_a_moment_before_it_is_not() -> None:
    first = date(2026, 3, 1)
    assert labels(closed_periods(first, at("2026-03-02T00:00"), "UTC"), "day") == ["2026-03-01"]
    assert labels(closed_periods(first, at("2026-03-01T23:59:59"), "UTC"), "day") == []


def test_days_end_at_the_midnight_of_the_guild_and_not_of_greenwich() -> None:
    first, moment = date(2026, 2, 28), "2026-03-01T11:00"
    assert labels(closed_periods(first, at(moment, "Pacific/Kiritimati"), "Pacific/Kiritimati"), "day") == [
        "2026-03-01",
        "2026-02-28",
    ]
    assert labels(closed_periods(first, at(moment, "Pacific/Pago_Pago"), "Pacific/Pago_Pago"), "day") == [
        "2026-02-28"
    ]


@pytest.mark.parametrize(
    ("moment", "week"),
    [("2021-01-04T00:00", "2020-W53"), ("2027-01-04T00:00", "2026-W53"), ("2024-03-04T00:00", "2024-W09")],
)
def test_weeks_are_those_of_iso_8601(moment: str, week: str) -> None:
    assert labels(closed_periods(date(2020, 1, 1), at(moment), "UTC"), "week")[0] == week


def test_a_leap_day_is_a_day_of_its_month() -> None:
    (february,) = [
        one for one in closed_periods(date(2024, 2, 1), at("2024-03-01T00:00"), "UTC") if one.grain == "month"
    ]
    assert (february.window.last, february.window.days) == (date(2024, 2, 29), 29)


def test_no_more_is_published_than_the_rules_say() -> None:
    rules = PublishingRules(days=3, weeks=2, months=0)
    found = closed_periods(date(2020, 1, 1), at("2026-03-04T12:00"), "UTC", rules)
    assert [len(labels(found, grain)) for grain in GRAINS] == [3, 2, 0]


@given(
    minutes=st.integers(0, 7_000_000),
    zone_name=st.sampled_from(ZONES),
    days=st.integers(0, 120),
)
def test_periods_of_a_grain_are_over_touch_the_record_and_leave_nothing_out(
    minutes: int, zone_name: str, days: int
) -> None:
    as_of = AsOf.at(datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), zone_name)
    first = as_of.last_day - timedelta(days=days)
    found = closed_periods(first, as_of, zone_name)
    for grain in GRAINS:
        windows = [one.window for one in found if one.grain == grain]
        for window in windows:
            assert midnight(window.last + timedelta(days=1), zone(zone_name)) <= as_of.instant
            assert window.last >= first and not window.open
        for later, earlier in pairwise(windows):
            assert earlier.last + timedelta(days=1) == later.first
        if windows:
            assert windows[-1].first <= first


def test_rows_are_taken_apart_by_short_lists_that_name_nobody_and_not_by_day() -> None:
    assert groups_published(kpi("wam"), "day") == ()
    assert groups_published(kpi("wam"), "week") == ("segment", "tier")
    assert not GROUPED & {"host", "role", "channel", "series"}
    for one in CATALOGUE:
        assert set(groups_published(one, "month")) <= set(one.by)
