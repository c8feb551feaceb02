"""What is done in the background, for whoever has no command line."""

import attrs

from application.community.ports import Store
from application.operations.jobs.ports import JobBoard
from domain.community.settings import time_zone_of
from domain.operations.jobs import Wanted
from domain.operations.jobs.background import Background
from domain.operations.jobs.due import next_publishing


@attrs.frozen(kw_only=True)
class ShowBackground:
    """How the worker is, what it does for a community, and what failed."""

    store: Store
    jobs: JobBoard

    async def __call__(self, guild: int) -> Background | None:
        """None where nothing is put off: in memory all is done at once, or not at all."""
        if not self.jobs.works:
            return None
        async with self.store.reading(guild) as work:
            zone_name = time_zone_of(await work.guild.settings())
        publish, backup = Wanted(kind="publish", guild=guild), Wanted(kind="backup")
        ended = await self.jobs.ended([publish.key, backup.key])
        workers, now = await self.jobs.workers()
        return Background(
            guild=guild,
            now=now,
            workers=tuple(workers),
            jobs=tuple(job for job in await self.jobs.all() if job.guild in (guild, None)),
            published_at=ended.get(publish.key),
            next_at=next_publishing(now, zone_name),
            backup_at=ended.get(backup.key),
        )
