"""What is kept of a run: the command's name, which options were given, how it ended, how long it took.

Of an option only its name is kept, and its value where it is a choice of ours, true or false, or a number:
never what somebody typed, and never an id.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from discord import AppCommandOptionType, app_commands

from adapters.discord.commands.frame.asked import Interaction
from adapters.discord.frames import Ended, note_ran
from adapters.discord.frames.format.commands import Command, Ran, full_name
from adapters.discord.frames.format.parts import LONGEST_NAME, Who

_PLAIN: Final = frozenset(
    {AppCommandOptionType.boolean, AppCommandOptionType.integer, AppCommandOptionType.number}
)
_MOST: Final = 12
_VALUE: Final = re.compile(r"[-_.a-z0-9]{1,24}")


def note(interaction: Interaction, outcome: str, error: str | None, latency_ms: int) -> bytes:
    """The record of a run, for the journal."""
    user, data = interaction.user, _data(interaction)
    by = Who(user.id, user.display_name[:LONGEST_NAME], user.bot)
    return note_ran(
        Ended(
            guild=interaction.guild_id or 0,
            ran=Ran(interaction.id, full_name(msgspec.convert(data, Command, strict=False)), by),
            channel=interaction.channel_id,
            options=options(interaction),
            outcome=outcome,
            error=error,
            latency_ms=latency_ms,
        )
    )


def options(interaction: Interaction) -> str:
    """Such as `window=7d,member`: what was given, in the order of the names."""
    return ",".join(sorted(_told(interaction))[:_MOST])


def _told(interaction: Interaction) -> Iterator[str]:
    command = interaction.command
    if not isinstance(command, app_commands.Command):
        return
    given = {one["name"]: one.get("value") for one in _leaves(_data(interaction))}
    for parameter in command.parameters:
        if parameter.display_name in given:
            value = str(given[parameter.display_name]).lower()
            kept = parameter.type in _PLAIN or bool(parameter.choices)
            yield parameter.display_name + (f"={value}" if kept and _VALUE.fullmatch(value) else "")


def _leaves(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for one in data.get("options", ()):
        if one["type"] in (1, 2):
            yield from _leaves(one)
        else:
            yield one


def _data(interaction: Interaction) -> Mapping[str, Any]:
    return interaction.data or {}
