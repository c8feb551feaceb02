"""Discord's own archive, read by REST."""

from adapters.discord.archive.archive import DiscordArchive
from adapters.discord.archive.asking import Asking, Http
from adapters.discord.archive.pace import Pace

__all__ = ["Asking", "DiscordArchive", "Http", "Pace"]
