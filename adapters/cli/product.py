"""What the command line asks of the product; bootstrap builds it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import attrs
import click

if TYPE_CHECKING:
    from application.use_cases import UseCases
    from domain.operations.backups.manifest import Manifest

Say = Callable[[str], None]
"""Tells a person what is going on, a line at a time, beside the output."""

Report = Callable[[int, int], None]
"""Told (done, of all) as work goes on; of all is 0 where that is not known."""

Progress = Callable[[str], AbstractContextManager[Report]]
"""Shows how far a piece of work is, while its block lasts."""

Told = Callable[[str, int, int], None]
"""Told (table, bytes so far, rows of the table so far) as the copying goes on."""


@attrs.frozen(kw_only=True)
class DemoWishes:
    """How the demo is to be."""

    store: Literal["postgres", "memory"] = "postgres"
    port: int | None = None
    people: int | None = None
    speed: int | None = None
    """Times the usual bustle; None is lively while somebody looks."""

    fresh: bool = False


@attrs.frozen(kw_only=True)
class SimulationWishes:
    """Which world is to be simulated, and into which folder; None is as usual, no scenario is all."""

    seed: int
    members: int
    days: int
    folder: Path
    end: date | None = None
    rate: int | None = None
    scenarios: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Simulated:
    """What a simulation has written."""

    guild: int
    activities: Path
    truth: Path
    lines: int
    fingerprint: str


@attrs.frozen(kw_only=True)
class Copied:
    """A copy that was made and held against its original; `differences` is what a person has to look at."""

    where: str
    manifest: "Manifest"
    packed: int | None = None
    """Bytes of the file."""

    differences: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Check:
    """One finding of the doctor; `remedy` says what to do when it is not green."""

    what: str
    state: Literal["green", "yellow", "red"]
    found: str
    remedy: str = ""


class Schema(Protocol):
    """What a database has of our migrations, and what it lacks."""

    @property
    def applied(self) -> tuple[str, ...]: ...
    @property
    def pending(self) -> tuple[str, ...]: ...
    @property
    def problem(self) -> str | None: ...


class Product(Protocol):
    """The whole product, closed: opening it is what takes time."""

    @property
    def version(self) -> str:
        """The version of the program."""
        ...

    def open(self, say: Say) -> AbstractAsyncContextManager["UseCases"]:
        """Open the store and hand out what can be asked of it."""
        ...

    async def web(self, say: Say, *, port: int | None) -> None:
        """Serve the dashboard until told to stop."""
        ...

    async def up(self, say: Say, *, port: int | None) -> None:
        """The whole product on one machine, until told to stop."""
        ...

    async def bot(self, say: Say) -> None:
        """The bot by itself, until told to stop."""
        ...

    async def worker(self, say: Say) -> None:
        """The worker by itself, until told to stop."""
        ...

    async def invitation(self, application: int | None, wished: tuple[str, ...], say: Say) -> str:
        """The address that invites the bot into a server."""
        ...

    async def demo(self, wishes: DemoWishes, say: Say, progress: Progress) -> None:
        """Fill the demo's own store once, and serve it until told to stop."""
        ...

    async def simulate(self, wishes: SimulationWishes, progress: Progress) -> Simulated:
        """Write a made-up community and its truth to files; no database is opened."""
        ...

    async def migrate(self, say: Say) -> list[str]:
        """Bring the schema up to date; what was applied."""
        ...

    async def schema(self, say: Say) -> Schema:
        """Compare the database with the program."""
        ...

    async def backup(self, to: str | None, say: Say, told: Told) -> Copied:
        """Copy everything into a file, or into another database."""
        ...

    async def restore(self, path: Path, to: str | None, say: Say, told: Told) -> Copied:
        """Bring a backup back into an empty database."""
        ...

    def checks(self, say: Say) -> AsyncIterator[Check]:
        """Look at everything that has to be right."""
        ...


@attrs.define(kw_only=True)
class Session:
    """One run of the program: what every command is handed."""

    product: Product
    misconfigured: type[Exception]
    debug: bool = False

    def say(self, line: str) -> None:
        """Tell the person, not the program that reads our output."""
        click.echo(line, err=True)


def session_of(context: click.Context) -> Session:
    """The session of this run."""
    found: Any = context.find_root().obj
    assert isinstance(found, Session)  # noqa: S101 - set by run_program
    return found
