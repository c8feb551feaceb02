"""The tree of commands of one client: the library parses and calls, the desk answers."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from adapters.discord.commands.frame.asked import Interaction

if TYPE_CHECKING:
    from adapters.discord.commands.frame.desk import Desk


AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


class Tree(app_commands.CommandTree[discord.Client]):
    """All commands of one client; a client is used once, so each has a tree of its own."""

    def __init__(self, client: discord.Client, desk: "Desk") -> None:
        super().__init__(client)
        self.desk = desk
        for command in desk.contents.commands:
            self.add_command(command)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Only in guilds that the bot listens to."""
        return self.desk.listens_to(interaction.guild_id)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """What never came to a body: an unknown command, an option that cannot be read."""
        from adapters.discord.commands.frame.serving import serve

        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
            return

        async def fails(_: Any) -> Any:  # noqa: ANN401 - it never returns
            raise error

        await serve(interaction, fails)

    def payload(self) -> list[dict[str, Any]]:
        """The definitions of all commands, as Discord is told them."""
        return [command.to_dict(self) for command in self.get_commands()]


def tree_of(interaction: Interaction) -> Tree:
    """The tree of the client that parsed it."""
    tree = interaction.client._connection._command_tree
    assert isinstance(tree, Tree)  # noqa: S101 - interactions are parsed by clients that the desk answers for
    return tree


def desk_of(interaction: Interaction) -> "Desk":
    """Whoever answers it."""
    return tree_of(interaction).desk
