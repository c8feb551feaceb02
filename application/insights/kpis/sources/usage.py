"""Who ran which commands, and how the runs ended."""

import asyncio

from application.insights.sheets import Sheets
from domain.insights.cut import PartOfDay
from domain.insights.kpis.sources.usage import Usage
from domain.insights.sheet import COMMAND_DAY, RUN_DAY


async def usage(sheets: Sheets, guild: int, part: PartOfDay | None) -> Usage:
    """Of all commands; the last day as it stood at the moment."""
    commands, runs = await sheets.days(guild, COMMAND_DAY), await sheets.days(guild, RUN_DAY)
    words = await sheets.command_words(guild, runs)
    if part is not None:
        commands = await asyncio.to_thread(part.commands, commands)
        runs = await asyncio.to_thread(part.runs, runs)
    return Usage(commands=commands, runs=runs, words=words)
