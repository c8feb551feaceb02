"""The form of one setting: what fits its kind, filled in with the value that holds now."""

import re
from collections.abc import Mapping
from typing import Any, Final

import discord

from adapters.discord.commands.frame import Asked, Form, Reply, cut
from adapters.discord.commands.setup.pressing import asks_first, change
from domain.community.settings import GuildSettings, Setting, setting
from domain.community.settings.texts import NONE, parsed, written
from domain.community.tiers import TIERS
from domain.kernel.errors import Invalid

LABEL: Final = 45
DESCRIPTION: Final = 100
MOST_CHOSEN: Final = 25
LONGEST: Final = 4_000
_VALUE: Final = "value"
_TIER: Final = "tier:"


class SettingForm(Form):
    """Asks for one value, and says who would move before it is changed."""

    template = re.compile(r"setup:set:(?P<key>[a-z_]+)")

    def __init__(self, each: Setting, held: GuildSettings) -> None:
        super().__init__(title=cut(each.title, LABEL), custom_id=f"setup:set:{each.key}")
        for label in labels(each, getattr(held, each.key)):
            self.add_item(label)

    @classmethod
    async def filled(cls, asked: Asked, found: re.Match[str], given: Mapping[str, Any]) -> Reply:
        """Where people would move, ask first; else change it."""
        key, value = found["key"], meant(found["key"], given)
        await asked.must("change_settings")
        if setting(key).moves:
            seen = await asked.use_cases.preview_settings(asked.guild, {key: value})
            if seen.moved:
                return asks_first(seen, key, value)
        return await change(asked, key, value)


def labels(each: Setting, value: Any) -> "list[discord.ui.Label[Any]]":  # noqa: ANN401 - each kind has its own
    """What is asked, and with what it is answered."""
    if each.kind == "tiers" and len(value) <= MOST_CHOSEN:
        return [_of_tier(tier, value) for tier in TIERS]
    says = cut(each.says, DESCRIPTION)
    return [discord.ui.Label(text=cut(each.title, LABEL), description=says, component=_input(each, value))]


def meant(key: str, given: Mapping[str, Any]) -> object:
    """The value that was filled in; raises Invalid for one that does not fit."""
    each = setting(key)
    if _VALUE not in given:
        return _tiers(given)
    answer = given[_VALUE]
    text = answer if isinstance(answer, str) else ",".join(answer or ()) or NONE
    return parsed(each, text)


def _of_tier(tier: str, value: Mapping[str, str]) -> "discord.ui.Label[Any]":
    roles = [discord.Object(int(role)) for role, means in value.items() if means == tier]
    chosen: discord.ui.RoleSelect[Any] = discord.ui.RoleSelect(
        custom_id=f"{_TIER}{tier}", min_values=0, max_values=MOST_CHOSEN, required=False, default_values=roles
    )
    return discord.ui.Label(text=f"Roles that mean {tier}", component=chosen)


def _tiers(given: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, roles in given.items():
        for role in roles or ():
            if role in found:
                raise Invalid(f"Tiers: <@&{role}> was chosen for two tiers; choose it for one of them")
            found[role] = name.removeprefix(_TIER)
    return found


def _input(each: Setting, value: Any) -> "discord.ui.Item[Any]":  # noqa: ANN401 - each kind has its own
    if each.kind == "roles" and len(value) <= MOST_CHOSEN:
        roles = [discord.Object(int(role)) for role in value]
        return discord.ui.RoleSelect(
            custom_id=_VALUE, min_values=0, max_values=MOST_CHOSEN, required=False, default_values=roles
        )
    if each.kind == "channel":
        return discord.ui.ChannelSelect(
            custom_id=_VALUE,
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
            min_values=0,
            max_values=1,
            required=False,
            default_values=[discord.Object(int(value))] if value else [],
        )
    if options := _options(each, value):
        several = each.kind == "several"
        return discord.ui.Select(
            custom_id=_VALUE,
            options=options,
            min_values=0 if several else 1,
            max_values=len(options) if several else 1,
            required=not several,
        )
    return discord.ui.TextInput(
        custom_id=_VALUE, default=written(each, value), max_length=LONGEST, required=True, style=_style(each)
    )


def _options(each: Setting, value: Any) -> list[discord.SelectOption]:  # noqa: ANN401 - each kind has its own
    choices = {"yes": "On", "no": "Off"} if each.kind == "switch" else each.choices
    held = value if isinstance(value, tuple) else (written(each, value),)
    return [
        discord.SelectOption(label=title, value=choice, default=choice in held)
        for choice, title in choices.items()
    ]


def _style(each: Setting) -> discord.TextStyle:
    many = each.kind in ("words", "roles", "tiers")
    return discord.TextStyle.paragraph if many else discord.TextStyle.short
