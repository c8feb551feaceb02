"""The activity sheet of a guild as its settings have it: with the commands that count as activity."""

import asyncio

from application.insights.sheets import Sheets
from domain.community.log.commands import codes_of
from domain.community.settings import GuildSettings
from domain.insights.attended import with_commands
from domain.insights.sheet import COMMAND_DAY, MEMBER_DAY, DayTable


async def activity_sheet(sheets: Sheets, guild: int, settings: GuildSettings) -> DayTable:
    """What each member did on each day, whole days only; a column of commands only where any were run."""
    sheet = await sheets.days(guild, MEMBER_DAY)
    commands = await sheets.days(guild, COMMAND_DAY)
    if not len(commands):
        return sheet
    return await asyncio.to_thread(with_commands, sheet, commands, codes_of(settings.tracked_commands))
