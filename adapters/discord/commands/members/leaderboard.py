"""/leaderboard: who gave most in a window."""

from discord import app_commands

from adapters.discord.commands.frame import Asked, Reply, answers
from adapters.discord.commands.members.board import board
from adapters.discord.commands.members.windows import USUAL, WINDOWS


@app_commands.command(name="leaderboard", description="Who gives most in this community")
@app_commands.describe(window="Of which time; without it, of the last 30 days")
@app_commands.choices(window=WINDOWS)
@answers
async def leaderboard(asked: Asked, window: str = USUAL) -> Reply:
    """The first ten, and what their scores are made of."""
    return board(await asked.use_cases.show_top(asked.guild, window), asked.actor.member_no)
