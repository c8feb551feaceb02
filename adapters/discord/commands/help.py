"""/help: what can be asked here, by whoever asks."""

from collections.abc import Iterable, Iterator

from discord import app_commands

from adapters.discord.commands.frame import Asked, Reply, answers, card
from adapters.discord.commands.frame.library.tree import AnyCommand, tree_of


@app_commands.command(name="help", description="What this bot can be asked; only you see the answer")
@answers
async def show_help(asked: Asked) -> Reply:
    """Every command, and those of staff for staff."""
    staff = await asked.may("change_settings")
    commands = tree_of(asked.interaction).get_commands()
    return Reply(cards=(card("What you can ask", "\n".join(lines(commands, staff=staff))),))


def lines(commands: Iterable[AnyCommand], *, staff: bool) -> Iterator[str]:
    """A line for each command, and for each below a group, by name."""
    for command in sorted(commands, key=lambda one: one.name):
        if command.default_permissions is not None and not staff:
            continue
        if isinstance(command, app_commands.Group):
            for one in sorted(command.walk_commands(), key=lambda each: each.qualified_name):
                if isinstance(one, app_commands.Command):
                    yield f"**/{one.qualified_name}**: {one.description}"
        elif isinstance(command, app_commands.Command):
            yield f"**/{command.name}**: {command.description}"
    yield ""
    yield "Only you see the answers. What is kept of you: /mydata. To have it forgotten: /forgetme."
