"""Settings of a guild: changed by version, planned, undone, and shown with who changed what."""

from application.community.guild_settings.changing import ChangeSettings
from application.community.guild_settings.history import SettingsChange, SettingsShown, ShowSettings
from application.community.guild_settings.recounting import CountAgain
from application.community.guild_settings.undoing import UndoSettings

__all__ = ["ChangeSettings", "CountAgain", "SettingsChange", "SettingsShown", "ShowSettings", "UndoSettings"]
