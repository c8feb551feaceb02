"""Commands that serve or listen until they are told to stop."""

from collections.abc import Coroutine
from typing import Any

import click

from adapters.cli.output import progress
from adapters.cli.product import DemoWishes, Session
from adapters.cli.running import Interrupted, run

port_option = click.option(
    "--port", type=click.IntRange(1, 65535), help="Another port than the one in the settings."
)


@click.command()
@click.option("--store", type=click.Choice(["postgres", "memory"]), default="postgres", show_default=True)
@port_option
@click.option("--people", "--size", "people", type=int, help="How many people, 50 to 1,000; 400 if not said.")
@click.option(
    "--speed",
    type=int,
    help="How much happens from now on: with 1 as much as there would, with 60 a minute brings the talk of "
    "an hour; to 1,000. If not said, lively while somebody looks and real time else.",
)
@click.option("--fresh", is_flag=True, help="Throw away what an earlier demo made.")
@click.pass_obj
def demo(
    session: Session, *, store: str, port: int | None, people: int | None, speed: int | None, fresh: bool
) -> None:
    """A made-up community on a dashboard, with nothing to set up.

    It has four months of history and goes on while you look; the next start tells what it missed. It keeps
    its data in a folder of its own, apart from your communities; with --store memory nowhere.
    """
    wishes = DemoWishes(
        store="memory" if store == "memory" else "postgres",
        port=port,
        people=people,
        speed=speed,
        fresh=fresh,
    )
    _serve(session, session.product.demo(wishes, session.say, progress))


@click.command()
@port_option
@click.pass_obj
def up(session: Session, *, port: int | None) -> None:
    """The whole product on this machine: the dashboard, the bot and the worker, with a daily backup.

    Without a DISCORD_TOKEN the bot is off, and everything else runs.
    """
    _serve(session, session.product.up(session.say, port=port))


@click.command()
@click.pass_obj
def bot(session: Session) -> None:
    """The bot by itself: it listens to Discord, and catches up with what was written meanwhile."""
    _serve(session, session.product.bot(session.say))


@click.command()
@click.pass_obj
def worker(session: Session) -> None:
    """The worker by itself: it publishes KPIs, makes the daily backup, and does what takes long.

    It is a part of `up`. Several may run; each job is done by one of them.
    """
    _serve(session, session.product.worker(session.say))


@click.command()
@port_option
@click.pass_obj
def web(session: Session, *, port: int | None) -> None:
    """The dashboard by itself."""
    _serve(session, session.product.web(session.say, port=port))


def _serve(session: Session, serving: Coroutine[Any, Any, None]) -> None:
    """A server that was told to stop did what it was told."""
    try:
        run(serving)
    except Interrupted:
        session.say("Stopped.")
