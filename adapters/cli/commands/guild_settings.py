"""Settings of a guild: shown, explained, changed, planned, previewed and undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from adapters.cli.guilds import chosen_guild, guild_option
from adapters.cli.output import counted, json_option, minute, moment, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid

if TYPE_CHECKING:
    from application.community.guild_settings import SettingsChange, SettingsShown
    from application.insights.segments import SettingsPreview

_changes = click.argument("changes", metavar="NAME=VALUE...", nargs=-1, required=True)


@click.group()
def settings() -> None:
    """Show or change the settings of a guild: time zone, tiers, staff, thresholds, events, backups."""


@settings.command()
@guild_option
@json_option
@click.pass_obj
def show(session: Session, *, guild: str | None, as_json: bool) -> None:
    """The settings as they are, and who changed them last."""
    from domain.community.settings import CATALOGUE
    from domain.community.settings.texts import written

    shown = run(_shown(session, guild))
    last = shown.history[0] if shown.history else None
    if as_json:
        print_json(
            {
                "guild": str(shown.guild),
                "settings": {each.key: getattr(shown.settings, each.key) for each in CATALOGUE},
                "version": shown.version,
                "changed_at": moment(last.changed_at) if last else None,
                "changed_by": last.who if last else None,
            }
        )
        return
    for each in CATALOGUE:
        click.echo(f"{each.key} = {written(each, getattr(shown.settings, each.key))}")
    by = f", changed by {last.who} at {minute(last.changed_at)}" if last else " (defaults)"
    click.echo(f"version {shown.version}{by}", err=True)


@settings.command(name="list")
@guild_option
@click.pass_obj
def list_(session: Session, *, guild: str | None) -> None:
    """Every setting in its group, with what it means."""
    from domain.community.settings import CATALOGUE, GROUPS
    from domain.community.settings.texts import told

    shown = run(_shown(session, guild))
    for group, title in GROUPS.items():
        click.echo(f"{title}")
        rows = [
            (each.key, told(each, getattr(shown.settings, each.key)), each.says)
            for each in CATALOGUE
            if each.group == group
        ]
        print_table(["setting", "now", "what it means"], rows, right=frozenset())


@settings.command(name="set")
@_changes
@guild_option
@click.option("--from", "begins", metavar="TIME", help="Hold from this moment on, such as 2026-12-01T09:00Z.")
@click.pass_obj
def set_(session: Session, *, changes: tuple[str, ...], guild: str | None, begins: str | None) -> None:
    """Change settings, such as time_zone=Europe/Rome; a new time zone counts the past again.

    Which role means which tier is said at once for all: tiers=ROLE=staff,ROLE=host, or tiers=none.
    """
    from domain.community.settings import setting
    from domain.community.settings.texts import written

    wanted, at = _read(changes), _moment(begins)

    async def change() -> None:
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            after = await use_cases.change_settings(chosen, wanted, COMMAND_LINE, effective_from=at)
        if after.time_zone != wanted.get("time_zone", after.time_zone):
            click.echo("A worker counts the past again; the change holds as soon as that is done.")
            return
        holds = "" if at is None else f", from {minute(at)}"
        for name in wanted:
            click.echo(f"{name} = {written(setting(name), getattr(after, name))}{holds}")

    run(change())


@settings.command()
@guild_option
@json_option
@click.pass_obj
def history(session: Session, *, guild: str | None, as_json: bool) -> None:
    """Who changed what, when, from what to what, and from when on it holds; the newest first."""
    shown = run(_shown(session, guild))
    if as_json:
        print_json([_version(one) for one in shown.history])
        return
    rows = [
        (str(one.version), minute(one.changed_at), one.who, _begins(one), line)
        for one in shown.history
        for line in _lines(one)
    ]
    print_table(["version", "when", "who", "holds", "what"], rows, right=frozenset({0}))


@settings.command()
@click.argument("version", type=int)
@guild_option
@click.pass_obj
def undo(session: Session, *, version: int, guild: str | None) -> None:
    """Give back the values from before a version, by a new version; `history` shows the numbers."""

    async def undone() -> None:
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            await use_cases.undo_settings(chosen, version, COMMAND_LINE)
            after = await use_cases.show_settings(chosen)
        for line in _lines(after.history[0]):
            click.echo(line)

    run(undone())


@settings.command()
@_changes
@guild_option
@json_option
@click.pass_obj
def preview(session: Session, *, changes: tuple[str, ...], guild: str | None, as_json: bool) -> None:
    """Who would move between segments, if settings were changed; nothing is changed."""
    wanted = _read(changes)

    async def ask() -> "SettingsPreview":
        async with session.product.open(session.say) as use_cases:
            return await use_cases.preview_settings(await chosen_guild(use_cases, guild), wanted)

    seen = run(ask())
    if as_json:
        moved = [{"from": one.before, "to": one.after, "members": one.count} for one in seen.moves]
        print_json({"before": seen.before, "after": seen.after, "moves": moved})
        return
    from domain.insights.segments import TITLES

    for move in seen.moves:
        names = ", ".join(seen.people[number].name for number in move.members)
        more = f" and {move.count - len(move.members)} more" if move.count > len(move.members) else ""
        who = counted(move.count, "member")
        click.echo(f"{who} from {TITLES[move.before]} to {TITLES[move.after]}: {names}{more}")
    click.echo(f"{counted(seen.moved, 'member')} would move.", err=True)


async def _shown(session: Session, guild: str | None) -> "SettingsShown":
    async with session.product.open(session.say) as use_cases:
        return await use_cases.show_settings(await chosen_guild(use_cases, guild))


def _read(changes: tuple[str, ...]) -> Mapping[str, Any]:
    """Values as the setting's own type; Invalid names what is unknown or cannot be read."""
    from domain.community.settings import setting
    from domain.community.settings.texts import parsed

    wanted: dict[str, Any] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        name = name.strip().replace("-", "_")
        if not equals:
            raise Invalid(f"{change!r}: write NAME=VALUE, such as time_zone=Europe/Rome")
        wanted[name] = parsed(setting(name), text)
    return wanted


def _moment(text: str | None) -> datetime | None:
    from domain.kernel.instants import utc

    try:
        return None if text is None else utc(datetime.fromisoformat(text))
    except ValueError:
        raise Invalid(f"--from: {text!r} is no moment; write it as 2026-12-01T09:00Z") from None


def _lines(one: "SettingsChange") -> list[str]:
    from domain.community.settings import setting
    from domain.community.settings.texts import written

    return [
        f"{key}: {written(setting(key), before)} -> {written(setting(key), after)}"
        for key, before, after in one.changes
    ]


def _begins(one: "SettingsChange") -> str:
    return f"from {minute(one.effective_from)}" if one.planned else "at once"


def _version(one: "SettingsChange") -> dict[str, Any]:
    return {
        "version": one.version,
        "changed_at": moment(one.changed_at),
        "changed_by": one.who,
        "effective_from": moment(one.effective_from),
        "undoable": one.undoable,
        "changes": [{"setting": key, "from": before, "to": after} for key, before, after in one.changes],
    }
