"""What the doctor says of background jobs."""

from datetime import timedelta

import attrs

from adapters.memory.operations.jobs import NoJobs
from bootstrap.doctor.jobs import failed_checks, job_checks, worker_check
from tests.unit.domain.operations.jobs.test_rules import FAILED, NOW, seen


async def test_in_memory_there_are_no_jobs_to_speak_of() -> None:
    assert [check async for check in job_checks(NoJobs())] == []


def test_a_worker_that_is_there_is_well_whatever_became_of_others() -> None:
    check = worker_check([seen(stopped=True), seen()], NOW)
    assert (check.state, check.found) == ("green", "process 1 on attic works")


def test_without_a_worker_it_says_what_is_missing_and_how_to_start_one() -> None:
    check = worker_check([], NOW)
    assert (check.state, check.found) == ("yellow", "none ever ran with this database")
    assert "community-os worker" in check.remedy and "no backups" in check.remedy


def test_a_worker_that_went_silent_is_not_the_same_as_one_that_stopped() -> None:
    silent = worker_check([seen(told_at=NOW - timedelta(minutes=5))], NOW)
    assert "silent since 2026-03-02 11:55 UTC, as process 1 on attic" in silent.found
    assert "stopped at" in worker_check([seen(stopped=True)], NOW).found


def test_each_job_that_failed_is_named_with_its_reason_and_the_way_to_try_again() -> None:
    job = attrs.evolve(FAILED, problem="the disk is full")
    waiting = attrs.evolve(FAILED, id=2, state="waiting")
    (check,) = failed_checks([job, waiting])
    assert "the disk is full" in check.found and "guild 7" in check.found
    assert "jobs retry 1" in check.remedy


def test_of_many_failed_jobs_a_few_are_named_and_the_rest_counted() -> None:
    checks = list(failed_checks([attrs.evolve(FAILED, id=number) for number in range(1, 10)]))
    assert len(checks) == 6 and "4 more jobs have failed" in checks[-1].found
