"""What is pressed below a change: keep it, undo it; it works after a restart of the bot, too."""

import re
from typing import Any, Final, Self

import discord

from adapters.discord.commands.frame import Asked, Interaction, Reply, serve
from adapters.discord.commands.setup.showing import changed, counting, would_move
from application.community.guild_settings import SettingsShown
from application.insights.segments import SettingsPreview
from domain.community.settings import setting
from domain.community.settings.texts import parsed, written
from domain.kernel.errors import OverLimit

_LONGEST_ID: Final = 100
Press = discord.ui.Button[discord.ui.View]


class Keep(discord.ui.DynamicItem[Press], template=r"setup:keep:(?P<key>[a-z_]+):(?P<text>.*)"):
    """Change a setting after it was seen who would move."""

    def __init__(self, key: str, text: str) -> None:
        custom_id = f"setup:keep:{key}:{text}"
        if len(custom_id) > _LONGEST_ID:
            raise OverLimit(
                f"{setting(key).title}: this is too long to be asked about here; change it on the page "
                "Settings of the dashboard"
            )
        self.key, self.text = key, text
        super().__init__(
            discord.ui.Button(custom_id=custom_id, label="Change it", style=discord.ButtonStyle.primary)
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The value is in the id of the button."""
        return cls(match["key"], match["text"])

    async def callback(self, interaction: Interaction) -> None:
        """Change it, and offer to undo it."""

        async def keep(asked: Asked) -> Reply:
            return await change(asked, self.key, parsed(setting(self.key), self.text))

        await serve(interaction, keep, in_place=True)


class Undo(discord.ui.DynamicItem[Press], template=r"setup:undo:(?P<version>\d{1,9})"):
    """Give back the values from before a version."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(discord.ui.Button(custom_id=f"setup:undo:{version}", label="Undo"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The version is in the id of the button."""
        return cls(int(match["version"]))

    async def callback(self, interaction: Interaction) -> None:
        """Undo it, and offer to undo that."""

        async def undo(asked: Asked) -> Reply:
            await asked.use_cases.undo_settings(asked.guild, self.version, asked.actor)
            return _done(await asked.use_cases.show_settings(asked.guild))

        await serve(interaction, undo, in_place=True)


async def change(asked: Asked, key: str, value: object) -> Reply:
    """Change one setting, and show what that made of it."""
    before = await asked.use_cases.show_settings(asked.guild)
    await asked.use_cases.change_settings(asked.guild, {key: value}, asked.actor)
    after = await asked.use_cases.show_settings(asked.guild)
    if after.recounting is not None and after.version == before.version:
        return Reply(cards=(counting(),))
    return _done(after) if after.version > before.version else Reply(cards=(changed(None),))


def asks_first(seen: SettingsPreview, key: str, value: object) -> Reply:
    """Who would move, and whether it shall be so."""
    return Reply(cards=(would_move(seen),), view=below(Keep(key, written(setting(key), value))))


def _done(shown: SettingsShown) -> Reply:
    return Reply(cards=(changed(shown.history[0]),), view=below(Undo(shown.version)))


def below(*items: discord.ui.DynamicItem[Any]) -> discord.ui.View:
    """A view that is answered for as long as the message is there."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view
