"""When jobs are tried again, when a plan may ask anew, and when somebody works."""

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest

from domain.operations.jobs import Job, JobRules, Wanted, Worker, working
from domain.operations.jobs.due import next_publishing, publishing_is_due
from domain.operations.leases import Holder

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RULES = JobRules()
FAILED = Job(id=1, kind="publish", guild=7, state="failed", asked_at=NOW, began_at=NOW, picks=1)


def seen(**changes: Any) -> Worker:
    plain = Worker(holder=Holder(id="a", host="attic", pid=1), since=NOW - timedelta(hours=1), told_at=NOW)
    return attrs.evolve(plain, **changes)


def test_pauses_grow_up_to_a_longest_one_and_end() -> None:
    pauses = [RULES.pause(attempt) for attempt in range(RULES.most_attempts)]
    assert pauses[-1] is None
    waits = [pause for pause in pauses if pause]
    assert waits == sorted(waits) and waits[0] == RULES.first_pause
    assert max(waits) <= RULES.longest_pause
    assert JobRules(most_attempts=99).pause(50) == RULES.longest_pause


def test_a_job_is_left_alone_once_it_has_ended_its_worker_too_often() -> None:
    assert [RULES.is_poison(picks) for picks in (1, RULES.most_picks, RULES.most_picks + 1)] == [
        False,
        False,
        True,
    ]


def test_a_plan_leaves_what_failed_alone_for_a_while_and_poison_for_ever() -> None:
    assert not RULES.may_be_planned_again(FAILED, NOW + timedelta(minutes=59))
    assert RULES.may_be_planned_again(FAILED, NOW + timedelta(hours=1))
    poison = attrs.evolve(FAILED, picks=RULES.most_picks + 1)
    assert not RULES.may_be_planned_again(poison, NOW + timedelta(days=30))


def test_of_a_community_there_is_one_job_of_a_kind_at_a_time() -> None:
    assert Wanted(kind="publish", guild=7, told={"a": 1}).key == Wanted(kind="publish", guild=7).key
    keys = {
        Wanted(kind="publish", guild=8).key,
        Wanted(kind="recount", guild=7).key,
        Wanted(kind="backup").key,
    }
    assert len(keys | {Wanted(kind="publish", guild=7).key}) == 4


def test_only_what_runs_and_knows_its_length_has_a_share() -> None:
    running = attrs.evolve(FAILED, state="running", done=3, total=12)
    assert running.share == 0.25
    assert attrs.evolve(running, total=0).share is None
    assert attrs.evolve(running, done=13).share == 1.0
    assert attrs.evolve(running, state="failed").share is None


def test_who_has_gone_or_is_silent_does_not_work() -> None:
    silent = seen(told_at=NOW - timedelta(minutes=2))
    young = seen(since=NOW)
    assert working([young, seen(), silent, seen(stopped=True)], NOW) == [seen(), young]


@pytest.mark.parametrize(
    ("at", "zone_name", "due"),
    [
        ("12:02", "UTC", True),
        ("12:17", "UTC", False),
        ("12:47", "UTC", False),
        ("00:02", "UTC", True),
        ("18:32", "Asia/Kolkata", True),  # 00:02 there
        ("18:47", "Asia/Kolkata", False),
        ("18:17", "Asia/Kathmandu", True),  # 00:02 there
        ("10:02", "Pacific/Kiritimati", True),  # 00:02 there
    ],
)
def test_a_community_is_published_hourly_and_right_after_its_own_midnight(
    at: str, zone_name: str, due: bool
) -> None:
    hour, minute = map(int, at.split(":"))
    assert publishing_is_due(NOW.replace(hour=hour, minute=minute), zone_name) is due


@pytest.mark.parametrize(
    ("now", "zone_name", "wanted"),
    [
        ("12:00", "UTC", "12:02"),
        ("12:02", "UTC", "13:02"),
        ("18:10", "Asia/Kolkata", "18:32"),  # its midnight
        ("18:14", "Asia/Kathmandu", "18:17"),
        ("23:59", "America/New_York", "00:02"),
    ],
)
def test_the_next_publishing_is_the_next_hour_or_midnight(now: str, zone_name: str, wanted: str) -> None:
    hour, minute = map(int, now.split(":"))
    found = next_publishing(NOW.replace(hour=hour, minute=minute), zone_name)
    assert f"{found:%H:%M}" == wanted and found > NOW.replace(hour=hour, minute=minute)
