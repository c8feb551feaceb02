"""How many we are, who came and who went; what people are to the community."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.insights.directory.roll import roll_call
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.health.membership import FIRST_SEEN
from domain.insights.kpis.known import segments_at, standing_at
from domain.insights.kpis.kpi import By
from domain.insights.segments import SEGMENTS, segments_of, standing
from tests.builders.readings.kpis import WEEK, behind, belonging, days, heard, reading, said, some_facts
from tests.builders.sheets import TODAY
from tests.unit.domain.insights.kpis.health.test_lifecycle import JOINS, SHEETS

IN = tuple(segment for segment in SEGMENTS if segment != "left")


def parts_of(key: str, facts: KpiFacts, by: By) -> dict[str, float]:
    """The parts that are not nothing."""
    return {part.key: part.numerator for part in reading(key, facts, by=by).parts if part.numerator}


def test_members_are_who_came_and_has_not_left_at_the_end() -> None:
    facts = some_facts(
        people=belonging(6, (0, -90, 0), (1, -90, 1), (2, 0, None), (3, 1, None), bots=[4], erased=[5])
    )
    assert behind(reading("members", facts)) == {1, 2}
    assert behind(reading("members", facts, days(-9, -3))) == {0, 1}


def test_a_role_that_nobody_saw_given_makes_nobody_a_member_before_they_joined() -> None:
    roles = [(0, 77, None, TODAY - 10), (1, 77, None, TODAY - 60), (2, 77, None, TODAY - 10)]
    people = belonging(2, (0, -40, None), (1, -40, None), roles=roles)
    facts = some_facts(*said(2, -5), people=people, count=3)
    assert behind(reading("members", facts, days(-39, -38))) == {0, 1, 2}
    assert behind(reading("members", facts, days(-50, -45))) == {1, 2}, "their role was taken earlier"
    listed = roll_call(facts.activity, people, facts.settings, days(-50, -45).span, TODAY - 44)
    assert np.flatnonzero(listed.groups["everyone"]).tolist() == [1, 2], "the Members page says the same"


def test_everybody_joins_as_often_as_they_come() -> None:
    facts = some_facts(people=belonging(3, (0, -6, -4), (0, -2, None), (1, -7, None)))
    assert (reading("joins", facts).value, reading("leaves", facts).value) == (2, 1)
    growth = reading("net_growth", facts)
    assert growth.value == sum(part.numerator or 0 for part in growth.parts) == 1


def test_who_leaves_is_told_by_what_they_were_before_and_who_joins_by_what_they_became() -> None:
    facts = some_facts(
        *said(0, *range(-20, -3)),
        *said(2, -1),
        people=belonging(3, (0, -90, -2), (1, -5, -1), (2, -4, None), roles=[(0, 77, TODAY - 60, TODAY - 2)]),
        tiers={"77": "host"},
    )
    found = {key: parts_of(key, facts, "segment") for key in ("leaves", "joins")}
    assert found == {"leaves": {"core": 1, "none": 1}, "joins": {"left": 1, "fresh": 1}}
    assert parts_of("leaves", facts, "tier") == {"host": 1, "member": 1}
    assert parts_of("leaves", facts, "role") == {"77": 1, "none": 1}


def test_where_some_joins_were_told_every_group_counts_joins_and_nobody_who_was_first_seen() -> None:
    facts = some_facts(
        *said(0, -3), *said(1, -2), people=belonging(0, (0, -3, None)), spans=heard(-400, 1, "messages")
    )
    assert reading("joins", facts).value == 1
    assert parts_of("joins", facts, "segment") == {"fresh": 1}


def test_where_joins_are_not_known_people_are_counted_when_they_were_first_seen() -> None:
    facts = some_facts(*said(0, -20, -1), *said(1, -1), people=belonging(0), spans=heard(-400, 1, "messages"))
    found = reading("joins", facts)
    assert (behind(found), FIRST_SEEN in found.caveats) == ({1}, True)
    for key in ("members", "leaves", "net_growth", "segment_left"):
        assert reading(key, facts).unavailable, key


def test_each_segment_is_a_number_and_those_of_members_sum_to_the_members() -> None:
    facts = some_facts(
        *said(0, *range(-20, -8)),
        *said(1, -2),
        *said(2, -2),
        *said(3, -50),
        people=belonging(7, (1, -60, None), (5, -3, None), (6, -90, -1)),
    )
    found = {one: behind(reading(f"segment_{one}", facts)) for one in SEGMENTS}
    assert found == {
        "left": {6},
        "fresh": {5},
        "inactive": {3},
        "lurker": {4},
        "core": {0},
        "new": {1},
        "regular": {2},
    }
    assert reading("segment_core", facts).value == pytest.approx(1 / 6)


def test_nobody_is_a_lurker_or_inactive_because_nobody_listened() -> None:
    facts = some_facts(*said(0, -3), *said(1, -40), spans=heard(-10, 1))
    assert reading("segment_lurker", facts).unavailable
    assert reading("segment_inactive", facts).unavailable
    assert reading("segment_core", facts).value == 0
    heard_enough = some_facts(*said(0, -3), spans=heard(-14, 1))
    assert reading("segment_lurker", heard_enough).numerator == 5


@given(SHEETS, JOINS, st.integers(-20, 2), st.sets(st.integers(0, 6)), st.sets(st.integers(0, 6)))
def test_segments_partition_everybody_known_and_are_those_of_the_directory(
    rows: list[tuple[int, ...]],
    joins: list[tuple[int, int, int | None]],
    last: int,
    bots: set[int],
    erased: set[int],
) -> None:
    facts = some_facts(*rows, people=belonging(7, *joins, bots=bots, erased=erased), inactive_days=20)
    window = days(last - 6, last)
    end = facts.as_of.seen(window.span)[1]
    whole = standing(facts.activity, facts.members, facts.settings, end - 1, size=facts.size)
    assert segments_at(facts, end).tolist() == segments_of(whole, facts.settings).tolist()
    assert standing_at(facts, end).joined.tolist() == whole.joined.tolist()
    if end == window.span[1]:
        members = reading("members", facts, window)
        assert sum(reading(f"segment_{one}", facts, window).numerator or 0 for one in IN) == members.value


ROLES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 4), st.integers(-60, 2), st.none() | st.integers(-60, 5)).map(
        lambda one: (one[0], one[1], TODAY + one[2], None if one[3] is None else TODAY + one[3])
    ),
    max_size=12,
)


@settings(max_examples=30)
@given(SHEETS, JOINS, ROLES, st.sampled_from(["segment", "tier", "role"]))
def test_the_parts_of_people_sum_to_the_whole(
    rows: list[tuple[int, ...]],
    joins: list[tuple[int, int, int | None]],
    roles: list[tuple[int, ...]],
    by: str,
) -> None:
    voiced = [(*row, 0, 60 * (row[0] % 3)) for row in rows]
    people = belonging(7, *joins, roles=roles, bots=[6])
    facts = some_facts(*voiced, people=people, tiers={"1": "staff", "2": "host"})
    read = [
        one for one in CATALOGUE if one.audience == "leadership" and by in one.by and not one.mean_of_shares
    ]
    assert len(read) > 10
    for kpi in read:
        found = reading(kpi.key, facts, WEEK, by=by)
        if found.numerator is None or not found.parts:
            continue
        assert sum(part.numerator or 0 for part in found.parts) == pytest.approx(found.numerator), kpi.key
        if by != "role":
            assert all(part.key != "overlap" for part in found.parts), kpi.key
