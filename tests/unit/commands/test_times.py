"""Times that are suggested for /kpi, in the zone of the guild."""

from datetime import UTC, datetime

import pytest

from adapters.discord.commands.insights.times import moments, span_words, windows
from domain.kernel.windows import AsOf, window

LATE = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
"""A Wednesday in UTC, and a Thursday already in Tokyo."""


def test_the_usual_times_come_first_and_the_last_week_and_month_with_their_days() -> None:
    found = dict(windows("", LATE, "UTC"))
    assert list(found.values())[:4] == ["7d", "30d", "90d", "all"]
    assert found["last week: 2 March 2026 to 8 March 2026"] == "2026-03-02..2026-03-08"
    assert found["last month: 1 February 2026 to 28 February 2026"] == "2026-02-01..2026-02-28"


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("last m", ["2026-02-01..2026-02-28"]),
        ("2026-03-01..2026-03-03", ["2026-03-01..2026-03-03"]),
        ("14d", ["14d"]),
        ("soon", []),
        ("2026-03-03..2026-03-01", []),
    ],
)
def test_a_time_that_is_typed_is_taken_where_it_is_one(typed: str, values: list[str]) -> None:
    assert [value for _, value in windows(typed, LATE, "UTC")] == values


def test_moments_are_ends_of_days_of_the_guild() -> None:
    assert dict(moments("", LATE, "Asia/Tokyo")) == {
        "yesterday: 11 March 2026": "2026-03-11",
        "a week ago: 5 March 2026": "2026-03-05",
        "the end of last week: 8 March 2026": "2026-03-08",
        "the end of last month: 28 February 2026": "2026-02-28",
    }
    assert list(moments("2026-01-31", LATE, "UTC")) == [("the end of 31 January 2026", "2026-01-31")]
    assert list(moments("2026-01-31T18:00", LATE, "UTC")) == [("2026-01-31T18:00", "2026-01-31T18:00")]
    assert list(moments("31.1.", LATE, "UTC")) == []


def test_a_time_says_whether_it_is_over_and_when_it_was_known() -> None:
    now, then = AsOf.at(LATE, "UTC"), AsOf.parse("2026-03-10", "UTC")
    assert (
        span_words(window("7d", now), now)
        == "5 March 2026 to 11 March 2026 (7 days, the last one not over yet)"
    )
    assert span_words(window("1d", then), then) == "10 March 2026 (1 day)"
    asked = window("2026-03-01..2026-03-03", then)
    assert span_words(asked, then).endswith("(3 days), as it was known on 10 March 2026")
