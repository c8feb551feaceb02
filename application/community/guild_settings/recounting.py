"""A change that counts a long past again, done by a worker: it holds in the moment in which that is done."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from application.clock import Clock
from application.community.guild_settings.keeping import (
    By,
    held_in,
    must_be_countable,
    must_be_untouched,
    write,
)
from application.community.ports import Store
from application.community.published.asking import publish_again
from application.community.replay import replay_in
from domain.community.log.intake import Intake
from domain.community.settings import settings_at
from domain.community.settings.versions import made_after
from domain.kernel.instants import day_number
from domain.kernel.windows import LAST_DAY

Progress = Callable[[int, int], None]


@attrs.frozen(kw_only=True)
class CountAgain:
    """Make a change that was put off, and count the past again in the same transaction.

    Done twice it is done once: the second time it changes nothing. Readers see the old days until then.
    """

    store: Store
    clock: Clock

    async def __call__(
        self, guild: int, told: Mapping[str, Any], progress: Progress = lambda done, of: None
    ) -> None:
        """Raises NotFound for an unknown guild, Conflict where days were sealed meanwhile, or the same was
        changed by somebody else since it was asked for: one that failed and is tried again undoes nothing."""
        async with self.store.writing(guild) as work:
            profile, versions = await held_in(work, guild)
            now = made_after(versions, self.clock.now())
            before = settings_at(versions, now)
            after = before.changed(told["changes"])
            if before == after:
                return
            must_be_untouched(versions, told["changes"], told.get("seen"))
            moved = before.time_zone != after.time_zone
            must_be_countable(profile, before, moved=moved)
            await write(work, versions, after, By(told["by"], told["member_no"]), now=now, at=now)
            if moved:
                records = _records(await work.intake.between(0, day_number(LAST_DAY) + 1))
                await replay_in(work, guild, progress=lambda read: progress(read, max(records, read)))
            await publish_again(work, guild)


def _records(counts: Intake) -> int:
    """How many copies are about to be read, as far as that was counted."""
    return sum(count for key, count in counts.items() if key.what in ("accepted", "differing"))
