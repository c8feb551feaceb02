"""Failed jobs are tried again or dropped by whoever looks after the installation."""

import attrs

from application.operations.jobs.ports import JobBoard
from domain.kernel.actors import Actor
from domain.kernel.errors import NotFound
from domain.operations.jobs import Job
from domain.operations.policy import check


@attrs.frozen(kw_only=True)
class RetryJob:
    """Let a failed job be done again, however often it was tried: twice is the same as once.

    Whoever has the machine may do so with every job; staff with those of their community, and of the
    installation that it is on.
    """

    jobs: JobBoard

    async def __call__(self, job: int, actor: Actor, *, guild: int | None = None) -> None:
        """As staff of `guild`, if one is given. Raises Refused by the policy, NotFound, and Conflict where it
        has not failed."""
        check("manage_jobs" if guild is None else "retry_job", actor)
        if guild is not None and not any(one.id == job for one in await self._of(guild)):
            raise NotFound(f"there is no job {job} here that failed: it was done meanwhile")
        await self.jobs.retry(job)

    async def _of(self, guild: int) -> list[Job]:
        return [one for one in await self.jobs.all() if one.guild in (guild, None)]


@attrs.frozen(kw_only=True)
class DropJob:
    """Forget a job that waits or failed; what it was to do stays undone."""

    jobs: JobBoard

    async def __call__(self, job: int, actor: Actor) -> None:
        """Raises Refused by the policy, NotFound, and Conflict where it runs."""
        check("manage_jobs", actor)
        await self.jobs.drop(job)
