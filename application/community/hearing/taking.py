"""Taking what was told: activities through the front door, the rest by rules against what is stored."""

from collections.abc import Sequence
from itertools import takewhile

import attrs

from application.community.hearing.told import Told
from application.community.ports import Store
from application.community.record import RecordActivities
from domain.community.log.activity import Activity
from domain.community.log.letters import Unreadable


@attrs.frozen(kw_only=True)
class TakeTold:
    """Takes the first things that were told, as many as belong together."""

    record: RecordActivities
    store: Store

    async def __call__(self, told: Sequence[Told]) -> int:
        """How many were taken; raises Unavailable, and then they are told again."""
        batch = list(takewhile(lambda one: isinstance(one, Activity | Unreadable), told))
        if batch:
            await self.record(batch)  # type: ignore[arg-type]
            return len(batch)
        return 1
