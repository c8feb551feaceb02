"""Retention: who stays, on sheets made by hand. Today is a Monday: the week before is the last one over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.invites import invite_number
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.retention import Cell, CohortKind, Mode, Triangle, triangle
from domain.insights.kpis.retention.interval import wilson
from domain.insights.kpis.retention.weeks import week_of
from domain.kernel.instants import day_of_number
from tests.builders.readings.kpis import behind, belonging, days, heard, reading, said, some_facts
from tests.builders.sheets import TODAY, members

QUARTER = days(-13 * 7)
LAST_WEEK = days(-7, -1)


def of(facts: KpiFacts, kind: CohortKind = "join", mode: Mode = "on") -> Triangle:
    return triangle(facts, QUARTER, kind, mode)


def cells(found: Triangle, row: int = 0) -> list[tuple[int, int] | str]:
    """What is known of a row, as (kept, size), or why it is not."""
    return [cell.why or (cell.kept, cell.size) for cell in found.rows[row].cells]


def test_who_joined_in_a_week_is_looked_for_in_the_weeks_after() -> None:
    people = belonging(4, *((who, -14 * 7 + 7 + who, None) for who in range(4)))
    facts = some_facts(*said(0, -84, -77), *said(1, -63, -7), *said(2, -60, -28), people=people)
    assert cells(of(facts)) == [(1, 4), (1, 4), (2, 4), (0, 4), (1, 4)]
    assert cells(of(facts, mode="on_or_after")) == [(3, 4), (3, 4), (2, 4), (2, 4), (1, 4)]


def test_what_has_not_come_yet_is_not_told_and_a_week_that_goes_on_is_open() -> None:
    facts = some_facts(*said(0, -1, 0), people=belonging(2, (0, -8, None), (1, -7, None)))
    before, after = of(facts).rows
    assert (before.open, before.cells[0].kept, before.cells[0].open) == (False, 1, False)
    assert [cell.why for cell in before.cells[2:]] == ["not_yet"] * 3
    assert (before.cells[1].open, before.cells[1].kept) == (True, 1)
    assert (after.cells[0].open, after.cells[0].kept, after.cells[1].why) == (True, 0, "not_yet")
    assert of(some_facts(people=belonging(1, (0, 0, None)))).rows[0].open


def test_open_cells_are_in_no_mean() -> None:
    facts = some_facts(*said(0, -7), people=belonging(2, (0, -14, None), (1, -7, None)))
    week = of(facts).means[0]
    assert (week.size, week.kept, week.cohorts, week.weighted, week.simple) == (1, 1, 1, 1.0, 1.0)


def test_the_mean_of_cohorts_is_not_the_share_of_all_their_people() -> None:
    joins = [(0, -28, None), *((who, -21, None) for who in (1, 2, 3))]
    week = of(some_facts(*said(0, -21), people=belonging(4, *joins))).means[0]
    assert (week.weighted, week.simple) == (0.25, 0.5)


def test_everybody_together_are_the_people_of_the_weeks_that_are_old_enough() -> None:
    joins = [
        *((who, -28, None) for who in range(12)),
        *((who, -21, None) for who in range(12, 24)),
        (24, 0, None),
    ]
    found = of(some_facts(*said(0, -21, -14), *said(12, -14), people=belonging(25, *joins)))
    assert found.people == 25
    one, two, four, *later = found.means
    assert [(one.kept, one.size), (two.kept, two.size), (four.kept, four.size)] == [(2, 24), (1, 24), (0, 0)]
    assert one.interval == wilson(2, 24) and not one.small
    assert all(cell.small for row in found.rows for cell in row.cells if not cell.why)
    assert [(mean.weighted, mean.interval, mean.small) for mean in (four, *later)] == [
        (None, None, False)
    ] * 3


def test_nobody_is_called_gone_of_a_week_that_was_hardly_heard() -> None:
    people = belonging(1, (0, -21, None))
    hardly = some_facts(people=people, spans=[*heard(-400, -14), *heard(-10.4, 1)])
    assert cells(of(hardly)) == ["unheard", (0, 1), "not_yet", "not_yet", "not_yet"]
    enough = some_facts(people=people, spans=[*heard(-400, -14), *heard(-10.6, 1)])
    assert cells(of(enough))[:2] == [(0, 1), (0, 1)]


def test_of_whoever_is_looked_for_from_then_on_every_week_has_to_be_heard() -> None:
    people = belonging(1, (0, -28, None))
    facts = some_facts(people=people, spans=[*heard(-400, -14), *heard(-7, 1)])
    assert cells(of(facts)) == [(0, 1), "unheard", (0, 1), "not_yet", "not_yet"]
    assert cells(of(facts, mode="on_or_after"))[:3] == ["unheard", "unheard", (0, 1)]


def test_who_comes_again_began_when_they_first_came() -> None:
    people = belonging(1, (0, -28, -25), (0, -14, None))
    facts = some_facts(*said(0, -27, -13), people=people)
    found = of(facts)
    assert [(row.size, row.guessed) for row in found.rows] == [(1, 0)]
    assert cells(found)[:3] == [(0, 1), (1, 1), (0, 1)]


def test_whose_join_nobody_knows_began_when_they_were_first_seen() -> None:
    people = belonging(3, (0, None, -2), (1, None, None))
    found = of(some_facts(*said(0, -20), *said(1, -20), people=people))
    assert [(row.size, row.guessed) for row in found.rows] == [(2, 2)]
    caveats = reading("retention_week_4", some_facts(*said(0, -30), people=people), LAST_WEEK).caveats
    assert any("first seen" in one for one in caveats)


def test_bots_and_the_erased_are_in_no_cohort() -> None:
    people = belonging(3, *((who, -20, None) for who in range(3)), bots=[0], erased=[1])
    assert [row.size for row in of(some_facts(people=people)).rows] == [1]


def test_a_cohort_whose_joins_nobody_listened_to_says_so() -> None:
    people = belonging(2, (0, -30, None), (1, -10, None))
    spans = [*heard(-400, 1, "messages"), *heard(-14, 1, "membership")]
    first, second = of(some_facts(people=people, spans=spans)).rows
    assert first.note and "Nobody listened to who joined" in first.note
    assert second.note is None


def test_cohorts_by_invite_are_in_the_order_of_their_size() -> None:
    came = [(who, TODAY - 20, None) for who in range(5)]
    codes = [invite_number("arena"), invite_number("a-much-longer-code"), 0, invite_number("arena"), 0]
    people = members(6, memberships=[*came, (5, TODAY - 21, None)], invites=[*codes, invite_number("arena")])
    found = of(some_facts(*said(0, -13), people=people), "invite")
    titles = [(row.title, row.size) for row in found.rows]
    assert titles == [("arena", 3), ("Invite not known", 2), ("A longer invite", 1)]
    assert cells(found)[0] == (1, 3)


def test_without_a_calendar_there_are_no_cohorts_of_events() -> None:
    assert of(some_facts(), "event").unavailable


def test_few_people_are_marked_and_have_an_interval() -> None:
    cell = Cell(weeks=1, size=19, kept=0)
    assert cell.small and not Cell(weeks=1, size=20).small
    assert cell.interval == pytest.approx((0.0, 0.168181), abs=1e-5)


@pytest.mark.parametrize(
    ("count", "of_all", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(count: int, of_all: int, low: float, high: float) -> None:
    assert wilson(count, of_all) == pytest.approx((low, high), abs=5e-5)


def test_of_nobody_everything_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_retention_of_a_window_is_of_the_weeks_that_ended_in_it() -> None:
    joins = [(0, -35, None), (1, -35, None), (2, -42, None)]
    facts = some_facts(*said(0, -7), *said(2, -8), people=belonging(3, *joins))
    last = reading("retention_week_4", facts, LAST_WEEK)
    assert (last.numerator, last.denominator, behind(last)) == (1, 2, {0})
    both = reading("retention_week_4", facts, days(-8, -1))
    assert (both.numerator, both.denominator, behind(both)) == (2, 3, {0, 2})
    assert [(part.numerator, part.denominator) for part in both.parts] == [(1, 1), (1, 2)]
    assert reading("retention_week_4", facts, days(-6, -2)).unavailable == "No week ends on these days."


def test_the_week_that_goes_on_counts_where_none_has_ended() -> None:
    facts = some_facts(*said(0, 0), people=belonging(1, (0, -28, None)))
    assert reading("retention_week_4", facts, days(0, 6)).value == 1
    assert reading("retention_week_4", facts, days(-7, 6)).unavailable == "Nobody had joined 4 weeks before."


def test_weeks_that_were_not_heard_are_left_out_and_said() -> None:
    joins = [(0, -35, None), (1, -42, None)]
    facts = some_facts(*said(0, -7), people=belonging(2, *joins), spans=[*heard(-400, -14), *heard(-7, 1)])
    found = reading("retention_week_4", facts, days(-14, -1))
    assert (found.numerator, found.denominator) == (1, 1)
    assert any("left out: 1" in one for one in found.caveats)
    assert reading("retention_week_4", facts, days(-14, -8)).unavailable


WEEKLY = st.dictionaries(
    st.integers(0, 5), st.tuples(st.integers(-70, 0), st.sets(st.integers(-70, 0))), max_size=6
)


@given(WEEKLY)
def test_a_triangle_is_what_a_slow_count_says(told: dict[int, tuple[int, set[int]]]) -> None:
    rows = [row for who, (_, on) in told.items() for row in said(who, *on)]
    people = members(6, memberships=[(who, TODAY + day, None) for who, (day, _) in sorted(told.items())])
    facts = some_facts(*rows, people=people, count=6)
    this_week = week_of(TODAY)
    for mode in ("on", "on_or_after"):
        for row in of(facts, "join", mode).rows:
            inside = {who for who, (day, _) in told.items() if f"{row.key}" == _iso(TODAY + day)}
            assert row.size == len(inside)
            for cell in row.cells:
                weeks = {who: week_of(TODAY + told[who][0]) + cell.weeks for who in inside}
                if min(weeks.values()) > this_week:
                    assert cell.why == "not_yet"
                    continue
                kept = {
                    who
                    for who, week in weeks.items()
                    if any(
                        week_of(TODAY + day) == week
                        or (mode == "on_or_after" and week_of(TODAY + day) > week)
                        for day in told[who][1]
                    )
                }
                assert (cell.kept, cell.size) == (len(kept), len(inside))
                assert cell.open == (min(weeks.values()) == this_week)


def _iso(day: int) -> str:
    year, week, _ = day_of_number(day).isocalendar()
    return f"{year}-W{week:02d}"
