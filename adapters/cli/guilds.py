"""Which guild a command is about."""

from typing import TYPE_CHECKING

import click

from adapters.cli.called import typed
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.ids import snowflake

if TYPE_CHECKING:
    from application.use_cases import UseCases

guild_option = click.option(
    "--guild", metavar="ID", help="The guild; needed only when there is more than one."
)
as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    help="Answer as of the end of that day (or of a date and time) instead of now.",
)


async def chosen_guild(use_cases: "UseCases", given: str | None) -> int:
    """The guild that was named, else the only one there is; a refusal lists the choices."""
    known = await use_cases.store.guilds()
    if given is not None:
        guild = snowflake(given, where="--guild")
        if guild in known:
            return guild
        raise NotFound(f"nothing was ever recorded for guild {guild}.{await _choices(use_cases, known)}")
    if len(known) == 1:
        return known[0]
    if not known:
        raise NotFound(
            f"nothing was recorded yet: `{typed('import discord-export PATH')}` reads a history, "
            f"`{typed('demo')}` shows a made-up one, and says how to ask it here"
        )
    raise Invalid(
        f"there are {len(known)} guilds: say which one with --guild ID.{await _choices(use_cases, known)}"
    )


async def chosen_or_all(use_cases: "UseCases", given: str | None) -> list[int]:
    """The guild that was named, else all; where there is none it says so, since silence looks like work."""
    if given is not None:
        return [await chosen_guild(use_cases, given)]
    known = await use_cases.store.guilds()
    if not known:
        click.echo("Nothing was recorded yet.")
    return known


async def _choices(use_cases: "UseCases", known: list[int]) -> str:
    lines = []
    for guild in known[:20]:
        async with use_cases.store.reading(guild) as work:
            profile = await work.guild.profile()
        lines.append(f"\n  {guild}  {(profile and profile.name) or '(no name known)'}")
    return "".join(lines) + (f"\n  and {len(known) - 20} more" if len(known) > 20 else "")
