"""The activity sheet of a guild as its settings have it: of the commands those that it tracks."""

import asyncio

from application.insights.sheets import Sheets
from domain.community.log.commands import codes_of
from domain.community.settings import GuildSettings
from domain.insights.attended import only_tracked
from domain.insights.sheet import COMMAND_DAY, MEMBER_DAY, DayTable


async def activity_sheet(sheets: Sheets, guild: int, settings: GuildSettings) -> DayTable:
    """What each member did on each day, whole days only; where no command is named, all of them count."""
    sheet = await sheets.days(guild, MEMBER_DAY)
    if not settings.tracked_commands:
        return sheet
    commands = await sheets.days(guild, COMMAND_DAY)
    wanted = codes_of(settings.tracked_commands)
    known = sheets.worked_out.of(guild, "tracked commands", sheet, commands, wanted)
    return await asyncio.to_thread(known.once, wanted, lambda: only_tracked(sheet, commands, wanted))
