"""/event create and /event edit."""

from typing import Any, Literal

import discord
from discord import app_commands

from adapters.discord.commands.events.acting import acted, event_of, planned
from adapters.discord.commands.events.form import blank, prefilled
from adapters.discord.commands.events.group import group
from adapters.discord.commands.events.meant.finding import kinds, meant, open_event, times
from adapters.discord.commands.events.meant.wishes import MINUTES, REPEATS, Spoken, wishes
from adapters.discord.commands.events.showing import showing
from adapters.discord.commands.frame import Asked, Interaction, Reply, open_form, serve
from domain.kernel.errors import Invalid

Minutes = app_commands.Range[int, 5, 24 * 60]
Capacity = app_commands.Range[int, 1, 100_000]
Title = app_commands.Range[str, 1, 100]
Repeats = Literal["daily", "weekly", "every two weeks", "monthly"]
Channel = app_commands.Transform[int, Spoken]


@group.command(name="create", description="Plan an event; without a title and a time a form opens")
@app_commands.describe(
    title="What it is called",
    when="Such as 2026-11-24 20:00, tomorrow 20:00 or friday 8pm",
    minutes="How long it lasts (120, if you do not say)",
    channel="The voice channel or stage where it takes place",
    place="Where, if it is not in a voice channel",
    type="What kind of event, such as tournament",
    capacity="How many can come; more wait in line",
    host="Who hosts it (you, if you do not say)",
    repeats="Whether it takes place again and again",
    description="What it is about",
)
async def create(  # noqa: PLR0913, PLR0917 - the library makes the options from the arguments
    interaction: Interaction,
    title: Title | None = None,
    when: str | None = None,
    minutes: Minutes | None = None,
    channel: Channel | None = None,
    place: app_commands.Range[str, 1, 100] | None = None,
    type: app_commands.Range[str, 1, 32] | None = None,
    capacity: Capacity | None = None,
    host: discord.User | None = None,
    repeats: Repeats | None = None,
    description: app_commands.Range[str, 1, 1000] | None = None,
) -> None:
    """By options, or by a form."""
    if title is None or when is None:
        await open_form(interaction, lambda asked: blank(asked, title or "", when or ""))
        return

    async def body(asked: Asked) -> Reply:
        if repeats not in (None, *REPEATS):
            raise Invalid(f"repeats: one of {', '.join(REPEATS)}")
        wished = await wishes(
            asked,
            when=when,
            minutes=minutes or MINUTES,
            channel=channel,
            host=host,
            title=title,
            place=place,
            type=type,
            capacity=capacity,
            description=description,
        )
        return await planned(asked, wished, REPEATS[repeats] if repeats else None)

    await serve(interaction, body)


@group.command(name="edit", description="Change an event; without anything to change a form opens")
@app_commands.describe(
    event="Which event",
    title="What it is called from now on",
    when="When it begins from now on",
    minutes="How long it lasts from now on",
    channel="The voice channel or stage where it takes place",
    place="Where, if it is not in a voice channel",
    type="What kind of event",
    capacity="How many can come; more wait in line",
    host="Who hosts it",
    description="What it is about",
    later="Change all later ones of its series too",
)
async def edit(  # noqa: PLR0913, PLR0917 - the library makes the options from the arguments
    interaction: Interaction,
    event: str,
    title: Title | None = None,
    when: str | None = None,
    minutes: Minutes | None = None,
    channel: Channel | None = None,
    place: app_commands.Range[str, 1, 100] | None = None,
    type: app_commands.Range[str, 1, 32] | None = None,
    capacity: Capacity | None = None,
    host: discord.User | None = None,
    description: app_commands.Range[str, 1, 1000] | None = None,
    later: bool = False,
) -> None:
    """By options, or by a form."""
    said: dict[str, Any] = {
        "title": title,
        "place": place,
        "type": type,
        "capacity": capacity,
        "description": description,
    }
    said |= {"when": when, "minutes": minutes, "channel": channel, "host": host}
    if all(each is None for each in said.values()):
        await open_form(interaction, lambda asked: prefilled(asked, event))
    else:
        await serve(interaction, lambda asked: _edited(asked, event, said, later))


async def _edited(asked: Asked, event: str, said: dict[str, Any], later: bool) -> Reply:
    before = await event_of(asked, await meant(asked, event))
    wished = await wishes(asked, before=before, **said)
    await asked.use_cases.edit_event(asked.guild, before.event_id, wished, asked.actor, later=later)
    acted(asked)
    return await showing(asked, before.event_id, told="Changed.")


create.autocomplete("when")(times)
create.autocomplete("type")(kinds)
edit.autocomplete("event")(open_event)
edit.autocomplete("when")(times)
edit.autocomplete("type")(kinds)
