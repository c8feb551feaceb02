"""The settings of an installation: from the environment, from .env, or their defaults."""

from bootstrap.settings.reading import Settings, SettingsProblems, load, read_dotenv
from bootstrap.settings.setting import PREFIX, Setting
from bootstrap.settings.table import TABLE

__all__ = ["PREFIX", "TABLE", "Setting", "Settings", "SettingsProblems", "load", "read_dotenv"]
