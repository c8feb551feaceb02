"""Settings as cards: what they are, what was changed, and who would move."""

from typing import Any

import discord

from adapters.discord.commands.frame import card, plain
from application.community.guild_settings import SettingsChange, SettingsShown
from application.insights.segments import SettingsPreview
from domain.community.settings import CATALOGUE, GROUPS, GuildSettings, Setting, setting
from domain.community.settings.setting import Group
from domain.community.settings.texts import NONE, told
from domain.insights.segments import TITLES
from domain.kernel.words import counted

_NAMED = 5


def in_words(each: Setting, value: Any) -> str:  # noqa: ANN401 - each kind has its own
    """The value as Discord shows it: roles and channels by their names, and nobody is pinged."""
    if each.kind == "roles":
        return ", ".join(f"<@&{role}>" for role in value) or NONE
    if each.kind == "tiers":
        return ", ".join(f"<@&{role}> is {tier}" for role, tier in value.items()) or NONE
    if each.kind == "channel":
        return f"<#{value}>" if value else NONE
    return plain(told(each, value)) if each.kind == "words" else told(each, value)


def all_groups(shown: SettingsShown) -> discord.Embed:
    """Every setting in its group, and who changed them last."""
    made = card("Settings", "Choose below what to change. Whatever is changed can be undone.")
    for group, title in GROUPS.items():
        made.add_field(name=title, value="\n".join(_lines(shown.settings, group)), inline=False)
    if shown.history:
        last = shown.history[0]
        made.set_footer(text=f"Last changed by {plain(last.who)}, {last.changed_at:%Y-%m-%d %H:%M} UTC")
    return made


def one_group(shown: SettingsShown, group: Group) -> discord.Embed:
    """The settings of a group, each with its sentence."""
    made = card(GROUPS[group])
    for each in CATALOGUE:
        if each.group == group:
            value = in_words(each, getattr(shown.settings, each.key))
            made.add_field(name=each.title, value=f"**{value}**\n{each.says}", inline=False)
    return made


def changed(made: SettingsChange | None) -> discord.Embed:
    """What a change made of what."""
    if made is None or not made.changes:
        return card("Nothing changed", "The settings are as they were.")
    lines = [
        f"{setting(key).title}: {in_words(setting(key), before)} → **{in_words(setting(key), after)}**"
        for key, before, after in made.changes
    ]
    return card("Changed", "\n".join(lines))


def counting() -> discord.Embed:
    """A change that holds once the past is counted again."""
    return card(
        "Counting again",
        "The past is counted again in the other time zone. The change holds as soon as that is done.",
    )


def would_move(seen: SettingsPreview) -> discord.Embed:
    """Who would move between segments."""
    people = counted(seen.moved, "member")
    made = card("Who would move", f"{people} would be in another segment. Nothing is changed yet.")
    for move in seen.moves:
        names = [plain(seen.people[number].name) for number in move.members[:_NAMED]]
        more = [f"and {move.count - len(names):,} more"] if move.count > len(names) else []
        title = f"{TITLES[move.before]} → {TITLES[move.after]}: {move.count:,}"
        made.add_field(name=title, value=", ".join([*names, *more]), inline=False)
    return made


def _lines(held: GuildSettings, group: Group) -> list[str]:
    return [
        f"{each.title}: **{in_words(each, getattr(held, each.key))}**"
        for each in CATALOGUE
        if each.group == group
    ]
