"""Settings of a guild are changed by version; a new time zone recounts the past."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.community.replay import replay_in
from domain.community.settings import GuildSettings, SettingsVersion, settings_at
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.instants import day_of_number


@attrs.frozen(kw_only=True)
class ChangeSettings:
    """Change some settings of a guild, keeping who changed them and since when they hold."""

    store: Store
    clock: Clock

    async def __call__(self, guild: int, changes: Mapping[str, Any], actor: Actor) -> GuildSettings:
        """Raises NotFound for an unknown guild, Invalid for a wrong value, Conflict when raced, and for a new
        time zone once days are sealed, since their records are gone and cannot be counted again."""
        async with self.store.writing(guild) as work:
            profile = await work.guild.profile()
            if profile is None:
                raise NotFound(f"nothing was ever recorded for guild {guild}")
            versions = await work.guild.settings()
            before = settings_at(versions)
            after = before.changed(changes)
            if after == before:
                return before
            if after.time_zone != before.time_zone and profile.sealed_through is not None:
                raise Conflict(
                    f"the raw records up to {day_of_number(profile.sealed_through)} are gone, and their "
                    f"days are those of {before.time_zone}: the time zone can no longer be changed"
                )
            now: datetime = self.clock.now()
            number = max((version.version for version in versions), default=0) + 1
            await work.guild.add_settings(
                SettingsVersion(
                    version=number, settings=after, changed_at=now, changed_by=actor.name, effective_from=now
                )
            )
            if after.time_zone != before.time_zone:
                await replay_in(work, guild)
            return after
