"""What is chosen below the settings: a group, then a setting; it works after a restart of the bot, too."""

import re
from typing import Any, Self, cast

import discord

from adapters.discord.commands.frame import Asked, Interaction, Reply, open_form, serve
from adapters.discord.commands.setup.form import SettingForm
from adapters.discord.commands.setup.pressing import below
from adapters.discord.commands.setup.showing import all_groups, one_group
from application.community.guild_settings import SettingsShown
from domain.community.settings import CATALOGUE, GROUPS, setting
from domain.community.settings.setting import Group

Choice = discord.ui.Select[discord.ui.View]


class ChooseGroup(discord.ui.DynamicItem[Choice], template=r"setup:group"):
    """Which group of settings to look at."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label=title, value=group) for group, title in GROUPS.items()]
        super().__init__(
            discord.ui.Select(custom_id="setup:group", options=options, placeholder="Choose a group")
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The same for everybody."""
        return cls()

    async def callback(self, interaction: Interaction) -> None:
        """Show the group in the place of what was shown."""
        chosen = cast(Group, _chosen(interaction))

        async def show(asked: Asked) -> Reply:
            await asked.must("change_settings")
            return group_of(await asked.use_cases.show_settings(asked.guild), chosen)

        await serve(interaction, show, in_place=True)


class ChooseSetting(discord.ui.DynamicItem[Choice], template=r"setup:setting:(?P<group>[a-z]+)"):
    """Which setting of a group to change."""

    def __init__(self, group: Group) -> None:
        options = [
            discord.SelectOption(label=each.title, value=each.key)
            for each in CATALOGUE
            if each.group == group
        ]
        super().__init__(
            discord.ui.Select(
                custom_id=f"setup:setting:{group}", options=options, placeholder="Choose what to change"
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The settings of the group that it was made for."""
        return cls(cast(Group, match["group"]))

    async def callback(self, interaction: Interaction) -> None:
        """Open the form of the setting."""
        key = _chosen(interaction)

        async def form(asked: Asked) -> SettingForm:
            await asked.must("change_settings")
            return SettingForm(setting(key), await asked.settings())

        await open_form(interaction, form)


def overview(shown: SettingsShown) -> Reply:
    """Every group, and what to choose from."""
    return Reply(cards=(all_groups(shown),), view=below(ChooseGroup()))


def group_of(shown: SettingsShown, group: Group) -> Reply:
    """One group, with its settings to choose from."""
    return Reply(cards=(one_group(shown, group),), view=below(ChooseSetting(group), ChooseGroup()))


def _chosen(interaction: Interaction) -> str:
    values = cast(dict[str, Any], interaction.data or {}).get("values") or [""]
    return str(values[0])
