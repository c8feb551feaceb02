"""Commands that copy a whole installation: out, back in, or over to another database."""

import shlex
from pathlib import Path

import click

from adapters.cli.called import typed
from adapters.cli.endings import FOUND, Ends
from adapters.cli.output import Stream, counted, number, plain, streaming
from adapters.cli.product import Copied, Session
from adapters.cli.running import run

_ANEW = "the same command begins anew"


@click.command()
@click.option(
    "--to",
    metavar="WHERE",
    help="A file or a folder; or the URL of an empty PostgreSQL (15 or newer), which is then filled.",
)
@click.pass_obj
def backup(session: Session, *, to: str | None) -> None:
    """Copy everything, while the program runs, and read the copy back before it counts.

    Without --to the copy is a file in the folder of backups. With the URL of a database everything moves
    there; stop what writes first. The installation's secret is not in it: keep that beside it.
    """
    with streaming("Copying") as stream:
        done = run(
            session.product.backup(to, session.say, lambda *so_far: _tell(stream, *so_far)), if_stopped=_ANEW
        )
    _report(done)
    if done.packed is None:
        click.echo("Set COMMUNITY_OS_DATABASE_URL to it, keep the secret as it is, and start again.")
        return
    click.echo(f"{typed(f'restore {shlex.quote(done.where)}')} brings it back, under the same secret.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", metavar="URL", help="Another database than that of the settings: PostgreSQL 15 or newer."
)
@click.pass_obj
def restore(session: Session, *, file: Path, to: str | None) -> None:
    """Bring a backup back into an empty database.

    Everything or nothing: what came in is read back and counted before it stays. The secret has to be the
    one under which the backup was made.
    """
    with streaming("Restoring") as stream:
        done = run(
            session.product.restore(file, to, session.say, lambda *so_far: _tell(stream, *so_far)),
            if_stopped=_ANEW,
        )
    _report(done)


def _tell(stream: Stream, table: str, size: int, rows: int) -> None:
    stream(table, size, None, counted(rows, "row"))


def _report(done: Copied) -> None:
    """Where it is and what it holds; then what differs, if anything does."""
    manifest = done.manifest
    size = f", {number(done.packed / 1e6)} MB" if done.packed is not None else ""
    click.echo(f"{plain(done.where)}: {counted(manifest.rows, 'row')}{size}")
    for guild in manifest.guilds:
        activities = counted(guild.activities, "activity", "activities")
        people = counted(guild.people, "person", "people")
        click.echo(f"  guild {guild.guild}: {activities} of {people}, tally {guild.digest[:12]}")
    if done.differences:
        for difference in done.differences:
            click.echo(f"  {plain(difference)}", err=True)
        raise Ends(FOUND.code)
    click.echo("Held against the original: the same.")
