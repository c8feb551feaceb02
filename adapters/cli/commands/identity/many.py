"""Links many at a time: proved by another system, read from a file, or to be proved by codes."""

import sys
from typing import TYPE_CHECKING

import click

from adapters.cli.commands.identity.rows import read_rows
from adapters.cli.endings import FOUND, Ends
from adapters.cli.guilds import chosen_guild, guild_option
from adapters.cli.output import counted, minute, plain
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.kernel.actors import COMMAND_LINE

if TYPE_CHECKING:
    from application.community.identity.linking import LinkReport
    from application.community.identity.proving import Issued

dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would be linked, and link nothing.")


@click.command()
@guild_option
@dry_run_option
@click.pass_obj
def sync(session: Session, *, guild: str | None, dry_run: bool) -> None:
    """Link the Supabase profiles whose owners signed in with Discord.

    Reads auth.identities of the connected Supabase database: two ids each, no address and no name.
    """

    async def read() -> "LinkReport":
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            return await use_cases.sync_profiles(chosen, COMMAND_LINE, dry_run=dry_run)

    _told(run(read()), strangers="of people who are no members here")


@click.command(name="import")
@click.argument("path", metavar="FILE.csv")
@guild_option
@dry_run_option
@click.pass_obj
def import_(session: Session, *, path: str, guild: str | None, dry_run: bool) -> None:
    """Link the accounts of a CSV file with the columns discord_id, source and id, in any order."""

    async def read() -> "LinkReport":
        rows = read_rows(path)
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            return await use_cases.link_many(chosen, rows, COMMAND_LINE, proved_by="import", dry_run=dry_run)

    _told(run(read()), strangers="of people who are no members here")


@click.command()
@click.argument("source", metavar="SOURCE")
@click.argument("accounts", metavar="ID...", nargs=-1, required=True)
@guild_option
@click.pass_obj
def codes(session: Session, *, source: str, accounts: tuple[str, ...], guild: str | None) -> None:
    """Make a one-time code for each account; its owner gives it to the bot with /link.

    Prints one line for each: the account and its code. A code is shown this once, and kept nowhere.
    """

    async def make() -> "Issued":
        async with session.product.open(session.say) as use_cases:
            chosen = await chosen_guild(use_cases, guild)
            for one in accounts:
                issued = await use_cases.issue_code(chosen, source, one, COMMAND_LINE)
                click.echo(f"{plain(issued.external_id)}\t{issued.code}")  # at once: the next may be refused
            return issued

    last = run(make())
    session.say(f"Each can be used once, until {minute(last.expires_at)}: /link in Discord.")


def _told(report: "LinkReport", *, strangers: str) -> None:
    """What was done, on stdout; what was not, and why, beside it."""
    would = "would be linked" if report.dry_run else "linked"
    click.echo(
        f"{counted(report.linked, 'account')} {would}, {report.before} linked before,"
        f" {report.strangers} {strangers}, {report.refused} refused"
    )
    for one in report.unfit:
        click.echo(f"  {plain(one.where)}: {plain(one.reason)}", err=True)
    if len(report.unfit) < report.refused:
        click.echo(f"  and {report.refused - len(report.unfit)} more", err=True)
    sys.stdout.flush()
    if report.refused:
        raise Ends(FOUND.code)
