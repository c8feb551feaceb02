"""Rules as people and programs write them, and what is no rule of events."""

# ruff: noqa: DTZ001 - wall times have no zone

from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from adapters.recurrence.rules import DateutilRules
from domain.kernel.errors import Invalid

TUESDAY = datetime(2026, 3, 3, 20)
RULES = DateutilRules()


def days(rule: str, first: datetime = TUESDAY, after: datetime = TUESDAY, until: int = 2027) -> list[str]:
    found = RULES.occurrences(rule, first, after, datetime(until, 1, 1))
    return [f"{at:%m-%d}" for at in found]


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("FREQ=WEEKLY", ["03-03", "03-10", "03-17"]),
        ("FREQ=WEEKLY;INTERVAL=2", ["03-03", "03-17", "03-31"]),
        ("FREQ=WEEKLY;BYDAY=TU,FR", ["03-03", "03-06", "03-10"]),
        ("FREQ=DAILY;INTERVAL=3", ["03-03", "03-06", "03-09"]),
        ("FREQ=MONTHLY;BYDAY=1TU", ["03-03", "04-07", "05-05"]),
        ("FREQ=MONTHLY;BYMONTHDAY=3", ["03-03", "04-03", "05-03"]),
        ("FREQ=YEARLY", ["03-03"]),
    ],
)
def test_a_rule_occurs_from_its_first_on(rule: str, first: list[str]) -> None:
    assert days(rule)[:3] == first


def test_a_look_begins_and_ends_where_it_is_asked_to() -> None:
    found = RULES.occurrences("FREQ=WEEKLY", TUESDAY, datetime(2026, 3, 10, 20), datetime(2026, 3, 24, 20))
    assert found == [datetime(2026, 3, 10, 20), datetime(2026, 3, 17, 20)]
    fortnight = RULES.occurrences(
        "FREQ=WEEKLY;INTERVAL=2", TUESDAY, datetime(2026, 3, 4), datetime(2026, 4, 1)
    )
    assert fortnight == [datetime(2026, 3, 17, 20), datetime(2026, 3, 31, 20)]


@pytest.mark.parametrize(
    ("written", "rule", "last"),
    [
        ("RRULE:freq=weekly;byday=tu", "FREQ=WEEKLY;BYDAY=TU", None),
        ("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY", datetime(2026, 3, 17, 20)),
        ("FREQ=WEEKLY;COUNT=1", "FREQ=WEEKLY", TUESDAY),
        ("FREQ=WEEKLY;UNTIL=20260317", "FREQ=WEEKLY", datetime(2026, 3, 17, 20)),
        ("FREQ=WEEKLY;UNTIL=20260317T190000Z;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU", datetime(2026, 3, 10, 20)),
    ],
)
def test_a_rule_is_kept_without_its_end_and_its_end_as_a_moment(
    written: str, rule: str, last: datetime | None
) -> None:
    assert RULES.read(written, TUESDAY) == (rule, last)


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("every tuesday", "FREQ=WEEKLY"),
        ("", "no rule"),
        ("FREQ=HOURLY", "no rule"),
        ("FREQ=WEEKLY;FREQ=DAILY", "no rule"),
        ("FREQ=WEEKLY;BYHOUR=3", "BYHOUR"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL"),
        ("FREQ=WEEKLY;BYDAY=2TU", "BYDAY"),
        ("FREQ=DAILY;BYDAY=MO", "BYDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20260401", "not by both"),
        ("FREQ=WEEKLY;COUNT=1001", "COUNT"),
        ("FREQ=DAILY;UNTIL=29990101", "more than 1000"),
        ("FREQ=WEEKLY;UNTIL=20260301", "before it begins"),
        ("FREQ=WEEKLY;UNTIL=20261399", "no date"),
        ("FREQ=WEEKLY;BYDAY=WE", "Wednesday, 2026-03-04"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "not within a year"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-03-10"),
        ("FREQ=MONTHLY;BYDAY=-1TU", "2026-03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-31"),
    ],
)
def test_what_is_no_rule_of_events_is_refused_with_what_is_wrong(rule: str, named: str) -> None:
    with pytest.raises(Invalid, match=named):
        RULES.read(rule, TUESDAY)


PARTS = st.one_of(
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"]),
    st.sampled_from(["TU", "TU,SA", "MO"]).map("FREQ=WEEKLY;BYDAY={}".format),
    st.sampled_from(["1TU", "-1FR", "+2MO,3WE", "TH"]).map("FREQ=MONTHLY;BYDAY={}".format),
    st.sampled_from(["3", "-1", "15,31"]).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
    st.sampled_from(["3", "2,7"]).map("FREQ=YEARLY;BYMONTH={}".format),
)


@given(PARTS, st.integers(0, 800))
def test_what_is_let_in_is_what_the_library_takes_for_its_first(rule: str, days: int) -> None:
    first = TUESDAY + timedelta(days=days)
    begins = next(iter(rrulestr(rule, dtstart=first)))
    try:
        RULES.read(rule, first)
    except Invalid as refused:
        assert begins != first and f"{begins:%Y-%m-%d}" in str(refused)
    else:
        assert begins == first
