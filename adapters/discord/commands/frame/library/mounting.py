"""Putting the desk in front of a client: its tree, its buttons, its forms, and what nobody answers."""

import asyncio
from typing import Final

import discord

from adapters.discord.commands.frame.asked import Interaction, Reply
from adapters.discord.commands.frame.desk import Desk
from adapters.discord.commands.frame.forms import fill
from adapters.discord.commands.frame.library.tree import Tree
from adapters.discord.commands.frame.refusals import OUTDATED
from adapters.discord.commands.frame.saying import sendable

_ORPHANED: Final = 1.0
"""Seconds within which whoever answers a button has begun to."""


def mount(desk: Desk, client: discord.Client) -> Tree:
    """From now on what members ask through this client is answered by the desk."""
    tree = Tree(client, desk)
    client.add_dynamic_items(*desk.contents.buttons)

    async def on_interaction(interaction: Interaction) -> None:
        if interaction.type is discord.InteractionType.modal_submit:
            await fill(interaction, desk.contents.forms)
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            await _orphaned(desk, interaction)

    client.event(on_interaction)
    return tree


async def _orphaned(desk: Desk, interaction: Interaction) -> None:
    """A button of a message that is older than this process, which the library has forgotten."""
    if desk.took(interaction):
        return
    await asyncio.sleep(_ORPHANED)
    if desk.takes(interaction) and not interaction.response.is_done():
        said = sendable(Reply(text=OUTDATED))
        await interaction.response.send_message(
            said["content"], ephemeral=True, allowed_mentions=said["allowed_mentions"]
        )
