"""Segments: the rules of DEFINITIONS one by one, and as a whole like a slow count says."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.settings import GuildSettings
from domain.insights.segments import SEGMENTS, moves, segment_of, segments_of, sizes, standing
from domain.insights.sheet import DayTable
from tests.builders.sheets import TODAY, member_days, members

PEOPLE = 6


def found(
    *rows: tuple[int, ...],
    joined: int | None = 400,
    left: int | None = None,
    attended: int = 0,
    **settings: Any,
) -> str:
    """The segment of member 0; days are told as days ago, rows as (days ago, messages, reactions, voice)."""
    by = GuildSettings(**settings)
    sheet = member_days(
        *((TODAY - ago, 0, *given[:2], 0, *given[2:]) for ago, *given in sorted(rows, reverse=True))
    )
    if attended:
        columns = {**sheet.columns, "events": np.full(len(sheet), attended, dtype=np.int32)}
        sheet = DayTable(sheet.shape, columns)
    gone = None if left is None else TODAY - left
    told = members(1, memberships=[] if joined is None else [(0, TODAY - joined, gone)])
    place = segments_of(standing(sheet, told, by, TODAY, size=1), by)[0]
    return SEGMENTS[place] if place < len(SEGMENTS) else "nobody"


def often(days: int) -> list[tuple[int, ...]]:
    return [(ago, 1) for ago in range(days)]


@pytest.mark.parametrize(
    ("known", "segment"),
    [
        ({"left": 1}, "left"),
        ({"joined": 14}, "fresh"),
        ({"joined": 14, "rows": often(10)}, "fresh"),
        ({"joined": 15}, "lurker"),
        ({"rows": [(30, 1)]}, "inactive"),
        ({"rows": [(29, 1)]}, "regular"),
        ({"joined": 90, "rows": [(29, 1)]}, "new"),
        ({"joined": 91, "rows": [(29, 1)]}, "regular"),
        ({"rows": often(8)}, "core"),
        ({"rows": often(7)}, "regular"),
        ({"rows": [(ago * 4, 1) for ago in range(8)]}, "regular"),
        ({"rows": [(27, 1), *often(7)]}, "core"),
        ({"rows": [(2, 0, 1)], "attended": 3}, "core"),
        ({"rows": [(2, 0, 1)], "attended": 2}, "regular"),
        ({"rows": [(28, 0, 1), (2, 1)], "attended": 2}, "regular"),
        ({"joined": None, "rows": [(200, 1), (2, 1)]}, "regular"),
        ({"joined": None, "rows": [(20, 1)]}, "new"),
        ({"rows": [(40, 1)], "qualifying": ["voice"]}, "lurker"),
        ({"rows": [(40, 1, 0, 60), (1, 1)], "qualifying": ["voice"]}, "inactive"),
        ({"rows": [(2, 1)], "segment_preset": "document 001"}, "new"),
        ({"segment_preset": "document 001"}, "inactive"),
        ({"rows": [(2, 1)], "inactive_days": 2}, "inactive"),
        ({"rows": often(3), "core_active_days": 3, "core_window_days": 3}, "core"),
        ({"joined": 20, "fresh_days": 20}, "fresh"),
    ],
)
def test_the_first_rule_that_fits_decides(known: dict[str, Any], segment: str) -> None:
    assert found(*known.pop("rows", ()), **known) == segment


def test_bots_the_erased_and_who_came_later_are_in_no_segment() -> None:
    told = members(
        4,
        bots=[0],
        erased=[1],
        memberships=[(who, TODAY + (1 if who == 2 else -50), None) for who in range(4)],
    )
    by = GuildSettings()
    places = segments_of(standing(member_days(), told, by, TODAY, size=4), by)
    assert [place < len(SEGMENTS) for place in places] == [False, False, False, True]
    assert sizes(places) == dict.fromkeys(SEGMENTS, 0) | {"lurker": 1}


ROWS = st.lists(
    st.tuples(
        st.integers(TODAY - 120, TODAY + 2),
        st.integers(0, PEOPLE - 1),
        st.integers(0, 1),
        st.integers(0, 1),
        st.just(0),
        st.integers(0, 1),
    ),
    max_size=40,
    unique_by=lambda row: row[:2],
).map(sorted)
JOINS = st.dictionaries(
    st.integers(0, PEOPLE - 1),
    st.tuples(st.integers(TODAY - 200, TODAY), st.none() | st.integers(TODAY - 50, TODAY + 9)),
)
SETTINGS = st.builds(
    GuildSettings,
    qualifying=st.lists(st.sampled_from(["message", "reaction", "voice", "event"])).map(tuple),
    fresh_days=st.integers(0, 30),
    inactive_days=st.integers(1, 60),
    core_active_days=st.integers(1, 5),
    core_window_days=st.integers(5, 60),
    new_days=st.integers(30, 150),
    segment_preset=st.sampled_from(["standard", "document 001"]),
)


def slow(who: int, rows: Any, joins: Any, by: GuildSettings) -> str:
    """The same by plain loops over plain rows."""
    mine = [row for row in rows if row[1] == who and row[0] <= TODAY]
    columns = {"message": 2, "reaction": 3, "voice": 5}
    wanted = [columns[kind] for kind in by.qualifying if kind in columns]
    days = {row[0] for row in mine if any(row[column] for column in wanted)}
    seen = [row[0] for row in mine if row[2] or row[3] or row[5]]
    joined, left = joins.get(who, (min(seen, default=None), None))
    recent = [day for day in days if day > TODAY - by.core_window_days]
    if left is not None and left <= TODAY:
        return "left"
    if joined is not None and TODAY - joined <= by.fresh_days:
        return "fresh"
    if not days:
        return "lurker" if by.segment_preset == "standard" else "inactive"
    if TODAY - max(days) >= by.inactive_days:
        return "inactive"
    if len(recent) >= by.core_active_days:
        return "core"
    if joined is not None and TODAY - joined <= by.new_days:
        return "new"
    return "regular" if by.segment_preset == "standard" else "new"


@given(ROWS, JOINS, SETTINGS, SETTINGS)
def test_segments_are_what_a_slow_count_says_and_moves_lead_from_one_to_the_other(
    rows: Any, joins: Any, by: GuildSettings, other: GuildSettings
) -> None:
    joins = {who: (min(day, left - 1) if left else day, left) for who, (day, left) in joins.items()}
    told = members(PEOPLE, memberships=[(who, *joins[who]) for who in sorted(joins)])
    first, second = (
        segments_of(standing(member_days(*rows), told, each, TODAY, size=PEOPLE), each)
        for each in (by, other)
    )
    people = [who for who in range(PEOPLE) if first[who] < len(SEGMENTS)]
    assert [SEGMENTS[first[who]] for who in people] == [slow(who, rows, joins, by) for who in people]
    assert sum(sizes(first).values()) == len(people)
    for who in range(PEOPLE):
        own = member_days(*(row for row in rows if row[1] == who))
        assert segment_of(who, own, told, by, TODAY) == (
            slow(who, rows, joins, by) if who in people else None
        )
    led = sizes(first)
    for move in moves(first, second, most=PEOPLE):
        assert move.before != move.after and len(move.members) == move.count
        led[move.before] -= move.count
        led[move.after] += move.count
    assert led == sizes(second)


def test_moves_name_the_first_few_and_count_all() -> None:
    before, after = np.zeros(30, dtype=np.int8), np.zeros(30, dtype=np.int8)
    after[3:25], after[25:28] = 1, 2
    told = moves(before, after)
    assert [(move.before, move.after, move.count) for move in told] == [
        ("left", "fresh", 22),
        ("left", "inactive", 3),
    ]
    assert told[0].members == tuple(range(3, 13))
    assert told[1].members == (25, 26, 27)
