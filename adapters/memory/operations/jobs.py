"""Background jobs in memory: there are none, since nobody else could do them."""

from collections.abc import Collection
from datetime import UTC, datetime

import attrs

from domain.kernel.errors import NotFound
from domain.operations.jobs import Job, JobRules, Wanted, Worker


@attrs.frozen
class NoJobs:
    """Nothing is put off: what is asked for is done at once by who asks."""

    works: bool = False

    async def ask(self, _wanted: Wanted) -> bool:
        """Nobody is there who would do it."""
        return False

    async def pending(self) -> list[Job]:
        """Nothing waits."""
        return []

    async def all(self) -> list[Job]:
        """Nothing waits."""
        return []

    async def plan(self, _wanted: Wanted, _rules: JobRules) -> bool:
        """Nobody is there who would do it."""
        return False

    async def retry(self, job: int) -> None:
        """There is none."""
        raise NotFound(f"there is no job {job}: in memory there are none")

    async def drop(self, job: int) -> None:
        """There is none."""
        raise NotFound(f"there is no job {job}: in memory there are none")

    async def ended(self, _keys: Collection[str]) -> dict[str, datetime]:
        """Nothing."""
        return {}

    async def workers(self) -> tuple[list[Worker], datetime]:
        """Nobody."""
        return [], datetime.min.replace(tzinfo=UTC)
