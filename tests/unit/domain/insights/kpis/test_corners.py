"""Corners of the calendar and of communities: every KPI of the catalogue reads them without falling over."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.settings import GuildSettings
from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.periods import periods
from domain.insights.kpis.reading import Reading, read
from domain.kernel.instants import day_number, midnight, zone
from domain.kernel.windows import AsOf, Window
from tests.builders.readings.kpis import WEEK, activity, belonging, days, heard, reading, said, some_facts
from tests.builders.sheets import TODAY

READ = tuple(one for one in CATALOGUE if set(one.facts) <= {"activity", "members"})
DAYS = (date(2026, 3, 29), date(2026, 10, 25), date(2024, 2, 29), date(2026, 12, 31))
ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Rome", "Asia/Kathmandu")


def around(
    day: date, *rows: Sequence[int], zone_name: str = "UTC", spans: Any = None, count: int = 4
) -> KpiFacts:
    """Facts as of the end of that day; rows are told in days away from it."""
    tz = zone(zone_name)
    away = day_number(day) - TODAY
    start, end = midnight(day - timedelta(days=400), tz), midnight(day + timedelta(days=1), tz)
    told = [CoverageSpan(family=one, start=start, end=end, source="gateway") for one in FAMILIES]
    people = belonging(count)
    return KpiFacts(
        guild=1,
        settings=GuildSettings(time_zone=zone_name),
        as_of=AsOf.end_of(day, zone_name),
        spans=told if spans is None else spans,
        activity=activity(*((row[0] + away, *row[1:]) for row in rows)),
        members=attrs.evolve(people, joined=people.joined + away),
    )


def ending(day: date, length: int) -> Window:
    return Window(first=day - timedelta(days=length - 1), last=day)


def everything(facts: KpiFacts, window: Window = WEEK) -> dict[str, Reading]:
    """Every KPI read, by itself and taken apart; each has a number or says why not."""
    found = {}
    for one in READ:
        found[one.key] = read(one, facts, window)
        assert (found[one.key].shown is None) == (found[one.key].unavailable is not None), one.key
        assert 0 <= found[one.key].covered <= 1, one.key
        for by in one.by:
            read(one, facts, window, by=by)
    return found


@pytest.mark.parametrize("zone_name", ZONES)
@pytest.mark.parametrize(
    "day", [date(2026, 3, 29), date(2026, 10, 25), date(2024, 2, 29), date(2026, 12, 31)]
)
def test_a_day_is_a_day_of_the_guild_also_when_it_has_another_length(zone_name: str, day: date) -> None:
    facts = around(day, *said(0, 0), *said(1, -1), (0, 2, 1, 0, 3600), zone_name=zone_name)
    found = everything(facts, ending(day, 1))
    assert found["active_members"].value == 2
    assert (found["dau"].value, found["dau"].covered) == (2, 1)
    assert found["voice_time"].value == pytest.approx(60 / (4 * found["voice_time"].read.days / 7), rel=0.05)


def test_on_the_day_that_loses_an_hour_voice_time_is_of_23_hours() -> None:
    day = date(2026, 3, 29)
    facts = around(day, (0, 0, 0, 0, 3600), zone_name="Europe/Rome", count=1)
    assert read(kpi("voice_time"), facts, ending(day, 1)).value == pytest.approx(60 / (23 / (7 * 24)))


def test_a_53rd_week_is_a_week_and_is_held_against_the_52nd() -> None:
    end = date(2027, 1, 3)  # the Sunday of 2026-W53
    facts = around(end, *said(0, -6, 0), *said(1, -7), *said(2, -13, -6))
    [week] = periods(ending(end, 7), "week", facts.as_of, "UTC")
    assert (week.label, week.days, week.open) == ("2026-W53", 7, False)
    assert week.preceding() == Window(
        first=date(2026, 12, 21), last=date(2026, 12, 27), label="previous 7 days"
    )
    assert read(kpi("lifecycle_returning"), facts, week).value == 1
    assert read(kpi("lifecycle_resurrecting"), facts, week).value == 1
    assert read(kpi("lifecycle_dormant"), facts, week).value == 1


def test_the_month_of_a_leap_day_has_29_days_and_every_one_counts() -> None:
    end = date(2024, 2, 29)
    facts = around(end, *said(0, *range(-28, 1)), *said(1, -29))
    [month] = periods(ending(end, 1), "month", facts.as_of, "UTC")
    assert (month.label, month.days) == ("2024-02", 29)
    assert read(kpi("dau"), facts, month).value == 1
    assert read(kpi("mau"), facts, month).value == 1
    assert read(kpi("monthly_churn_soft"), facts, month).numerator == 1


@pytest.mark.parametrize("zone_name", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_what_is_heard_is_cut_at_the_midnights_of_the_guild(zone_name: str) -> None:
    day = date(2026, 3, 2)
    utc = [
        CoverageSpan(
            family=one,
            start=datetime(2026, 3, 2, tzinfo=UTC),
            end=datetime(2026, 3, 3, tzinfo=UTC),
            source="gateway",
        )
        for one in FAMILIES
    ]
    facts = around(day, *said(0, 0), zone_name=zone_name, spans=utc)
    offset = zone(zone_name).utcoffset(datetime(2026, 3, 2))  # noqa: DTZ001 - local by meaning
    assert offset is not None
    shared = 1 - abs(offset.total_seconds()) / 86_400
    assert read(kpi("active_members"), facts, ending(day, 1)).covered == pytest.approx(max(0, shared))


def test_an_empty_guild_has_nobody() -> None:
    found = everything(some_facts(people=belonging(0)))
    assert (found["members"].value, found["wam"].shown, found["dau"].value) == (0, 0, 0)
    assert found["wam"].value is None
    assert found["hard_churn"].unavailable
    unheard = everything(some_facts(people=belonging(0), spans=[]))
    assert all(one.unavailable for one in unheard.values())


def test_one_member_is_a_community() -> None:
    found = everything(some_facts(*said(0, 0), count=1))
    assert (found["wam"].value, found["members"].value, found["stickiness"].value) == (
        1,
        1,
        pytest.approx(1 / 7),
    )
    assert found["segment_regular"].value == 1


def test_where_everybody_left_nobody_is_a_member_and_all_churned() -> None:
    facts = some_facts(*said(0, -3), *said(1, -9), people=belonging(2, (0, -90, -1), (1, -90, -2)))
    found = everything(facts)
    assert (found["members"].value, found["wam"].shown, found["wam"].value) == (0, 0, None)
    assert (found["hard_churn"].value, found["segment_left"].value, found["net_growth"].value) == (1, 2, -2)
    assert found["active_members"].value == 1
    assert found["soft_inactivity"].value == 0


def test_where_nobody_left_no_churn_is_hard() -> None:
    found = everything(some_facts(*said(0, -9), *said(1, -9, 0)))
    assert (found["hard_churn"].value, found["leaves"].value, found["segment_left"].value) == (0, 0, 0)
    assert found["soft_inactivity"].value == 0.5


def test_before_the_first_activity_there_is_silence_that_was_heard_or_was_not() -> None:
    listened = some_facts(*said(0, 0), as_of=AsOf.end_of(days(-50).first, "UTC"))
    found = everything(listened, days(-60, -50))
    assert (found["active_members"].value, found["dau"].value, found["mau"].value) == (0, 0, 0)
    deaf = some_facts(
        *said(0, 0), people=belonging(0), spans=heard(-2, 1), as_of=AsOf.end_of(days(-50).first, "UTC")
    )
    assert all(one.unavailable for one in everything(deaf, days(-60, -50)).values())


def test_days_that_have_not_begun_have_no_number() -> None:
    assert all(one.unavailable for one in everything(some_facts(*said(0, 0)), days(1, 7)).values())


def test_nothing_after_the_moment_is_seen() -> None:
    facts = some_facts(*said(0, -9, -3, 0), *said(1, 0), people=belonging(3, (2, -1, None)))
    early = facts.anew(as_of=AsOf.end_of(days(-3).first, "UTC"))
    assert reading("active_members", early, days(-9)).value == 1
    assert reading("members", early, days(-9)).value == 2
    assert reading("dau", early, days(-9)).denominator == 7
