"""What is done beside everything else, as whoever looks after a community sees it."""

from datetime import datetime

import attrs

from domain.operations.jobs.job import Job
from domain.operations.jobs.workers import Worker, working


@attrs.frozen(kw_only=True)
class Background:
    """Of one community and of the installation that it is on; `now` by the clock of the store.

    `published_at` is when closed days were last looked at for something to publish, `next_at` when they are
    next, both whether or not anything is new then; `backup_at` when the last backup was made by a worker.
    """

    guild: int
    now: datetime = attrs.field(repr=False)
    workers: tuple[Worker, ...] = attrs.field(default=(), repr=False)
    """They say so every few seconds, which is no news."""

    jobs: tuple[Job, ...] = ()
    published_at: datetime | None = None
    next_at: datetime | None = None
    backup_at: datetime | None = None

    @property
    def works(self) -> bool:
        """Whether anybody is there who would do it."""
        return bool(working(self.workers, self.now))

    @property
    def last_worker(self) -> Worker | None:
        """The one that was heard of last."""
        return max(self.workers, key=lambda one: one.told_at, default=None)

    @property
    def under_way(self) -> tuple[Job, ...]:
        """What runs, and what waits for its turn."""
        return tuple(job for job in self.jobs if job.state != "failed")

    @property
    def failed(self) -> tuple[Job, ...]:
        """What somebody has to look at."""
        return tuple(job for job in self.jobs if job.state == "failed")
