"""Who goes silent and who leaves: two numbers that are never added together."""

from domain.insights.kpis.receipt.movement import movement
from tests.builders.readings.kpis import behind, belonging, days, heard, reading, said, some_facts


def test_soft_is_who_was_active_before_and_is_silent_but_still_here() -> None:
    facts = some_facts(
        *said(0, -8), *said(1, -8, 0), *said(2, -8), *said(3, -20), people=belonging(4, (2, -90, -1))
    )
    found = reading("soft_inactivity", facts)
    assert (behind(found), found.numerator, found.denominator) == ({0}, 1, 3)


def test_hard_is_who_left_in_this_time_of_the_members_at_its_start() -> None:
    facts = some_facts(people=belonging(5, (0, -90, -1), (1, -90, -7), (2, -90, -6), (3, -3, None)))
    found = reading("hard_churn", facts)
    assert (behind(found), found.numerator, found.denominator) == ({0, 2}, 2, 3)
    assert found.caveats == ()


def test_who_joined_and_left_within_the_time_is_counted_and_said() -> None:
    found = reading("hard_churn", some_facts(people=belonging(2, (0, -4, -2))))
    assert (found.numerator, found.denominator) == (1, 1)
    assert found.caveats[0].startswith("1 of them joined within the time")


def test_what_part_of_those_who_left_had_been_members_at_the_start_is_told() -> None:
    facts = some_facts(people=belonging(6, (0, -90, -2), *((who, -4, -2) for who in range(1, 6))))
    found = reading("hard_churn", facts)
    assert (found.numerator, found.denominator, found.value) == (6, 1, 6)
    assert [(part.key, part.numerator) for part in found.parts] == [("before", 1), ("since", 5)]
    moved = movement(found, reading("hard_churn", facts, days(-13, -7)))
    assert moved is not None and sum(one.change or 0 for one in moved.contributions) == moved.change


def test_who_left_and_came_back_left_once() -> None:
    facts = some_facts(people=belonging(2, (0, -90, -5), (0, -4, -3), (0, -2, None)))
    assert reading("hard_churn", facts).numerator == 1
    assert reading("leaves", facts).value == 2
    assert reading("members", facts).value == 2


def test_the_monthly_numbers_look_at_thirty_days_or_at_the_calendar_month() -> None:
    facts = some_facts(*said(0, -29), *said(1, -30), people=belonging(4, (2, -90, -29), (3, -90, -30)))
    assert behind(reading("monthly_churn_soft", facts)) == {1}
    assert behind(reading("monthly_churn_hard", facts)) == {2}
    february = days(-29, -2)
    assert behind(reading("monthly_churn_soft", facts, february)) == {1}  # on 31 January
    assert behind(reading("monthly_churn_hard", facts, february)) == {2}


def test_nobody_has_gone_silent_where_it_was_not_heard_and_nobody_left_where_leaves_were_not() -> None:
    rows = [*said(0, -8), *said(1, 0)]
    for spans in (heard(-2, 1), heard(-400, -4), []):
        assert reading("soft_inactivity", some_facts(*rows, spans=spans)).unavailable
        assert reading("hard_churn", some_facts(*rows, spans=spans)).unavailable
    listed = heard(-400, 1, "messages")
    assert "member" in str(reading("soft_inactivity", some_facts(*rows, spans=listed)).unavailable)


def test_churn_by_segment_is_by_what_people_were_before() -> None:
    facts = some_facts(*said(0, *range(-20, -6)), people=belonging(3, (0, -90, -2), (1, -90, -2)))
    parts = {part.key: part.numerator for part in reading("hard_churn", facts, by="segment").parts}
    assert {key: count for key, count in parts.items() if count} == {"core": 1, "lurker": 1}


def test_where_nobody_was_active_before_there_is_no_share_of_them() -> None:
    found = reading("soft_inactivity", some_facts(*said(0, 0)))
    assert (found.numerator, found.value) == (0, None)
    assert found.unavailable
