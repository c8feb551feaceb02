"""Made-up communities that speak through the same front door as real ones."""

from adapters.simulation.arena.days import Arena
from adapters.simulation.arena.place import CHANNELS, GUILD, GUILD_NAME, SOURCE, VERSION

__all__ = ["CHANNELS", "GUILD", "GUILD_NAME", "SOURCE", "VERSION", "Arena"]
