"""How runs end and how long they take."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.commands import DENIED, FAILED, LATENCY_BOUNDS, UNTIMED
from domain.insights.kpis.asked.only import Only
from domain.insights.kpis.catalogue import kpi
from tests.builders.readings.kpis import WEEK, days, reading
from tests.builders.readings.usage import ARun, used
from tests.builders.sheets import TODAY

RUNS = [
    ARun(0, 0, "help"),
    ARun(0, 1, "help", FAILED, "TimeoutError", 16),
    ARun(-1, 1, "rank", FAILED, "KeyError", 3),
    ARun(-2, 1, "rank", FAILED, "KeyError", 3),
    ARun(-2, 2, "audit", DENIED, "MissingPermissions", 0),
    ARun(-3, 2, "rank", FAILED),
    ARun(-9, 2, "rank", FAILED, "KeyError"),
]


def test_failures_are_told_by_their_type_and_refusals_apart() -> None:
    found = reading("command_failures", used(RUNS))
    assert (found.numerator, found.denominator) == (4, 6)
    assert [(part.title, part.numerator) for part in found.parts] == [
        ("KeyError", 2),
        ("Nobody told why", 1),
        ("TimeoutError", 1),
    ]
    refused = reading("command_refusals", used(RUNS))
    assert (refused.numerator, refused.denominator) == (1, 6)


def test_failures_of_each_command_sum_to_all() -> None:
    found = reading("command_failures", used(RUNS), by="command")
    assert {part.key: (part.numerator, part.denominator) for part in found.parts} == {
        "rank": (3, 3),
        "help": (1, 2),
        "audit": (0, 1),
    }


def test_commands_whose_ends_nobody_counted_are_parts_too_and_who_ran_several_is_a_line() -> None:
    facts = used([ARun(0, 0, "help"), ARun(0, 0, "rank"), ARun(-1, 1, "rank")])
    facts = facts.anew(usage=attrs.evolve(facts.usage, runs=facts.usage.runs.between((0, TODAY))))
    for key, told in {
        "command_runs": {"rank": 2, "help": 1},
        "command_users": {"rank": 2, "help": 1, "overlap": -1},
        "command_repeat": {"rank": 0, "help": 0, "overlap": 1},
    }.items():
        found = reading(key, facts, by="command")
        assert {part.key: part.numerator for part in found.parts} == told, key
        assert sum(told.values()) == found.numerator, key


def test_none_of_what_was_told_failed_though_nobody_says_that_they_listened() -> None:
    assert reading("command_failures", used([ARun(0, 0)], spans=[])).value == 0
    assert reading("command_failures", used([], spans=[])).unavailable == "We were not listening then."


def test_runs_whose_ends_were_not_counted_in_time_are_said_to_be_unknown() -> None:
    facts = used(RUNS)
    later = attrs.evolve(facts.usage, runs=facts.usage.runs.between((TODAY, TODAY + 1)))
    found = reading("command_failures", facts.anew(usage=later))
    assert (found.numerator, found.denominator) == (1, 2)
    assert found.caveats[0] == "How 4 of 6 runs ended was not counted, and cannot be any more."
    none = attrs.evolve(facts.usage, runs=facts.usage.runs.between((0, 1)))
    found = reading("command_latency_p50", facts.anew(usage=none))
    assert found.unavailable == "How 6 of 6 runs ended was not counted, and cannot be any more."


def test_a_command_that_was_not_run_then_has_no_outcome_of_the_others() -> None:
    only = Only.parse("command:rank")
    for key, value in (("command_failures", None), ("command_users", 0), ("command_adoption", 0)):
        facts = used(RUNS)
        group = only.of(kpi(key), facts, days(0))
        assert reading(key, facts, days(0), group=group).value == value, key
        assert reading(key, facts, group=only.of(kpi(key), facts, WEEK)).value is not None


def test_without_a_run_there_is_no_share_of_failures() -> None:
    assert (
        reading("command_failures", used(RUNS), days(-40, -30)).unavailable
        == "No command was run in this time."
    )


def test_what_nobody_timed_is_not_timed_and_said() -> None:
    runs = [ARun(0, 0, bucket=UNTIMED), ARun(0, 0, bucket=UNTIMED)]
    assert "Nobody told" in (reading("command_latency_p50", used(runs)).unavailable or "")
    found = reading("command_latency_p50", used([*runs, ARun(0, 0, bucket=6)]))
    assert LATENCY_BOUNDS[5] < (found.value or 0) <= LATENCY_BOUNDS[6]
    assert found.caveats[0] == "Of 2 runs nobody told how long they took."
    assert found.middle_of == 1


@given(st.lists(st.integers(0, len(LATENCY_BOUNDS) - 1), min_size=1, max_size=60))
def test_latency_lies_in_the_step_of_the_run_that_a_sorted_list_says(buckets: list[int]) -> None:
    facts = used([ARun(0, 0, bucket=bucket) for bucket in buckets])
    for key, share in (("command_latency_p50", 0.5), ("command_latency_p95", 0.95)):
        wanted = sorted(buckets)[-(-len(buckets) * int(share * 100) // 100) - 1]
        low = LATENCY_BOUNDS[wanted - 1] if wanted else 0.0
        assert low <= (reading(key, facts).value or 0.0) <= LATENCY_BOUNDS[wanted] + 1e-9


def test_the_slowest_step_has_no_end() -> None:
    found = reading("command_latency_p95", used([ARun(0, 0, bucket=len(LATENCY_BOUNDS))]))
    assert found.value == pytest.approx(LATENCY_BOUNDS[-1])
