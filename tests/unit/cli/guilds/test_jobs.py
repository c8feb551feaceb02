"""Background jobs and publishing, from the command line."""

import json
from datetime import datetime

import attrs
import pytest

from adapters.memory.operations.jobs import NoJobs
from application.operations.jobs import DropJob, RetryJob
from domain.operations.jobs import Job, Worker
from tests.builders.activities import DAY, TIME_ZERO, a_message
from tests.unit.domain.operations.jobs.test_rules import FAILED, NOW, seen


@attrs.define
class Shelf(NoJobs):
    """Jobs as a database would have them."""

    works: bool = True
    held: dict[int, Job] = attrs.field(
        factory=lambda: {1: attrs.evolve(FAILED, guild=710_000_000_000_000_001, problem="the disk is full")}
    )

    async def all(self) -> list[Job]:
        return list(self.held.values())

    async def retry(self, job: int) -> None:
        self.held[job] = attrs.evolve(self.held[job], state="running", done=1, total=4)

    async def drop(self, job: int) -> None:
        del self.held[job]

    async def workers(self) -> tuple[list[Worker], datetime]:
        return [seen()], NOW


@pytest.fixture
def shelf(community_os) -> Shelf:
    jobs = Shelf()
    product = community_os.product
    product.use_cases = attrs.evolve(
        product.use_cases, jobs=jobs, retry_job=RetryJob(jobs=jobs), drop_job=DropJob(jobs=jobs)
    )
    return jobs


def test_in_memory_there_are_none_and_it_says_so(community_os):
    assert "In memory there are no jobs" in community_os("jobs", "list").out
    refused = community_os("jobs", "retry", "7")
    assert refused.code == 3 and "no job 7" in refused.err


@pytest.mark.usefixtures("shelf")
def test_what_failed_is_listed_with_its_reason_and_tried_again_on_demand(community_os):
    listed = community_os("jobs", "list").out
    assert "the disk is full" in listed and "failed" in listed and "jobs retry" in listed
    assert "process 1 on attic works" in listed
    assert community_os("jobs", "retry", "1").code == 0
    assert "running, 25% done" in community_os("jobs", "list").out
    assert community_os("jobs", "drop", "1").code == 0
    assert "No job waits" in community_os("jobs", "list").out


@pytest.mark.usefixtures("shelf")
def test_a_program_is_told_the_same(community_os):
    told = json.loads(community_os("jobs", "list", "--json").out)
    assert told["workers"] == ["process 1 on attic"]
    (job,) = told["jobs"]
    assert (job["guild"], job["state"], job["problem"]) == (
        "710000000000000001",
        "failed",
        "the disk is full",
    )


def test_publishing_by_hand_says_how_much_is_new(community_os, do):
    assert community_os("publish").out == "Nothing was recorded yet.\n"
    product = community_os.product
    do(product.use_cases.record([a_message(TIME_ZERO - 9 * DAY), a_message(TIME_ZERO)]))
    first = community_os("publish")
    assert first.code == 0 and "rows are new" in first.out
    assert ", 0 read again: 0 rows are new" in community_os("publish").out


def test_a_worker_runs_by_itself_until_it_is_stopped(community_os):
    started = community_os("worker")
    assert (started.code, started.err.strip()) == (0, "working")
