"""The tally of every guild as a copy keeps it: counts, and a digest that names nobody."""

import json
from hashlib import sha256

import attrs

from application.community.ports import Store
from application.community.tally import Tally, TallyActivities
from domain.operations.backups.manifest import GuildSum


@attrs.frozen(kw_only=True)
class TallyGuilds:
    """Count every guild from its log, so that an original and its copy can be held together."""

    store: Store

    async def __call__(self) -> tuple[tuple[GuildSum, ...], int]:
        """Each guild, and the dead letters of none."""
        count = TallyActivities(store=self.store)
        guilds = [_sum(guild, await count(guild)) for guild in await self.store.guilds()]
        async with self.store.unaddressed() as nowhere:
            return tuple(guilds), sum((await nowhere.counts()).values())


def _sum(guild: int, tally: Tally) -> GuildSum:
    """A score is made from counts by a rule that may change: it is not part of what was recorded."""
    people = sorted((person, given.messages, given.reactions) for person, given in tally.users.items())
    told = [people, sorted(tally.by_day.items()), sorted(tally.by_kind.items()), tally.dead_letters]
    return GuildSum(
        guild=guild,
        activities=tally.total_events,
        people=len(tally.users),
        dead_letters=tally.dead_letters,
        by_kind=dict(sorted(tally.by_kind.items())),
        digest=sha256(json.dumps(told).encode()).hexdigest(),
    )
