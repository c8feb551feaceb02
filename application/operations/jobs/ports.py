"""Every job of the installation."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.operations.jobs import Job, JobRules, Wanted, Worker


class JobBoard(Protocol):
    """What waits, runs or failed, and who works."""

    @property
    def works(self) -> bool:
        """False where there are no jobs: in memory everything is done at once, or not at all."""
        ...

    async def all(self) -> list[Job]:
        """What waits, runs or failed, the oldest first."""
        ...

    async def plan(self, wanted: Wanted, rules: JobRules) -> bool:
        """Have it done where nobody asked; False where it waits already or has failed so that it may not."""
        ...

    async def retry(self, job: int) -> None:
        """Let a failed job be done again; NotFound where there is none, Conflict where it has not failed."""
        ...

    async def drop(self, job: int) -> None:
        """Forget a job that waits or failed; NotFound where there is none, Conflict where it runs."""
        ...

    async def ended(self, keys: Collection[str]) -> dict[str, datetime]:
        """When what has these keys was last done; nothing of what never was."""
        ...

    async def workers(self) -> tuple[list[Worker], datetime]:
        """Who works or did so lately, and the moment of this look by the clock of the store."""
        ...
