"""From newcomer to first command to first event, on rows written down by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.platform.funnel import NO_COMMANDS, NO_EVENTS
from domain.insights.kpis.platform.steps import STEPS, Funnel, funnel
from domain.insights.kpis.slice import Slice
from tests.builders.readings.kpis import MONTH, behind, belonging, days, heard, reading, said, some_facts
from tests.builders.sheets import TODAY


def ran(who: int, *on: int) -> list[tuple[int, ...]]:
    return [(day, who, 0, 0, 0, 0, 1) for day in on]


def attended(who: int, *on: int) -> list[tuple[int, ...]]:
    return [(day, who, 0, 0, 0, 1) for day in on]


def shown(facts: KpiFacts, **how: Any) -> Funnel:
    return funnel(Slice(facts=facts, window=MONTH), **how)


NEWCOMERS = belonging(6, (0, -20, None), (1, -20, None), (2, -10, -2), (3, -10, None), (4, -40, None))
FACTS = some_facts(
    *ran(0, -18, -3),
    *attended(0, -19, -13),  # the first of them before any command
    *ran(1, -20),
    *attended(1, -20),  # all on the day of the join
    *ran(2, -8),
    *attended(3, -1),  # never a command
    *ran(4, -5),  # joined before the window
    people=NEWCOMERS,
)


def test_newcomers_are_counted_step_by_step_in_this_order() -> None:
    told = shown(FACTS)
    assert [(stage.step, stage.people, stage.stopped) for stage in told.stages] == [
        ("joined", 4, 1),
        ("command", 3, 1),
        ("event", 2, 2),
    ]
    assert [stage.of_before for stage in told.stages] == [None, 0.75, pytest.approx(2 / 3)]
    assert told.without == 2


def test_the_kpis_say_the_same() -> None:
    assert behind(reading("funnel_command", FACTS, MONTH)) == {0, 1, 2}
    assert behind(reading("funnel_event", FACTS, MONTH)) == {0, 1}
    assert reading("funnel_command", FACTS, MONTH).denominator == 4
    medians = [stage.median_days for stage in shown(FACTS).stages]
    assert medians == [None, 2, 2.5]
    assert reading("funnel_days_to_command", FACTS, MONTH).value == 2
    assert reading("funnel_days_to_event", FACTS, MONTH).value == 2.5
    assert [reading(f"funnel_days_to_{step}", FACTS, MONTH).middle_of for step in ("command", "event")] == [
        3,
        2,
    ]


def test_each_newcomer_says_where_they_stopped() -> None:
    told = {path.member_no: path for path in shown(FACTS).paths}
    assert {who: path.stopped for who, path in told.items()} == {
        0: "event",
        1: "event",
        2: "command",
        3: "joined",
    }
    assert told[0].event == TODAY - 13, "not the one before the first command"
    assert (told[3].event, told[3].without) == (TODAY - 1, True)
    assert [path.member_no for path in shown(FACTS, stopped="event").paths] == [0, 1]
    assert [path.member_no for path in shown(FACTS, start=1, most=2).paths] == [3, 0]


def test_what_was_done_before_the_join_is_no_step() -> None:
    facts = some_facts(*ran(0, -25), people=belonging(1, (0, -60, -30), (0, -5, None)))
    assert [stage.people for stage in shown(facts).stages] == [1, 0, 0]


def test_steps_after_the_window_are_not_known_in_it() -> None:
    found = reading("funnel_command", FACTS, days(-29, -19))
    assert (behind(found), found.denominator) == ({1}, 2)


def test_who_joined_when_nobody_knows_is_new_when_first_seen_and_that_is_said() -> None:
    facts = some_facts(
        *said(0, -200, -1), *said(1, -3), *ran(1, -2), people=belonging(0), spans=heard(-400, 1, "commands")
    )
    found = reading("funnel_command", facts, MONTH)
    assert (behind(found), found.denominator) == ({1}, 1)
    assert found.caveats[0].startswith("When 1 of them joined is a guess")
    assert reading("funnel_command", FACTS, MONTH).caveats == ()


def test_steps_that_nobody_could_hear_are_said_to_be_unknown() -> None:
    told = shown(some_facts(people=NEWCOMERS, spans=heard(-400, 1, "membership")))
    assert [stage.people for stage in told.stages] == [4, 0, 0]
    assert told.caveats == (NO_COMMANDS, NO_EVENTS)
    assert shown(FACTS).caveats == ()


def test_without_newcomers_there_is_no_share_and_without_ears_no_newcomers() -> None:
    for key in ("funnel_command", "funnel_event", "funnel_days_to_command", "funnel_days_to_event"):
        assert reading(key, some_facts(), MONTH).unavailable, key
        assert reading(key, some_facts(spans=[]), MONTH).unavailable == "We were not listening then.", key


ROWS = st.lists(st.tuples(st.integers(-40, 0), st.integers(0, 4), st.booleans()), max_size=25)
JOINED = st.lists(st.integers(-45, 0), min_size=5, max_size=5)


@given(ROWS, JOINED, st.integers(-40, 0), st.sets(st.integers(0, 4)))
def test_the_funnel_is_what_a_slow_count_says(
    did: list[tuple[int, int, bool]], joined: list[int], first: int, bots: set[int]
) -> None:
    rows: dict[tuple[int, int], list[int]] = {}
    for day, who, event in did:
        rows.setdefault((day, who), [0, 0])[0 if event else 1] = 1
    facts = some_facts(
        *((day, who, 0, 0, 0, *row) for (day, who), row in rows.items()),
        people=belonging(5, *((who, day, None) for who, day in enumerate(joined)), bots=bots),
    )
    counts = [0, 0, 0]
    for who, day in enumerate(joined):
        if day < first or who in bots:
            continue
        counts[0] += 1
        command = min((at for at, one, event in did if one == who and not event and at >= day), default=None)
        if command is None:
            continue
        counts[1] += 1
        counts[2] += any(one == who and event and at >= command for at, one, event in did)
    told = funnel(Slice(facts=facts, window=days(first)))
    assert [stage.people for stage in told.stages] == counts
    assert sum(stage.stopped for stage in told.stages) == counts[0] == len(told.paths)
    assert all(path.stopped in STEPS for path in told.paths)
