"""/event list and show: what everybody may see."""

from discord import app_commands

from adapters.discord.commands.events.group import group
from adapters.discord.commands.events.meant.finding import any_event, meant, shown_at_all
from adapters.discord.commands.events.showing import MOST, listing, showing
from adapters.discord.commands.frame import Asked, Reply, answers
from application.community.attendance.attending import seats_of_each


@group.command(name="list", description="What is planned, and what is on now")
@answers
async def list_(asked: Asked) -> Reply:
    """Soonest first."""
    async with asked.use_cases.store.reading(asked.guild) as work:
        events = await work.events.alive()
        counts = await seats_of_each(work, events[:MOST])
    return listing(events, counts, asked.actor.member_no)


@group.command(name="show", description="One event, and whether you come")
@app_commands.describe(event="Which event")
@app_commands.autocomplete(event=any_event)
@answers
async def show(asked: Asked, event: str) -> Reply:
    """Ahead, on now, or over."""
    return await showing(asked, await meant(asked, event, shown_at_all))
