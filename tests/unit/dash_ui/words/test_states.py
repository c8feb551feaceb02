"""A page without numbers says what to do, and promises nothing that will not happen."""

from adapters.dash_ui.components.states import empty_guild, no_guild
from tests.unit.dash_ui.reading import found, inside, text


def test_the_commands_can_be_called_where_the_program_was_cloned() -> None:
    for shown in (no_guild(), empty_guild("Ludus")):
        commands = [text(part) for part in found(shown, "command")]
        assert commands[0] == ".venv/bin/community-os import discord-export FOLDER"
        assert "in the folder of Community OS" in text(shown)


def test_only_what_is_brought_in_is_promised_to_appear_here() -> None:
    bot, history, demo = [part for part in inside(no_guild()) if type(part).__name__ == "Li"]
    assert "docs/DISCORD_SETUP.md" in text(bot)
    assert "This page shows it as soon as it is there" in text(history)
    assert "This page shows it" not in text(demo)
    assert "an address of its own" in text(demo)
