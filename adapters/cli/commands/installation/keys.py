"""Keys of other programs: made, listed, revoked."""

from typing import TYPE_CHECKING, Any

import click

from adapters.cli.output import json_option, minute, moment, number, plain, print_json, print_table
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.ids import snowflake
from domain.operations.keys import PER_MINUTE, WORDS

if TYPE_CHECKING:
    from datetime import datetime

    from application.operations.keys import Made
    from domain.operations.keys import ApiKey

_SCOPES = "\n".join(f"  {scope:13} {words}" for scope, words in WORDS.items())


@click.group()
def keys() -> None:
    """Keys with which other programs read over the API, each with what it may read."""


@keys.command(
    help="Make a key for another program: NAME says which. It is shown this once.\n\n"
    f"\b\nWhat a key may read (--scope, as often as you like):\n{_SCOPES}"
)
@click.argument("name", metavar="NAME")
@click.option("--scope", "scopes", multiple=True, metavar="SCOPE", help="What it may read.")
@click.option("--guild", metavar="ID", help="The only guild that it opens; without, it opens all.")
@click.option("--expires", default="365d", show_default=True, metavar="DAYS", help="90d, or never.")
@click.option("--per-minute", type=int, default=PER_MINUTE, show_default=True, help="How often it may ask.")
@json_option
@click.pass_obj
def create(
    session: Session,
    *,
    name: str,
    scopes: tuple[str, ...],
    guild: str | None,
    expires: str,
    per_minute: int,
    as_json: bool,
) -> None:
    """Make a key for another program."""
    only = None if guild is None else snowflake(guild, where="--guild")

    async def make() -> "Made":
        async with session.product.open(session.say) as use_cases:
            return await use_cases.create_key(
                name, scopes, COMMAND_LINE, guild=only, expires=expires, per_minute=per_minute
            )

    made = run(make())
    if as_json:
        print_json({**_json(made.key, made.key.created_at), "key": made.token})
        return
    session.say(f"Key {made.key.id} for {plain(made.key.name)}. It is shown this once: keep it safe.")
    click.echo(made.token)


@keys.command(name="list")
@json_option
@click.pass_obj
def list_(session: Session, *, as_json: bool) -> None:
    """Every key that was made: what it may read, whether it works, when it was used last."""

    async def ask() -> "tuple[list[ApiKey], datetime]":
        async with session.product.open(session.say) as use_cases:
            return await use_cases.api_keys.all(), use_cases.clock.now()

    found, now = run(ask())
    if as_json:
        print_json([_json(key, now) for key in found])
        return
    if not found:
        click.echo("There is no key yet.")
        return
    print_table(
        ("id", "name", "may read", "guild", "a minute", "state", "until", "last used"),
        [_row(key, now) for key in found],
        right=frozenset({4}),
    )


@keys.command()
@click.argument("key_id", metavar="ID")
@click.pass_obj
def revoke(session: Session, *, key_id: str) -> None:
    """Let a key open nothing any more, from its next question on. There is no way back: make another."""

    async def take() -> "ApiKey":
        async with session.product.open(session.say) as use_cases:
            return await use_cases.revoke_key(key_id, COMMAND_LINE)

    gone = run(take())
    click.echo(f"Key {gone.id} ({plain(gone.name)}) opens nothing any more.")


def _row(key: "ApiKey", now: "datetime") -> tuple[str, ...]:
    return (
        key.id,
        key.name,
        ", ".join(scope.removeprefix("read:") for scope in sorted(key.scopes)),
        "every" if key.guild is None else str(key.guild),
        number(key.per_minute),
        key.state(now),
        "for ever" if key.expires_at is None else minute(key.expires_at),
        "never" if key.used_at is None else minute(key.used_at),
    )


def _json(key: "ApiKey", now: "datetime") -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "guild": None if key.guild is None else str(key.guild),
        "per_minute": key.per_minute,
        "state": key.state(now),
        "created_at": moment(key.created_at),
        "created_by": key.created_by,
        "expires_at": moment(key.expires_at),
        "revoked_at": moment(key.revoked_at),
        "used_at": moment(key.used_at),
    }
