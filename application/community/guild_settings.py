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
from domain.kernel.errors import NotFound


@attrs.frozen(kw_only=True)
class ChangeSettings:
    """Change some settings of a guild, keeping who changed them and since when they hold."""

    store: Store
    clock: Clock

    async def __call__(self, guild: int, changes: Mapping[str, Any], actor: Actor) -> GuildSettings:
        """Raises NotFound for an unknown guild, Invalid for a wrong value, Conflict when raced."""
        async with self.store.writing(guild) as work:
            if await work.guild.profile() is None:
                raise NotFound(f"nothing was ever recorded for guild {guild}")
            versions = await work.guild.settings()
            before = settings_at(versions)
            after = before.changed(changes)
            if after == before:
                return before
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
