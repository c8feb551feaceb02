"""/event start, end and cancel: by staff, and by whoever hosts the event."""

from discord import app_commands

from adapters.discord.commands.events.acting import acted
from adapters.discord.commands.events.group import group
from adapters.discord.commands.events.meant.finding import (
    meant,
    planned,
    planned_event,
    started,
    started_event,
)
from adapters.discord.commands.events.showing import showing
from adapters.discord.commands.frame import Asked, Reply, answers


@group.command(name="start", description="An event begins now")
@app_commands.describe(event="Which event")
@app_commands.autocomplete(event=planned_event)
@answers
async def start(asked: Asked, event: str) -> Reply:
    """However early or late."""
    begun = await asked.use_cases.start_event(asked.guild, await meant(asked, event, planned), asked.actor)
    acted(asked)
    return await showing(asked, begun.event_id, told="It has begun.")


@group.command(name="end", description="An event is over now")
@app_commands.describe(event="Which event")
@app_commands.autocomplete(event=started_event)
@answers
async def end(asked: Asked, event: str) -> Reply:
    """Only what has begun."""
    ended = await asked.use_cases.end_event(asked.guild, await meant(asked, event, started), asked.actor)
    acted(asked)
    return await showing(asked, ended.event_id, told="It is over.")


@group.command(name="cancel", description="An event will not take place")
@app_commands.describe(event="Which event", later="Cancel all later ones of its series too")
@app_commands.autocomplete(event=planned_event)
@answers
async def cancel(asked: Asked, event: str, later: bool = False) -> Reply:
    """Only what has not begun."""
    number = await meant(asked, event, planned)
    gone = await asked.use_cases.cancel_event(asked.guild, number, asked.actor, later=later)
    acted(asked)
    return await showing(asked, gone.event_id, told="It is cancelled.")
