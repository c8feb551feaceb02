"""Failed jobs are tried again or dropped by whoever looks after the installation."""

import attrs

from application.operations.jobs.ports import JobBoard
from domain.kernel.actors import Actor
from domain.operations.policy import check


@attrs.frozen(kw_only=True)
class RetryJob:
    """Let a failed job be done again, however often it was tried."""

    jobs: JobBoard

    async def __call__(self, job: int, actor: Actor) -> None:
        """Raises Refused by the policy, NotFound, and Conflict where it has not failed."""
        check("manage_jobs", actor)
        await self.jobs.retry(job)


@attrs.frozen(kw_only=True)
class DropJob:
    """Forget a job that waits or failed; what it was to do stays undone."""

    jobs: JobBoard

    async def __call__(self, job: int, actor: Actor) -> None:
        """Raises Refused by the policy, NotFound, and Conflict where it runs."""
        check("manage_jobs", actor)
        await self.jobs.drop(job)
