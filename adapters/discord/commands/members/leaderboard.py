"""/leaderboard: who gave most in a window."""

from typing import Literal

from discord import app_commands

from adapters.discord.commands.frame import Asked, Reply, answers
from adapters.discord.commands.members.board import board

Window = Literal["7d", "30d", "90d", "all"]


@app_commands.command(name="leaderboard", description="Who gives most in this community")
@app_commands.describe(window="Of which time; without it, of the last 30 days")
@answers
async def leaderboard(asked: Asked, window: Window = "30d") -> Reply:
    """The first ten, and what their scores are made of."""
    return board(await asked.use_cases.show_top(asked.guild, window), asked.actor.member_no)
