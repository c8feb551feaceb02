"""Made-up communities on file."""

import shlex
from datetime import date
from pathlib import Path

import click

from adapters.cli.called import typed
from adapters.cli.output import number, plain, progress
from adapters.cli.product import Session, SimulationWishes
from adapters.cli.running import run
from domain.kernel.errors import Invalid


@click.command()
@click.option("--seed", type=int, required=True, help="The same seed tells the same community for ever.")
@click.option("--members", type=int, required=True, help="How many people, 50 to 100,000.")
@click.option("--days", type=int, required=True, help="How many days, 28 to 1,100.")
@click.option("--out", metavar="DIR", required=True, help="The folder for activities.ndjson and truth.json.")
@click.option("--end", metavar="DATE", help="The last day; 2025-12-31 if not said.")
@click.option("--rate", type=int, help="Bustle in percent of the usual, 10 to 300.")
@click.option(
    "--scenario",
    "scenarios",
    metavar="NAME",
    multiple=True,
    help="campaign, null-event, churn-wave, raid, outage, or none; may be given again. All if not said.",
)
@click.pass_obj
def simulate(
    session: Session,
    *,
    seed: int,
    members: int,
    days: int,
    out: str,
    end: str | None,
    rate: int | None,
    scenarios: tuple[str, ...],
) -> None:
    """Write a made-up community, and the truth about it, to files; no database is needed.

    The truth says who drifts away and since when, what each campaign and event really did, and when
    nobody listened: what a measure of this program, or of yours, has to find in the activities.
    """
    wishes = SimulationWishes(
        seed=seed,
        members=members,
        days=days,
        folder=Path(out),
        end=None if end is None else _day(end),
        rate=rate,
        scenarios=scenarios,
    )
    done = run(session.product.simulate(wishes, progress), if_stopped="the same command begins anew")
    click.echo(f"{number(done.lines)} activities of guild {done.guild}: {plain(str(done.activities))}")
    click.echo(f"The truth about them: {plain(str(done.truth))}")
    click.echo(f"sha256 of the activities: {done.fingerprint}")
    session.say(f"`{typed(f'ingest {plain(shlex.quote(str(done.activities)))}')}` reads them in.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"--end {text!r} is not a date: write 2025-12-31") from None
