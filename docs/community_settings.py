"""The table of what a guild decides for itself, from the catalogue of settings."""

from domain.community.settings import CATALOGUE, GROUPS, GuildSettings, Setting
from domain.community.settings.texts import told


def guild_settings_table() -> str:
    """One row for each setting, group by group."""
    held = GuildSettings()
    rows = [_row(each, held) for group in GROUPS for each in CATALOGUE if each.group == group]
    return "\n".join(
        ("| setting | what it is called | what it means | at first |", "| --- | --- | --- | --- |", *rows)
    )


def _row(each: Setting, held: GuildSettings) -> str:
    return f"| `{each.key}` | {each.title} | {each.says} | {told(each, getattr(held, each.key))} |"
