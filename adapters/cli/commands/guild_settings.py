"""Settings of a guild, shown and changed."""

from collections.abc import Mapping
from typing import Any

import click

from adapters.cli.guilds import chosen_guild, guild_option
from adapters.cli.output import json_option, moment, print_json
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid

_WORDS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@click.group()
def settings() -> None:
    """Show or change the settings of a guild: time zone, weights of the score, tiers, what pages show."""


@settings.command()
@guild_option
@json_option
@click.pass_obj
def show(session: Session, *, guild: str | None, as_json: bool) -> None:
    """The settings as they are, and who changed them last."""

    async def ask() -> dict[str, Any]:
        import attrs

        async with session.product.open(session.say) as use_cases:
            shown = await use_cases.show_settings(await chosen_guild(use_cases, guild))
        last = shown.history[0] if shown.history else None
        return {
            "guild": str(shown.guild),
            "settings": attrs.asdict(shown.settings),
            "version": shown.version,
            "changed_at": moment(last.changed_at) if last else None,
            "changed_by": last.who if last else None,
        }

    found = run(ask())
    if as_json:
        print_json(found)
        return
    for name, value in found["settings"].items():
        click.echo(f"{name} = {_shown(value)}")
    by = f", changed by {found['changed_by']} at {found['changed_at']}" if found["version"] else " (defaults)"
    click.echo(f"version {found['version']}{by}", err=True)


@settings.command(name="set")
@click.argument("changes", metavar="NAME=VALUE...", nargs=-1, required=True)
@guild_option
@click.pass_obj
def set_(session: Session, *, changes: tuple[str, ...], guild: str | None) -> None:
    """Change settings, such as time_zone=Europe/Rome; a new time zone counts the past again.

    Which role means which tier is said at once for all: tiers=ROLE=staff,ROLE=host, or tiers=none.
    """
    wanted = _read(changes)

    async def change() -> None:
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            after = await use_cases.change_settings(chosen, wanted, COMMAND_LINE)
        for name in wanted:
            click.echo(f"{name} = {_shown(getattr(after, name))}")

    run(change())


def _read(changes: tuple[str, ...]) -> Mapping[str, Any]:
    """Values as the setting's own type; Invalid names what is unknown or cannot be read."""
    from domain.community.settings import GuildSettings

    defaults = GuildSettings()
    wanted: dict[str, Any] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        name = name.strip().replace("-", "_")
        if not equals:
            raise Invalid(f"{change!r}: write NAME=VALUE, such as time_zone=Europe/Rome")
        wanted[name] = _value(name, text.strip(), getattr(defaults, name, ""))
    return wanted


def _value(name: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() not in _WORDS:
            raise Invalid(f"{name}: write yes or no, not {text!r}")
        return _WORDS[text.lower()]
    if isinstance(default, dict):
        return _tiers(name, text)
    if isinstance(default, float):
        try:
            return float(text)
        except ValueError:
            raise Invalid(f"{name}: write a number, not {text!r}") from None
    return text


def _tiers(name: str, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in [] if text.lower() in ("", "none") else text.split(","):
        role, equals, tier = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise Invalid(
                f"{name}: write ROLE=TIER,ROLE=TIER, such as {name}=1202202202202203001=host, or none"
            )
        if role in found:
            raise Invalid(f"{name}: role {role} is named twice")
        found[role] = tier
    return found


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ",".join(f"{role}={tier}" for role, tier in value.items()) or "none"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
