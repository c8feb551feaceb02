"""Settings of a guild: versioned, each version with who, when and from when on it holds."""

from domain.community.settings.catalogue import CATALOGUE, setting
from domain.community.settings.setting import GROUPS, Setting
from domain.community.settings.values import GuildSettings
from domain.community.settings.versions import (
    Change,
    Made,
    SettingsVersion,
    changes_between,
    changes_made,
    settings_at,
    time_zone_of,
)

__all__ = [
    "CATALOGUE",
    "GROUPS",
    "Change",
    "GuildSettings",
    "Made",
    "Setting",
    "SettingsVersion",
    "changes_between",
    "changes_made",
    "setting",
    "settings_at",
    "time_zone_of",
]
