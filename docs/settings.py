"""The file .env.example, and the tables of docs/OPERATIONS.md, from the program's settings and endings."""

from pathlib import Path
from typing import Final

from adapters.cli.endings import ALL
from bootstrap.settings import TABLE, Setting
from docs.community_settings import guild_settings_table
from docs.renewing import renewed

OPERATIONS: Final = Path(__file__).resolve().parent / "OPERATIONS.md"
_WIDTH = 96


def operations_guide() -> str:
    """The guide as it is written, with its generated tables renewed."""
    return renewed(
        OPERATIONS,
        {
            "settings": _settings_table(),
            "exit codes": _endings_table(),
            "settings of a guild": guild_settings_table(),
        },
    )


def env_example() -> str:
    """Every setting, commented out, with its meaning and an example."""
    lines = [
        "# Settings of Community OS. Copy this file to .env and take the # away where you want to decide.",
        "# The environment goes before this file. Nothing in it is expanded: a $ stays a $.",
        "# Made from the program by `make docs`; docs/OPERATIONS.md explains more.",
    ]
    group = ""
    for setting in sorted(TABLE, key=lambda each: _groups().index(each.group)):
        if setting.group != group:
            group = setting.group
            lines += ["", f"# ── {group} {'─' * (70 - len(group))}"]
        example = f"'{setting.example}'" if " " in setting.example else setting.example
        lines += [
            "",
            f"# {setting.meaning}",
            f"# default: {setting.shown.replace('`', '')}",
            f"#{setting.variable}={example}",
        ]
    return "\n".join(lines) + "\n"


def _groups() -> list[str]:
    return list(dict.fromkeys(setting.group for setting in TABLE))


def _settings_table() -> str:
    rows = [_row(setting) for group in _groups() for setting in TABLE if setting.group == group]
    return "\n".join(("| setting | what it is | when not set |", "| --- | --- | --- |", *rows))


def _row(setting: Setting) -> str:
    return f"| `{setting.variable}` | {setting.meaning} | {setting.shown} |"


def _endings_table() -> str:
    rows = [f"| {ending.code} | {ending.when} |" for ending in ALL]
    return "\n".join(("| code | when |", "| --- | --- |", *rows))
