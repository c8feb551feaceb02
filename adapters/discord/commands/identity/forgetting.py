"""/forgetme: somebody has themselves forgotten, after a second thought."""

import re
from datetime import datetime, timedelta
from typing import Any, Final, Self

import discord
from discord import app_commands

from adapters.discord.commands.frame import Asked, Interaction, Reply, answers, card, serve
from domain.kernel.errors import Conflict

_LASTS: Final = timedelta(minutes=15)
"""A question that is older was forgotten: who still means it asks again."""

Press = discord.ui.Button[discord.ui.View]

_QUESTION: Final = (
    "Your name, your Discord id and the ids of your linked accounts are emptied here, for good: nothing "
    "brings them back, no import and no later message either.\n\n"
    "What you did stays counted, as that of a number that nobody can trace back to you. You disappear from "
    "leaderboards, profiles and lists. Whatever you do here later goes to the same nameless number.\n\n"
    "Your messages in Discord stay where they are: only you and Discord can delete them. Backups that were "
    "made before still name you until they expire. `/mydata` shows what is kept."
)
_DONE: Final = (
    "Nothing here names you any more. What you did is counted as that of a number that nobody can trace back "
    "to you."
)
_UNKNOWN: Final = "Nothing is kept about you here, so there is nothing to forget."
_TAKES: Final = 60.0
"""Seconds within which somebody with a hundred thousand activities is forgotten."""


@app_commands.command(name="forgetme", description="Have your name and your ids erased here, for good")
@answers
async def forgetme(asked: Asked) -> Reply:
    """Says what that means, and asks."""
    await asked.must("erase_self")
    if asked.actor.member_no is None:
        return Reply(text=_UNKNOWN)
    view = discord.ui.View(timeout=None)
    view.add_item(Forget(asked.use_cases.clock.now() + _LASTS))
    return Reply(cards=(card("Shall you be forgotten?", _QUESTION),), view=view)


class Forget(discord.ui.DynamicItem[Press], template=r"forgetme:yes:(?P<until>\d{1,12})"):
    """Yes: whoever presses it is forgotten."""

    def __init__(self, until: datetime) -> None:
        self.until = int(until.timestamp())
        super().__init__(
            discord.ui.Button(
                custom_id=f"forgetme:yes:{self.until}",
                label="Forget me for good",
                style=discord.ButtonStyle.danger,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Until when it can be pressed is in the id of the button."""
        return cls(datetime.fromtimestamp(int(match["until"]), interaction.created_at.tzinfo))

    async def callback(self, interaction: Interaction) -> None:
        """Forget them; pressed twice it is done once."""

        async def forget(asked: Asked) -> Reply:
            if asked.use_cases.clock.now().timestamp() > self.until:
                raise Conflict("This question was asked too long ago. Ask again with /forgetme.")
            if asked.actor.member_no is None:
                return Reply(text=_UNKNOWN)
            await asked.use_cases.forget(asked.guild, f"#{asked.actor.member_no}", asked.actor)
            return Reply(text=_DONE)

        await serve(interaction, forget, in_place=True, within=_TAKES)
