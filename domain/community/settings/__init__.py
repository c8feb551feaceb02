"""Settings of a guild: versioned, each version with who, when and from when on it holds."""

from domain.community.settings.catalogue import CATALOGUE, setting
from domain.community.settings.setting import GROUPS, Setting
from domain.community.settings.values import GuildSettings
from domain.community.settings.versions import Change, SettingsVersion, changes_between, settings_at

__all__ = [
    "CATALOGUE",
    "GROUPS",
    "Change",
    "GuildSettings",
    "Setting",
    "SettingsVersion",
    "changes_between",
    "setting",
    "settings_at",
]
