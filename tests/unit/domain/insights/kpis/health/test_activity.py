"""Who takes part: counted on sheets made by hand, and like a slow count says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.health.shares import LIST_UNKNOWN
from domain.insights.kpis.receipt.words import said_part
from tests.builders.readings.kpis import MONTH, behind, belonging, days, heard, reading, said, some_facts


def test_wam_is_members_of_the_last_seven_days_and_their_share_of_all_members() -> None:
    facts = some_facts(
        *said(0, -6), *said(1, -7), *said(2, 0), *said(3, -2), people=belonging(5, (3, -90, -1))
    )
    found = reading("wam", facts, MONTH)
    assert behind(found) == {0, 2}  # the second was here a day too early, the fourth has left
    assert (found.numerator, found.denominator, found.value) == (2, 4, 0.5)


def test_presence_is_voice_events_and_commands_but_not_writing() -> None:
    facts = some_facts(
        *said(0, 0), (-1, 1, 0, 0, 60), (-1, 2, 0, 0, 0, 1), (-1, 3, 0, 0, 0, 0, 1), (-1, 4, 0, 1)
    )
    assert behind(reading("wam_presence", facts)) == {1, 2, 3}
    assert behind(reading("wam", facts)) == {0, 1, 2, 3, 4}
    assert behind(reading("wam", some_facts(*said(0, 0), (0, 1, 0, 1), qualifying=["reaction"]))) == {1}


def test_without_the_member_list_people_are_counted_and_no_share_is_told() -> None:
    facts = some_facts(*said(0, 0), spans=heard(-400, 1, "messages", "voice"))
    found = reading("wam", facts)
    assert (found.shown, found.value, found.unavailable) == (1, None, None)
    assert LIST_UNKNOWN in found.caveats


def test_bots_are_nobody() -> None:
    facts = some_facts(*said(0, 0), *said(1, 0), people=belonging(3, bots=[0]))
    assert (reading("wam", facts).numerator, reading("wam", facts).denominator) == (1, 2)
    assert reading("dau", facts, days(0)).value == 1


def test_who_left_was_active_all_the_same() -> None:
    facts = some_facts(*said(0, -3), *said(1, -3), people=belonging(2, (0, -90, -2)))
    assert reading("active_members", facts).value == 2
    assert reading("wam", facts).numerator == 1


def test_daily_actives_are_averaged_over_the_days_that_were_heard() -> None:
    rows = [*said(0, -6, -5, 0), *said(1, -6)]
    assert reading("dau", some_facts(*rows)).value == pytest.approx(4 / 7)
    found = reading("dau", some_facts(*rows, spans=[*heard(-6, -4), *heard(0, 1)]))
    assert found.value == pytest.approx(4 / 3)
    assert "4 of 7 days are left out" in found.caveats[0]


def test_what_was_told_of_a_day_counts_though_nobody_claims_to_have_heard_it() -> None:
    found = reading("dau", some_facts(*said(0, 0), *said(1, 0), spans=[]))
    assert (found.value, found.covered) == (2, 0)
    assert reading("dau", some_facts(spans=[])).unavailable


def test_monthly_actives_look_back_thirty_days_whatever_the_window() -> None:
    facts = some_facts(*said(0, 0), *said(1, -29), *said(2, -30))
    assert behind(reading("mau", facts)) == behind(reading("mau", facts, days(-89))) == {0, 1}


def test_stickiness_is_the_mean_of_the_days_shares() -> None:
    facts = some_facts(*said(0, -1, 0), *said(1, -1), *said(2, -20))
    assert reading("stickiness", facts, days(-1)).value == pytest.approx((2 / 3 + 1 / 3) / 2)
    assert reading("stickiness", some_facts()).value == 0


def test_stickiness_of_a_segment_is_of_its_own_people_alone() -> None:
    facts = some_facts(*said(0, *range(-20, 1)), *said(1, -1), *said(2, -20))
    found = reading("stickiness", facts, days(-1), by="segment")
    told = {part.key: (part.numerator, part.denominator) for part in found.parts if part.numerator}
    assert told == {"core": (2, 2), "regular": (0.5, 2)}, "shares of different people do not sum"
    assert [said_part(found, part) for part in found.parts if part.key in told] == ["100%", "25%"]


def test_a_day_whose_month_was_hardly_heard_has_no_stickiness() -> None:
    facts = some_facts(*said(0, -1, 0), spans=heard(-13, 1))
    assert reading("stickiness", facts, days(-3)).unavailable
    found = reading("stickiness", some_facts(*said(0, -1, 0), spans=heard(-14, 1)), days(-3))
    assert (found.value, found.denominator) == (1, 1)
    assert "3 of 4 days are left out" in found.caveats[0]


ROWS = st.sets(st.tuples(st.integers(-80, 3), st.integers(0, 4)), max_size=60).map(
    lambda pairs: [(day, who, 1) for day, who in sorted(pairs)]
)


@given(ROWS, st.integers(-40, 0), st.integers(0, 9), st.sets(st.integers(0, 4)))
def test_stickiness_and_daily_actives_are_what_a_slow_count_says(
    rows: list[tuple[int, int, int]], first: int, length: int, bots: set[int]
) -> None:
    window = days(first, min(0, first + length))
    facts = some_facts(*rows, people=belonging(5, bots=bots))
    active = {day: {who for at, who, _ in rows if at == day and who not in bots} for day in range(-120, 5)}
    span = range(first, min(0, first + length) + 1)
    month = {day: set().union(*(active[at] for at in range(day - 29, day + 1))) for day in span}
    shares = [len(active[day]) / len(month[day]) if month[day] else 0.0 for day in span]
    assert reading("dau", facts, window).value == pytest.approx(
        sum(len(active[day]) for day in span) / len(span)
    )
    assert reading("stickiness", facts, window).value == pytest.approx(sum(shares) / len(span))
