"""/event and what is below it."""

from typing import Final

from discord import app_commands

group: Final = app_commands.Group(
    name="event", description="Events: what is planned, who comes", guild_only=True
)
