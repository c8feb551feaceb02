"""Whether somebody comes: by /event rsvp, or by a button that outlives a restart."""

import re
from typing import Any, Final, Self

import discord
from discord import app_commands

from adapters.discord.commands.events.acting import acted
from adapters.discord.commands.events.group import group
from adapters.discord.commands.events.meant.finding import meant, open_event
from adapters.discord.commands.events.showing import stands
from adapters.discord.commands.frame import Asked, Interaction, Reply, answers, plain, serve
from adapters.discord.events.message import BUTTON
from domain.community.identity.accounts import DISCORD
from domain.community.log.activity import Person

_CHOICES: Final = [
    app_commands.Choice(name="Going", value="going"),
    app_commands.Choice(name="Interested", value="interested"),
    app_commands.Choice(name="Can't come", value="not"),
]


@group.command(name="rsvp", description="Say whether you come")
@app_commands.describe(event="Which event", answer="Whether you come")
@app_commands.choices(answer=_CHOICES)
@app_commands.autocomplete(event=open_event)
@answers
async def rsvp(asked: Asked, event: str, answer: str) -> Reply:
    """The last answer counts."""
    return await _answered(asked, await meant(asked, event), answer)


async def _answered(asked: Asked, event: int, answer: str) -> Reply:
    """Where they stand now, which only they are told."""
    user = asked.interaction.user
    who = Person(source=DISCORD, id=str(user.id), name=user.display_name)
    found = await asked.use_cases.answer_event(asked.guild, event, answer, asked.actor, who=who)
    acted(asked)
    title = plain(found.event.plan.title)
    return Reply(text=f"**{title}**: {stands(found.standing, found.place_in_line)}")


class AnswerButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=BUTTON):
    """A button below an announcement; what it is about is in its custom id."""

    def __init__(self, event: int, answer: str) -> None:
        super().__init__(
            discord.ui.Button(label=answer, custom_id=f"community-os:event:{event}:{answer}"),
        )
        self.event, self.answer = event, answer

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """As it was pressed."""
        return cls(int(match["event"]), match["answer"])

    async def callback(self, interaction: Interaction) -> None:
        """Only whoever pressed it is told where they stand."""

        await serve(interaction, lambda asked: _answered(asked, self.event, self.answer))
