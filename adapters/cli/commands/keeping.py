"""Commands that look after an installation."""

from collections import Counter

import click

from adapters.cli.called import NAME
from adapters.cli.endings import FOUND, Ends
from adapters.cli.guilds import chosen_or_all, guild_option
from adapters.cli.output import counted, plain, progress
from adapters.cli.product import Check, Session
from adapters.cli.running import run

_MARKS = {"green": ("ok", "green"), "yellow": ("look", "yellow"), "red": ("WRONG", "red")}


@click.command()
@guild_option
@click.option("--check", is_flag=True, help="Compare only; exit code 1 when anything differs.")
@click.pass_obj
def replay(session: Session, *, guild: str | None, check: bool) -> None:
    """Count the whole log again, or check that it agrees with what is shown.

    Without --guild every guild is replayed.
    """

    async def again() -> bool:
        agreed = True
        async with session.product.open(session.say) as use_cases:
            for each in await chosen_or_all(use_cases, guild):
                with progress(f"Counting guild {each} again") as report:
                    done = await use_cases.replay(each, check=check, progress=lambda read: report(read, 0))
                outcome = "rebuilt" if done.rebuilt else "DIFFERENT" if done.differences else "the same"
                records = counted(done.entries, "record")
                count = counted(done.counted, "counts", "count")
                click.echo(f"guild {each}: {records}, {count}: {outcome}")
                for difference in done.differences:
                    click.echo(f"  {plain(difference)}")
                agreed = agreed and not done.differences
        return agreed

    if not run(again()) and check:
        raise Ends(FOUND.code)


@click.command()
@click.option("--status", is_flag=True, help="Show what is applied and what waits; change nothing.")
@click.pass_obj
def migrate(session: Session, *, status: bool) -> None:
    """Bring the database's schema up to date; every command that needs it does so by itself."""
    if not status:
        applied = run(session.product.migrate(session.say))
        click.echo(
            f"Applied {len(applied)}: {', '.join(applied)}" if applied else "The schema is up to date."
        )
        return
    schema = run(session.product.schema(session.say))
    for name in schema.applied:
        click.echo(f"applied  {name}")
    for name in schema.pending:
        click.echo(f"waits    {name}")
    if schema.problem:
        click.echo(f"Error: {schema.problem}", err=True)
        raise Ends(FOUND.code)


@click.command()
@click.pass_obj
def doctor(session: Session) -> None:
    """Check everything that has to be right; exit code 1 when something is red."""

    async def look() -> list[Check]:
        found = []
        async for check in session.product.checks(session.say):
            word, colour = _MARKS[check.state]
            click.echo(
                f"{click.style(f'{word:5}', fg=colour, bold=True)}  {check.what}: {plain(check.found)}"
            )
            if check.remedy:
                click.echo(f"       -> {check.remedy}")
            found.append(check)
        return found

    states = Counter(check.state for check in run(look()))
    click.echo(_in_short(states["red"], states["yellow"]))
    if states["red"]:
        raise Ends(FOUND.code)


def _in_short(red: int, yellow: int) -> str:
    """The doctor's last word: something to look at is not all well, and not wrong either."""
    if red:
        return f"{red} to mend." if not yellow else f"{red} to mend, {yellow} to look at."
    return "All is well." if not yellow else f"Nothing is wrong; {yellow} to look at."


@click.command()
@click.pass_obj
def version(session: Session) -> None:
    """The version of this program."""
    click.echo(f"{NAME} {session.product.version}")
