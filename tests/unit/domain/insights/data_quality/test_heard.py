"""What was heard of the days of a chart, and the stretches of its strip."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.coverage import CoverageSpan, coverage
from domain.insights.data_quality import HeardDays, Reason, heard_days, of_channel
from domain.kernel.windows import Window
from tests.builders.activities import DAY, DAY_ZERO, HOUR, TIME_ZERO
from tests.unit.domain.community.test_coverage import SPANS, heard
from tests.unit.domain.insights.facts import listening

WEEK = Window(first=DAY_ZERO, last=DAY_ZERO + timedelta(days=6))
NOON = TIME_ZERO.replace(hour=12)


def a_week(*shares: float | None) -> HeardDays:
    """Days of these shares."""
    return HeardDays(
        first=date(2026, 3, 2), families=("messages",), least="messages", share=0.5, shares=shares, gaps=()
    )


@given(st.lists(st.sampled_from([0.0, 0.25, 1.0, None]), min_size=1, max_size=60), st.integers(1, 70))
def test_the_stretches_of_a_strip_partition_its_days(shares: list[float | None], most: int) -> None:
    found = a_week(*shares).stretches(most)
    at = 0
    for stretch in found:
        assert stretch.first == at
        assert stretch.days > 0
        at += stretch.days
    assert at == len(shares)
    assert len(found) <= most
    if most >= len(shares):
        assert [s.share for s in found for _ in range(s.days)] == shares


def test_where_days_share_a_piece_it_is_whole_only_if_all_of_them_are() -> None:
    days = [1.0] * 40
    days[17] = 0.0
    found = a_week(*days).stretches(10)
    assert [(one.first, one.days, one.share) for one in found] == [(0, 16, 1), (16, 4, 0.75), (20, 20, 1)]


@given(SPANS, st.integers(0, 9 * 24))
def test_the_share_is_that_of_the_coverage_and_of_the_days_together(
    spans: list[CoverageSpan], hours: int
) -> None:
    until = NOON - 12 * HOUR + hours * HOUR
    found = heard_days(spans, ["messages"], WEEK, "UTC", until)
    start, end = WEEK.instants("UTC")
    over = min(end, until)
    assert found.share == coverage(spans, "messages", start, over).share
    lengths = [min(max((over - start - day * DAY) / DAY, 0), 1) for day in range(7)]
    assert [share is None for share in found.shares] == [length == 0 for length in lengths]
    if start < over:
        weighed = sum(
            (share or 0) * length for share, length in zip(found.shares, lengths, strict=True)
        ) / sum(lengths)
        assert weighed == pytest.approx(found.share, abs=1e-6)


def test_a_chart_of_two_families_shows_each_day_as_heard_as_the_worse_of_them() -> None:
    spans = [*listening(0, 5, "messages"), *listening(1, 7, "voice")]
    found = heard_days(spans, ("messages", "voice"), WEEK, "UTC", NOON + 30 * DAY)
    assert found.shares == (0, 1, 1, 1, 1, 0, 0)
    assert found.least == "messages"
    assert found.share == pytest.approx(5 / 7)
    assert [(gap.families, gap.reason) for gap in found.gaps] == [
        (("voice",), Reason.BEFORE),
        (("messages",), Reason.STOPPED),
    ]


def test_the_present_day_counts_as_far_as_it_has_come() -> None:
    spans = listening(0, 2.5, "messages")
    found = heard_days(spans, ("messages",), WEEK, "UTC", NOON + 2 * DAY)
    assert found.full
    assert found.shares == (1, 1, 1, None, None, None, None)
    assert [(one.days, one.share) for one in found.stretches()] == [(3, 1), (4, None)]


def test_a_channel_is_heard_by_its_own_spans_and_by_those_of_all() -> None:
    spans = [heard(0, 1, 7), heard(0, 1, 8), heard(0, 1)]
    assert {span.channel for span in of_channel(spans, 7)} == {7, None}


def test_the_days_are_those_of_the_guilds_zone() -> None:
    spans = [attrs.evolve(span, end=span.end - HOUR) for span in listening(0, 7, "messages")]
    found = heard_days(spans, ("messages",), WEEK, "Europe/Rome", NOON + 30 * DAY)
    assert found.shares[0] == pytest.approx(23 / 24)
    assert found.shares[-1] == 1
