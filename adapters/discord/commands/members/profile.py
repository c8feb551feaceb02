"""/show_my_profile and /show_profile: how somebody does."""

import discord
from discord import app_commands

from adapters.discord.commands.frame import Asked, Reply, answers
from adapters.discord.commands.members.sheet import sheet
from adapters.discord.commands.members.windows import USUAL, WINDOWS


@app_commands.command(name="show_my_profile", description="Your score, and what it is made of")
@app_commands.describe(window="Of which time; without it, of the last 30 days")
@app_commands.choices(window=WINDOWS)
@answers
async def show_my_profile(asked: Asked, window: str = USUAL) -> Reply:
    """What a member is shown of themselves."""
    return await _profile(asked, asked.own(), window)


@app_commands.command(name="show_profile", description="The score of a member, and what it is made of")
@app_commands.describe(member="Whose profile", window="Of which time; without it, of the last 30 days")
@app_commands.choices(window=WINDOWS)
@answers
async def show_profile(asked: Asked, member: discord.Member, window: str = USUAL) -> Reply:
    """What everybody may see of each other; staff see more."""
    return await _profile(asked, await asked.number_of(member), window)


async def _profile(asked: Asked, member_no: int, window: str) -> Reply:
    profile = await asked.use_cases.show_member(asked.guild, member_no, window)
    own, staff = member_no == asked.actor.member_no, await asked.may("see_staff_facts")
    accounts = await asked.use_cases.show_accounts(asked.guild, member_no) if own or staff else None
    return sheet(profile, accounts, own=own, staff=staff)
