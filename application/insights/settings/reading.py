"""Answers "what did we decide here, and what are the roles and channels called that it speaks of?"."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from application.community.guild_settings import SettingsShown, ShowSettings
from application.community.ports import Store
from domain.community.guild import RoleName
from domain.community.settings import GuildSettings


@attrs.frozen(kw_only=True)
class SettingsRead:
    """Settings as a page shows them; `fixed_zone` where days can no longer be counted in another zone."""

    shown: SettingsShown
    last_activity: datetime | None
    channels: Mapping[int, str] = attrs.field(hash=False)
    roles: Mapping[int, str] = attrs.field(hash=False)
    fixed_zone: bool

    window: None = None
    """Settings are of no time."""

    @property
    def guild(self) -> int:
        """Whose they are."""
        return self.shown.guild

    @property
    def guild_name(self) -> str:
        """What it is called."""
        return self.shown.guild_name

    @property
    def settings(self) -> GuildSettings:
        """What holds now."""
        return self.shown.settings

    @property
    def time_zone(self) -> str:
        """The zone in which times are told."""
        return self.settings.time_zone


@attrs.frozen(kw_only=True)
class ReadSettings:
    """Show the settings of a guild with the names of what they speak of."""

    store: Store
    show: ShowSettings

    async def __call__(self, guild: int) -> SettingsRead:
        """Raises NotFound for an unknown guild, Unavailable without a store."""
        shown = await self.show(guild)
        async with self.store.reading(guild) as work:
            profile = await work.guild.profile()
            channels = await work.guild.channels()
            roles = await work.guild.roles()
        return SettingsRead(
            shown=shown,
            last_activity=profile.last_activity if profile else None,
            channels={found.channel: found.name for found in channels.values() if found.parent is None},
            roles={found.role: found.name for found in sorted(roles.values(), key=_standing)},
            fixed_zone=profile is not None and profile.sealed_through is not None,
        )


def _standing(role: RoleName) -> tuple[int, int]:
    """Those that stand above others first, as in Discord's own list."""
    return -role.position, role.role
