"""Background jobs: what waits, runs or failed; and publishing by hand."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from adapters.cli.called import typed
from adapters.cli.guilds import chosen_or_all, guild_option
from adapters.cli.output import counted, json_option, minute, plain, print_json, print_table, progress, share
from adapters.cli.product import Session
from adapters.cli.running import run
from domain.kernel.actors import COMMAND_LINE
from domain.operations.jobs import working

if TYPE_CHECKING:
    from domain.operations.jobs import Job, Worker


@click.group()
def jobs() -> None:
    """What is done in the background: publishing, counting again, backups."""


@jobs.command(name="list")
@json_option
@click.pass_obj
def list_(session: Session, *, as_json: bool) -> None:
    """What waits, runs or failed, the oldest first, and whether anybody works."""

    async def ask() -> tuple[bool, list["Job"], list["Worker"], datetime]:
        async with session.product.open(session.say) as use_cases:
            board = use_cases.jobs
            return board.works, await board.all(), *await board.workers()

    works, found, workers, now = run(ask())
    there = working(workers, now)
    if as_json:
        print_json({"jobs": [_json(job) for job in found], "workers": [str(one.holder) for one in there]})
        return
    if found:
        print_table(
            ("job", "what", "guild", "is", "since", "tries", "why"),
            [_row(job) for job in found],
            right=frozenset({0, 5}),
        )
        if any(job.state == "failed" for job in found):
            click.echo(f"`{typed('jobs retry')} JOB` has a failed one done again.")
    else:
        click.echo("No job waits, runs or failed.")
    at_work = "; ".join(f"{one.holder} works" for one in there)
    click.echo(at_work or (_nobody() if works else "In memory there are no jobs: all is done at once."))


@jobs.command()
@click.argument("job", type=click.IntRange(1))
@click.pass_obj
def retry(session: Session, *, job: int) -> None:
    """Have a failed job done again."""

    async def again() -> None:
        async with session.product.open(session.say) as use_cases:
            await use_cases.retry_job(job, COMMAND_LINE)

    run(again())
    click.echo(f"Job {job} waits for a worker.")


@jobs.command()
@click.argument("job", type=click.IntRange(1))
@click.pass_obj
def drop(session: Session, *, job: int) -> None:
    """Forget a job that waits or failed; what it was to do stays undone."""

    async def away() -> None:
        async with session.product.open(session.say) as use_cases:
            await use_cases.drop_job(job, COMMAND_LINE)

    run(away())
    click.echo(f"Job {job} is dropped.")


@click.command()
@guild_option
@click.pass_obj
def publish(session: Session, *, guild: str | None) -> None:
    """Publish the KPIs of closed days, weeks and months as rows of the database, now.

    A worker does it by itself each hour and after midnight. docs/DATABASE.md says how to read them. Without
    --guild it is done for every guild.
    """

    async def now() -> None:
        async with session.product.open(session.say) as use_cases:
            for each in await chosen_or_all(use_cases, guild):
                with progress(f"Reading the KPIs of guild {each}") as report:
                    done = await use_cases.publish_readings(each, report)
                periods = counted(done.closed, "closed day, week or month", "closed days, weeks and months")
                rows = counted(done.rows, "row is new", "rows are new")
                click.echo(f"guild {each}: {periods}, {done.read} read again: {rows}")

    run(now())


def _nobody() -> str:
    return f"Nobody works: start `{typed('up')}`, or `{typed('worker')}` by itself."


def _row(job: "Job") -> tuple[str, ...]:
    state = job.state if job.share is None else f"running, {share(job.share)} done"
    return (
        str(job.id),
        job.title,
        "" if job.guild is None else str(job.guild),
        state,
        minute(job.began_at or job.asked_at),
        str(job.picks),
        plain(job.problem),
    )


def _json(job: "Job") -> dict[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "title": job.title,
        "guild": None if job.guild is None else str(job.guild),
        "state": job.state,
        "asked_at": job.asked_at.isoformat(),
        "began_at": job.began_at and job.began_at.isoformat(),
        "tries": job.picks,
        "done": job.done,
        "total": job.total,
        "problem": job.problem,
    }
