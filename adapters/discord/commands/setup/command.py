"""/setup: staff see the settings and choose what to change."""

from discord import app_commands

from adapters.discord.commands.frame import Asked, Reply, answers
from adapters.discord.commands.setup.choosing import overview


@app_commands.command(name="setup", description="See and change the settings of this community")
@app_commands.default_permissions(manage_messages=True)
@answers
async def setup(asked: Asked) -> Reply:
    """Every group of settings as it is now."""
    await asked.must("change_settings")
    return overview(await asked.use_cases.show_settings(asked.guild))
